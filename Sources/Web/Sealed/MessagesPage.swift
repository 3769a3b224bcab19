import Access
import Journal
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// The messages of a work unit as the journal keeps them: what every figure was made from.
struct MessagesPage {
    let wording: Wording
    let unit: Int
    /// By receive time.
    let span: TimeSpan
    /// Nil: the journal does not reach back to them any more.
    let messages: [Message]?

    /// A message as it was received.
    struct Message: Sendable {
        var number: UInt64
        var at: Timestamp
        var topic: String
        var payload: String
    }

    /// The most messages that are listed.
    static let limit = WebLimits.messages.value
    /// How long before and after a stop messages are shown, so that what began and ended it is.
    static let margin = 60 * nanosecondsPerSecond
    /// The longest payload that is shown, in bytes.
    static let payloadLimit = 400

    /// The whole page.
    var page: String {
        let plant = wording.plant
        let line = plant.lines[plant.workUnits[unit].line]
        let layout = Layout(
            wording: wording, address: Self.address(unit, span, plant),
            title: "\(wording(SealTerm.messages)) · \(wording(plant.workUnits[unit].name))")
        return layout.page {
            HTML("h1") { wording(line.name) }
            LineNavigation(wording: wording, line: line.id, current: nil).html
            HTML("section", ["class": "panel wide", "id": "messages"]) {
                HTML("h2") {
                    wording(SealTerm.messages) + wording.colon
                        + wording(plant.workUnits[unit].name)
                }
                HTML("p", ["class": "period"]) {
                    "\(wording.dateTime(span.from)) – \(wording.dateTime(span.to))"
                }
                content
            }
        }
    }

    @HTMLBuilder private var content: HTML {
        if let messages {
            if messages.isEmpty { HTML("p") { wording(SealTerm.noMessages) } }
            if !messages.isEmpty { table(messages) }
            if messages.count == Self.limit {
                HTML("p", ["class": "aside"]) {
                    wording(SealTerm.listed)
                        .replacing("{shown}", with: wording.count(messages.count))
                }
            }
        } else {
            HTML("p") { wording(SealTerm.removed) }
        }
    }

    private func table(_ messages: [Message]) -> HTML {
        let terms: [SealTerm] = [.record, .received, .topic, .payload]
        return DataTable(
            heads: terms.map { wording($0) }, numeric: [0], verbatim: [2, 3],
            rows: messages.map {
                [
                    "\($0.number)", received($0.at), $0.topic, $0.payload,
                ]
            }
        ).html
    }

    private func received(_ instant: Timestamp) -> String {
        wording.date(wording.plant.localDate(of: instant)) + wording.comma
            + wording.time(instant, seconds: true)
    }

    /// Where the messages of a work unit are: spans begin and end on whole seconds.
    private static func address(_ unit: Int, _ span: TimeSpan, _ plant: Plant) -> Address {
        let line = plant.lines[plant.workUnits[unit].line].id
        let second = nanosecondsPerSecond
        let from = span.from.nanoseconds - span.from.nanoseconds % second
        let to = span.to.nanoseconds + (second - span.to.nanoseconds % second) % second
        return Address(path: "/line/\(line)/messages").with("unit", plant.workUnits[unit].id)
            .with("from", Timestamp(nanoseconds: from).rfc3339)
            .with("to", Timestamp(nanoseconds: to).rfc3339)
    }

    /// The way from a stop to its messages; nil where the visitor may not see them.
    static func addresses(of line: String, _ plant: Plant) -> ((UnitStop) -> Address)? {
        guard Visitor.current.principal.may(.seeSignals, .line(line, plant: plant.id)) else {
            return nil
        }
        return { entry in
            let stop = entry.stop
            return address(
                entry.unit, TimeSpan(from: stop.from - margin, to: stop.to + margin), plant)
        }
    }
}

extension MessagesPage {
    /// What an address asks for: the first unit, and the latest hour, where it leaves them out.
    static func asked(
        _ asked: [String: String], line: Int, _ plant: Plant, latest: Timestamp
    ) throws(WebError) -> (unit: Int, span: TimeSpan) {
        let unit = plant.lines[line].workUnits.first { unit in
            asked["unit"].map { $0 == plant.workUnits[unit].id } ?? true
        }
        guard let unit else {
            throw .badRequest(
                QueryError.Code.unknownUnit.rawValue, "unit is a work unit of this line")
        }
        let to = try plant.instant(asked["to"]) ?? latest
        let from = try plant.instant(asked["from"]) ?? to - 3600 * nanosecondsPerSecond
        guard from <= to else {
            throw .badRequest(
                QueryError.Code.reversedSpan.rawValue, "the span ends before it begins")
        }
        let (length, overflow) = to.nanoseconds.subtractingReportingOverflow(from.nanoseconds)
        let longest = Int64(WebLimits.messageDays.value) * 86_400 * nanosecondsPerSecond
        guard !overflow, length <= longest else {
            throw .badRequest(
                "span_too_long", "this page covers at most \(WebLimits.messageDays.value) days",
                limit: WebLimits.messageDays)
        }
        return (unit, TimeSpan(from: from, to: to))
    }

    /// Looks into the journal of the unit's lane.
    ///
    /// - Throws: `JournalError` where it cannot be read.
    static func read(unit: Int, span: TimeSpan, _ context: WebContext) throws -> [Message]? {
        let plant = context.plant
        let lane = plant.brokers[plant.lines[plant.workUnits[unit].line].broker].id
        guard let path = context.journal(lane), let oldest = try JournalReader.oldest(in: path),
            oldest.number == 1 || oldest.receiveTime <= span.from
        else { return nil }
        let belongs = topics(of: unit, plant)
        var reader = try JournalReader(directory: path, receivedAt: span.from)
        var batch = JournalBatch()
        var messages: [Message] = []
        while try reader.next(into: &batch) {
            for record in batch.records {
                guard record.receiveTime < span.to, messages.count < limit else { return messages }
                guard record.kind == .message, span.contains(record.receiveTime) else { continue }
                let topic = String(decoding: batch.bytes[record.topic], as: UTF8.self)
                guard belongs(topic) else { continue }
                let payload = batch.bytes[record.payload].prefix(payloadLimit)
                messages.append(
                    Message(
                        number: record.number, at: record.receiveTime, topic: topic,
                        payload: String(validating: payload, as: UTF8.self)
                            ?? "\(record.payload.count) B"))
            }
        }
        return messages
    }

    /// Whether a topic is one of a unit's.
    private static func topics(of unit: Int, _ plant: Plant) -> (String) -> Bool {
        var (topics, nodes): (Set<String>, Set<String>) = ([], [])
        for signal in plant.workUnits[unit].signals {
            switch plant.signals[signal].source {
            case .topic(let topic, _, _): topics.insert(topic)
            case .sparkplug(let node, _): nodes.insert(node)
            }
        }
        return { topic in
            if topics.contains(topic) { return true }
            // spBv1.0/group/type/node[/device]
            var parts = topic.split(separator: "/")
            guard parts.count >= 4, parts[0] == "spBv1.0" else { return false }
            parts.remove(at: 2)
            return nodes.contains(parts.dropFirst().joined(separator: "/"))
        }
    }
}
