import ArgumentParser
import Foundation
import Plant
import StorageSQLite
import Telemetry

/// `lineside kpi`: the figures of any span and unit, from the store.
struct KPICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi", abstract: "Prints the figures of any span and unit.",
        discussion: """
            Examples:
              lineside kpi --plant plant.yaml --data /var/lib/lineside
              lineside kpi --plant plant.yaml --data /var/lib/lineside --by shift --unit mask-1
              lineside kpi --plant plant.yaml --data DIR --from 2026-03-02 --to 2026-03-03 --json
              lineside kpi --plant plant.yaml --data DIR --unit mask-1 --group product
              lineside kpi --plant plant.yaml --data DIR --what-if mask-1/packer:mask-l1=7500/h
              lineside kpi --plant plant.yaml --data DIR --as-of 2026-03-09T08:00
              lineside kpi --plant plant.yaml --data DIR --from 2026-03-02 --restated

            Reads the store beside a running daemon or without one.
            """)

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var spanOptions: SpanOptions

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "As it was reported then: only with corrections recorded before it.")
    var asOf: String?

    @Flag(help: "Beside each figure the one without corrections, or with those of --as-of.")
    var restated = false

    func run() throws {
        let plant = try plantOption.read()
        let store = try openStore(data)
        let instant: Timestamp?
        do {
            instant = try asOf.map(plant.parse(instant:))
        } catch {
            throw failure(.validationFailure, "\(error)")
        }
        let report = try spanOptions.report(
            plant, store: store, folder: data, asOf: restated ? nil : instant)
        let reported =
            restated
            ? try spanOptions.report(
                plant, store: store, folder: data, asOf: instant ?? .distantPast) : nil
        spanOptions.print(report, plant, beside: reported)
    }
}

/// Opens the store of a data folder for reading, or says why not.
func openStore(_ folder: String) throws -> SQLiteStore {
    let path = folder + "/facts.sqlite"
    guard FileManager.default.fileExists(atPath: path) else {
        throw failure(Exit.noInput, "\(folder) holds no store (facts.sqlite)")
    }
    do {
        return try SQLiteStore(reading: path)
    } catch {
        throw failure(Exit.inputOutput, "\(error)")
    }
}
