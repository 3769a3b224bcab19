import Plant
import Telemetry

/// Writes a proposal as a commented plant file.
public struct PlantFile {
    /// What a proposal cannot know of itself.
    public struct Settings: Sendable {
        /// Lines of the broker's entry, `key: value`, `url` first.
        public var broker: [(key: String, value: String)]
        /// IANA name.
        public var timeZone: String
        /// From when the rates hold, as the file writes it.
        public var ratesFrom: String
        /// When the first and the last message came, as a person reads it.
        public var heardFrom: String
        /// See ``heardFrom``.
        public var heardTo: String

        /// Makes settings.
        public init(
            broker: [(key: String, value: String)], timeZone: String, ratesFrom: String,
            heardFrom: String, heardTo: String
        ) {
            self.broker = broker
            self.timeZone = timeZone
            self.ratesFrom = ratesFrom
            self.heardFrom = heardFrom
            self.heardTo = heardTo
        }
    }

    private let proposal: Proposal
    private let settings: Settings
    private var out = CommentedText()

    private init(_ proposal: Proposal, _ settings: Settings) {
        self.proposal = proposal
        self.settings = settings
    }

    /// The file's text; `outlook` are lines about the figures it would give.
    public static func text(
        of proposal: Proposal, settings: Settings, outlook: [String] = []
    ) -> String {
        var file = PlantFile(proposal, settings)
        file.writeHead(outlook)
        if !proposal.isEmpty {
            file.writePlant()
            for line in proposal.lines { file.write(line) }
        }
        file.writeUnplaced()
        return file.out.text
    }

    private mutating func writeHead(_ outlook: [String]) {
        let heard = proposal.heard
        out.comment(Wording.title)
        out.comment(
            Wording.heard(heard.messages, heard.topics, settings.heardFrom, settings.heardTo))
        if !heard.beyond.isEmpty {
            let some = heard.beyond.topics.joined(separator: ", ")
            out.comment(Wording.beyond(heard.beyond.messages, some))
        }
        if !outlook.isEmpty {
            out.comment(Wording.outlook)
            outlook.forEach { out.comment($0) }
        }
        if !proposal.isEmpty { out.line("version: 1") }
    }

    private mutating func writePlant() {
        out.line("plant:")
        out.indented {
            $0.line("id: \(proposal.plant)")
            $0.line("time_zone: \(settings.timeZone)")
        }
        let entries = settings.broker.map { "\($0.key): \(quoted($0.value))" }
        out.line("brokers:")
        out.indented { $0.line("shopfloor: { \(entries.joined(separator: ", ")) }") }
        if !proposal.products.isEmpty {
            out.line("products:")
            out.indented { out in
                out.comment(Wording.products)
                for product in proposal.products {
                    out.line(
                        "\(product.id): { name: \(quoted(product.word ?? product.id)), unit: piece }"
                    )
                }
            }
        }
        if !proposal.reasons.isEmpty {
            out.line("reasons:")
            out.indented { out in
                out.comment(Wording.reasons)
                for reason in proposal.reasons {
                    out.line("\(reason.id): { name: \(quoted(reason.word ?? reason.id)) }")
                }
            }
        }
        out.line("lines:")
    }

    private mutating func write(_ line: ProposedLine) {
        let counting = line.units.filter(\.isCounting)
        let pace = (counting.isEmpty ? line.units : counting).map(\.id)
        let product = line.product.map { proposal.products[$0].id }
        out.indented { out in
            out.line("\(line.id):")
            out.indented { out in
                out.line("name: \(quoted(line.name))")
                out.line("broker: shopfloor")
                out.comment(Wording.noCalendar)
                out.comment(Wording.topology)
                out.line("constraint: [\(pace.joined(separator: ", "))]")
                if let product { out.line("product: \(product)") }
                out.line("work_units:")
                for unit in line.units {
                    out.indented { Self.write(unit, proposal, settings, to: &$0) }
                }
            }
        }
    }

    private static func write(
        _ unit: ProposedUnit, _ proposal: Proposal, _ settings: Settings,
        to out: inout CommentedText
    ) {
        out.line("\(unit.id):")
        out.indented { out in
            out.line("name: \(quoted(unit.name))")
            writeHeartbeat(unit, to: &out)
            writeRates(unit, proposal, settings, to: &out)
            out.line("signals:")
            out.indented { out in
                for signal in unit.signals { write(signal, proposal, to: &out) }
            }
        }
    }

    private static func writeHeartbeat(_ unit: ProposedUnit, to out: inout CommentedText) {
        guard let gap = unit.longestGap else { return out.comment(Wording.noHeartbeat) }
        out.comment(Wording.heartbeat(decimal(gap, digits: 9)))
        out.line("heartbeat: \(unit.heartbeat.map(duration) ?? "1 h")")
    }

    private static func writeRates(
        _ unit: ProposedUnit, _ proposal: Proposal, _ settings: Settings,
        to out: inout CommentedText
    ) {
        guard unit.isCounting else { return out.comment(Wording.noCounter) }
        guard !unit.rates.isEmpty else { return out.comment(Wording.noRate) }
        out.comment(Wording.rate)
        out.line("rates:")
        out.indented { out in
            for rate in unit.rates {
                out.comment(Wording.window(decimal(rate.window, digits: 9)))
                out.line(
                    "- { product: \(proposal.products[rate.product].id), "
                        + "item_time: \(decimal(rate.itemTime, digits: 6)) ms, "
                        + "from: \(quoted(settings.ratesFrom)), by: discover, "
                        + "reason: \"demonstrated best, from discover\" }")
            }
        }
    }

    private static func write(
        _ signal: ProposedSignal, _ proposal: Proposal, to out: inout CommentedText
    ) {
        let why = signal.why.map(\.wording)
        out.comment(
            LocalizedText(
                english: "\(signal.confidence) %: "
                    + why.map(\.english).joined(separator: "; "),
                traditionalChinese: "\(signal.confidence) %："
                    + why.map(\.traditionalChinese).joined(separator: "；")))
        if case .measurement(_, _?) = signal.meaning { out.comment(Wording.band) }
        if !signal.alternatives.isEmpty {
            out.comment(Wording.alternatives(signal.alternatives))
        }
        out.comment("\(signal.topic) \(signal.example)")
        out.line("\(signal.id): { \(signal.entries(proposal).joined(separator: ", ")) }")
    }

    private mutating func writeUnplaced() {
        guard !proposal.unplaced.isEmpty else { return }
        out.comment(Wording.unplaced)
        for item in proposal.unplaced {
            let field = item.field.map { " [\($0)]" } ?? ""
            let guesses = item.guesses.isEmpty ? "" : " (\(item.guesses.joined(separator: ", ")))"
            out.comment(
                "- \(item.topic)\(field): \(item.why.wording.english)\(guesses) / "
                    + item.why.wording.traditionalChinese)
            if let example = item.examples.last { out.comment("    \(example)") }
        }
    }
}

extension ProposedUnit {
    /// The longest silence, rounded up to a round time, in nanoseconds.
    public var heartbeat: Int64? {
        guard let longestGap else { return nil }
        let seconds: [Int64] = [
            1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200,
        ]
        return seconds.map { $0 * nanosecondsPerSecond }.first { $0 >= longestGap }
    }
}

/// Text in lines, comments as wide as they are.
struct CommentedText {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ line: String) {
        text += String(repeating: "  ", count: depth) + line + "\n"
    }

    mutating func comment(_ comment: String) {
        // A source's text must not end the comment.
        let plain = comment.unicodeScalars.map { scalar in
            TopicRecord.isPrintable(scalar) ? Character(scalar) : "·"
        }
        line("# " + String(plain))
    }

    mutating func comment(_ comment: LocalizedText) {
        self.comment(comment.english)
        self.comment(comment.traditionalChinese)
    }

    mutating func indented(_ body: (inout CommentedText) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }
}
