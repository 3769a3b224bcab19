public import ArgumentParser
import Plant
import Reporting
public import Storage
import Telemetry

/// Which figures are asked for, and how they are printed.
struct SpanOptions: ParsableArguments {
    @Option(help: "Begin: 2026-03-02, 2026-03-02T08:00 (plant's zone) or with an offset.")
    var from: String?

    @Option(help: "End, not part of the span.")
    var to: String?

    @Option(name: .customLong("by"), help: "Cut into hour, shift or day.")
    var division: Division?

    @Option(
        name: .customLong("group"),
        help: "Take the figures apart by product, line or unit; the total is beside them.")
    var grouping: Grouping?

    @Option(help: "A work unit (line/unit), a line or the plant; all work units otherwise.")
    var unit: String?

    @Option(
        name: .customLong("what-if"),
        help: ArgumentHelp(
            "Also what would have been at another rate; may be given several times.",
            valueName: "line/unit:product=480ms"))
    var supposed: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    /// Answers from the store of a data folder, with the corrections that were recorded before an
    /// instant; nil: all.
    func report(
        _ plant: Plant, store: any Store, folder: String, asOf instant: Timestamp? = nil
    ) throws -> FigureReport {
        let figures = Figures(plant: plant, store: store, folder: folder).asOf(instant)
        let query = KPIQuery(figures: figures, store: store)
        do {
            return try query.report(
                unit: unit, from: try from.map(plant.parse(instant:)),
                to: try to.map(plant.parse(instant:)), by: division, group: grouping,
                supposing: supposed)
        } catch {
            throw said(error)
        }
    }

    /// Prints a report, beside it what was reported before.
    func print(_ report: FigureReport, _ plant: Plant, beside reported: FigureReport? = nil) {
        if json {
            output(report.json(plant, beside: reported).text(indented: true))
        } else {
            output(FigureTable(plant: plant).text(report, beside: reported))
        }
    }
}

extension Division: ExpressibleByArgument {}
extension Grouping: ExpressibleByArgument {}
