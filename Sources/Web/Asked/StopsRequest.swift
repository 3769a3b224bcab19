import Plant
import Production
import Reporting
import Storage
import Telemetry

/// What the Stops page is asked for: the filters of its address.
struct StopsRequest: Hashable, Sendable {
    /// Index into the plant's lines.
    var line: Int
    /// As the address says; nil: a week back.
    var from: Timestamp?
    /// Nil: until the time that has come.
    var to: Timestamp?
    /// Nil: those of the constraint.
    var unit: Int?
    var filter = StopFilter()

    /// The names of its parameters in the address.
    static let parameters: Set<String> = ["from", "to", "unit", "reason", "minor"]
    /// How far it goes back where nothing is said, in days.
    static let days = 7
    /// The longest span, in days: conditions alone are read.
    static let spanLimit = Int64(WebLimits.stopsDays.value)

    init(line: Int) { self.line = line }

    /// Reads the parameters of an address.
    init(line: Int, _ parameters: [String: String], _ plant: Plant) throws(WebError) {
        self.line = line
        from = try plant.instant(parameters["from"])
        to = try plant.instant(parameters["to"])
        if let name = parameters["unit"] {
            unit = plant.lines[line].workUnits.first {
                plant.workUnits[$0].id == name || plant.workUnits[$0].path == name
            }
            guard unit != nil else {
                throw .badRequest(
                    QueryError.Code.unknownUnit.rawValue,
                    "there is no work unit \"\(name.prefix(80))\" in this line")
            }
        }
        filter = try StopFilter(parameters, plant)
        if let from, let to { try Self.check(TimeSpan.asked(from: from, to: to)) }
    }

    /// The span, its open ends filled in.
    func span(_ plant: Plant, horizon: Timestamp) throws(WebError) -> TimeSpan {
        let end = to ?? max(horizon, from ?? horizon)
        let week = plant.localMidnight(
            of: plant.localDate(of: end - 1).adding(days: 1 - Self.days))
        let span = try TimeSpan.asked(from: from ?? min(week, end), to: end)
        try Self.check(span)
        return span
    }

    private static func check(_ span: TimeSpan) throws(WebError) {
        guard span.duration <= spanLimit * 86_400 * nanosecondsPerSecond else {
            throw .badRequest(
                "span_too_long", "this page covers at most \(spanLimit) days",
                limit: WebLimits.stopsDays)
        }
    }
}

extension TimeSpan {
    /// A span as somebody asks for it, or why it is none.
    fileprivate static func asked(
        from: Timestamp, to: Timestamp
    ) throws(WebError) -> TimeSpan {
        let (_, overflow) = to.nanoseconds.subtractingReportingOverflow(from.nanoseconds)
        guard from <= to, !overflow else {
            throw .badRequest(
                QueryError.Code.reversedSpan.rawValue, "the span ends before it begins")
        }
        return TimeSpan(from: from, to: to)
    }
}

extension StopFilter {
    /// Reads `reason`, `minor` and `min`.
    init(_ parameters: [String: String], _ plant: Plant) throws(WebError) {
        self.init()
        if let reason = parameters["reason"] {
            cause = StopPareto.Cause(identifier: reason, plant)
            guard cause != nil else {
                throw .badRequest(
                    QueryError.Code.unknownReason.rawValue,
                    "there is no reason \"\(reason.prefix(80))\"; give one of the plant's or "
                        + StopPareto.Cause.words.joined(separator: ", "))
            }
        }
        switch parameters["minor"] {
        case nil: break
        case "true": isMinor = true
        case "false": isMinor = false
        default: throw .badRequest("malformed_flag", "minor is true or false")
        }
        if let text = parameters["min"] {
            guard let seconds = Int64(text), (0...1_000_000_000).contains(seconds) else {
                throw .badRequest(
                    QueryError.Code.malformedNumber.rawValue, "min is a number of whole seconds")
            }
            shortest = seconds * nanosecondsPerSecond
        }
    }
}

extension Plant {
    /// An instant as an address says it.
    func instant(_ text: String?) throws(WebError) -> Timestamp? {
        guard let text else { return nil }
        do {
            return try parse(instant: Self.restoringPlus(text))
        } catch {
            throw .badRequest(QueryError.Code.malformedTime.rawValue, "\(error)")
        }
    }

    /// A plus sign that was not escaped arrives as a space with some clients: `…T08:00:00 08:00`.
    private static func restoringPlus(_ text: String) -> String {
        guard text.contains("T"), text.dropLast(5).last == " " else { return text }
        return text.dropLast(6) + "+" + text.suffix(5)
    }
}
