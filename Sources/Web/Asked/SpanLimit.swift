import Plant
import Storage
import Telemetry

/// How much a query of a program may read.
enum SpanLimit {
    /// The longest span that is answered, in days.
    static let days = Int64(WebLimits.queryDays.value)

    /// No query reads more than so many days, also where it leaves its ends open.
    static func check(from: Timestamp?, to: Timestamp?, _ figures: Figures) throws {
        for line in figures.plant.lines.indices {
            let whole = try figures.wholeSpan(line: line)
            guard let begin = from ?? whole?.from, let end = to ?? whole?.to, begin <= end else {
                continue
            }
            let (length, overflow) = end.nanoseconds.subtractingReportingOverflow(
                begin.nanoseconds)
            guard !overflow, length <= days * 86_400 * nanosecondsPerSecond else {
                throw WebError.badRequest(
                    "span_too_long", "a query covers at most \(days) days; give from and to",
                    limit: WebLimits.queryDays)
            }
        }
    }
}
