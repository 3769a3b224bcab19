import ArgumentParser
import Foundation
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// `lineside correct rate`: shows what a rate would do to what is past before it is recorded.
struct CorrectRate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Gives a product another planned run time per item.",
        discussion: """
            Examples:
              lineside correct rate --plant plant.yaml --data DIR --unit mask-1/packer \
            --product mask-l1 --item-time "500 ms" --from 2026-03-01 --by mei --why "new film"
              lineside correct rate … --item-time 120/h --apply

            Without --apply it only shows the figures from its begin on, before and after.
            """)

    @OptionGroup var options: CorrectionOptions

    @Option(help: "The work unit, line/unit.")
    var unit: String

    @Option(help: "The product.")
    var product: String

    @Option(help: "A time per item, 500 ms or 1/3 s, or the items of a time, 120/h.")
    var itemTime: String

    @Option(help: "From when on.")
    var from: String

    @Flag(name: [.customLong("apply"), .customLong("yes")], help: "Record it.")
    var apply = false

    func run() async throws {
        var request = options.request(.rate, unit: unit)
        (request.product, request.itemTime, request.from) = (product, itemTime, from)
        guard !apply else { return try await options.record(request) }
        let plant = try options.plantOption.read()
        let trial = try trial(
            request, Figures(plant: plant, store: try openStore(options.data), folder: options.data)
        )
        guard !options.json else { return output(trial.json(plant).text(indented: true)) }
        output(table(trial, plant))
        say("nothing is recorded yet: add --apply")
    }

    private func trial(_ request: CorrectionRequest, _ figures: Figures) throws -> CorrectionTrial {
        do {
            return try CorrectionTrial(try request.draft(figures), figures)
        } catch {
            throw said(error)
        }
    }

    private func table(_ trial: CorrectionTrial, _ plant: Plant) -> String {
        guard !trial.changes.isEmpty else { return "nothing that is past would change" }
        let head = ["unit", "from", "to", "E", "E then", "OEE", "OEE then"]
        let rows = trial.changes.map { change in
            let figure = change.before
            return [
                figure.unit, plant.wallClockText(figure.span.from),
                plant.wallClockText(figure.span.to),
            ]
                + [KPI.effectiveness, .oee].flatMap { kpi in
                    [change.before, change.after].map { percent($0.sums.kpi(kpi)) }
                }
        }
        return alignedLines([head] + rows).joined(separator: "\n")
    }

    private func percent(_ value: KPIValue) -> String {
        value.ratio.map { String(format: "%.1f %%", $0 * 100) } ?? "—"
    }
}
