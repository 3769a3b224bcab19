import ArgumentParser
import Foundation
import StorageSQLite

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

            Reads the store beside a running daemon or without one.
            """)

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var spanOptions: SpanOptions

    @Option(help: "The data folder.")
    var data: String

    func run() throws {
        let plant = try plantOption.read()
        let store = try openStore(data)
        spanOptions.print(try spanOptions.report(plant, store: store, folder: data), plant)
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
