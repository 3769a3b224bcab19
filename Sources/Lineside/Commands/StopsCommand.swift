import ArgumentParser
import Foundation
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// `lineside stops`: when, how long and why units stood, from the store.
struct StopsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stops", abstract: "Lists stops with their reasons.",
        discussion: """
            Examples:
              lineside stops --plant plant.yaml --data /var/lib/lineside --unit mask-1
              lineside stops --plant plant.yaml --data DIR --from 2026-03-02 --reason none
              lineside stops --plant plant.yaml --data DIR --longer --csv > stops.csv

            A stop is counted where it begins; one that an end of the span cuts is listed with its
            whole length. Reads the store beside a running daemon or without one.
            """)

    @OptionGroup var plantOption: PlantOption

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "Begin: 2026-03-02, 2026-03-02T08:00 (plant's zone) or with an offset.")
    var from: String?

    @Option(help: "End, not part of the span.")
    var to: String?

    @Option(help: "A work unit (line/unit), a line or the plant; all work units otherwise.")
    var unit: String?

    @Option(
        help: """
            A reason's identifier, none, starved_or_blocked, no_order, maintenance or manual.
            """)
    var reason: String?

    @Flag(exclusivity: .exclusive, help: "Only minor stops, or only longer ones.")
    var kind: Kind?

    @Option(name: .customLong("min"), help: "Only stops of at least this many seconds.")
    var shortest: Int64 = 0

    @Flag(exclusivity: .exclusive, help: "Print JSON or comma-separated values.")
    var form: Form?

    enum Kind: String, EnumerableFlag { case minor, longer }
    enum Form: String, EnumerableFlag { case json, csv }

    func validate() throws {
        guard (0...1_000_000_000).contains(shortest) else {
            throw ValidationError("--min is from 0 to 1000000000 seconds")
        }
    }

    func run() throws {
        let plant = try plantOption.read()
        let store = try openStore(data)
        let report = try report(plant, store: store)
        let rated = try Figures(plant: plant, store: store).ratedPlant()
        switch form {
        case .json: output(report.json(rated).text(indented: true))
        case .csv: FileHandle.standardOutput.write(Data(report.csv(rated).utf8))
        case nil: output(table(report, plant))
        }
    }

    private func report(_ plant: Plant, store: any Store) throws -> StopReport {
        var filter = StopFilter(
            isMinor: kind.map { $0 == .minor }, shortest: shortest * nanosecondsPerSecond)
        if let reason {
            filter.cause = StopPareto.Cause(identifier: reason, plant)
            guard filter.cause != nil else {
                let known = plant.reasons.map(\.id) + StopPareto.Cause.words
                throw failure(
                    .validationFailure,
                    "there is no reason \"\(reason)\"; there are "
                        + known.joined(separator: ", "))
            }
        }
        do {
            return try StopQuery(figures: Figures(plant: plant, store: store, folder: data)).report(
                unit: unit, from: try from.map(plant.parse(instant:)),
                to: try to.map(plant.parse(instant:)), filter: filter)
        } catch {
            throw said(error)
        }
    }

    private func table(_ report: StopReport, _ plant: Plant) -> String {
        let head = ["unit", "begin", "end", "length", "reason", "states", ""]
        let rows = report.stops.map { entry in
            let stop = entry.stop
            let marks = [stop.isMinor ? "minor" : nil, stop.isOpen ? "open" : nil]
            return [
                plant.workUnits[entry.unit].path, plant.wallClockText(stop.from),
                plant.wallClockText(stop.to), decimalText(stop.length, digits: 9) + " s",
                stop.cause.identifier(plant),
                stop.states.map { "\($0)" }.joined(separator: " "),
                marks.compactMap { $0 }.joined(separator: " "),
            ]
        }
        let begun = report.begun.map(\.stop)
        let length = begun.reduce(Int64(0)) { $0 + $1.length }
        return
            (alignedLines([head] + rows) + [
                "stops: \(begun.count); minor: \(begun.count { $0.isMinor }); "
                    + "time: \(decimalText(length, digits: 9)) s"
            ]).joined(separator: "\n")
    }
}
