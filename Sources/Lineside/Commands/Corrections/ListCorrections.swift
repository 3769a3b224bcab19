import ArgumentParser
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// `lineside correct list`: the audit trail.
struct ListCorrections: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists what was corrected, by whom and why.")

    @OptionGroup var plantOption: PlantOption

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "A work unit (line/unit), a line or the plant; all work units otherwise.")
    var unit: String?

    @Option(help: "Only what speaks of time since then.")
    var from: String?

    @Option(help: "Only what speaks of time before then.")
    var to: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let plant = try plantOption.read()
        let figures = Figures(plant: plant, store: try openStore(data))
        let trail: [CorrectionStanding]
        do {
            trail = try CorrectionQuery(figures: figures).trail(
                unit: unit, from: try from.map(plant.parse(instant:)),
                to: try to.map(plant.parse(instant:)))
        } catch {
            throw said(error)
        }
        guard !json else {
            return output(trail.json.text(indented: true))
        }
        let head = ["id", "recorded", "by", "unit", "what", "why", ""]
        output(
            alignedLines(
                [head]
                    + trail.map { standing in
                        let record = standing.correction
                        return [
                            "\(record.id)", plant.wallClockText(record.recordedAt),
                            record.draft.by, record.draft.unit, record.words(plant),
                            record.draft.why, standing.effect.words,
                        ]
                    }
            ).joined(separator: "\n"))
    }
}

extension CorrectionStanding.Effect {
    fileprivate var words: String {
        switch self {
        case .inForce: ""
        case .superseded(let id): "superseded by \(id)"
        case .withdrawn(let id): "withdrawn by \(id)"
        case .withoutEffect: "without effect"
        }
    }
}

extension Correction {
    /// What it says, in English, by the plant's clock.
    func words(_ plant: Plant) -> String {
        func local(_ instant: Timestamp) -> String { plant.wallClockText(instant) }
        func span(_ span: TimeSpan) -> String { "\(local(span.from)) to \(local(span.to))" }
        switch content {
        case .reason(let stop, let reason):
            return "reason \(reason ?? "none") of the stop \(span(stop.span))"
        case .split(_, let at, let first, let second):
            return "split at \(local(at))"
                + ([first, second].contains { $0 != nil }
                    ? ": \(first ?? "as it was"), \(second ?? "as it was")" : "")
        case .state(let interval, let state, let reason):
            return "\(state.identifier)\(reason.map { " (\($0))" } ?? "") \(span(interval))"
        case .scrap(let at, let kind, let product, let quantity):
            return "\(kind) \(decimalText(quantity, digits: 6))"
                + (product.map { " of \($0)" } ?? "") + " at \(local(at))"
        case .counter(let finding, let judgement, let credit):
            return "\(finding.signal) at \(local(finding.at)): \(finding.kind.rawValue) is "
                + "\(judgement.rawValue), \(decimalText(credit, digits: 6)) counted"
        case .rate(let product, let itemTime, let items, let from):
            return "\(product): \(decimalText(itemTime, digits: 9)) s for \(items) "
                + "from \(local(from))"
        case .withdrawal: return "withdraws \(draft.supersedes.map(String.init) ?? "")"
        }
    }
}
