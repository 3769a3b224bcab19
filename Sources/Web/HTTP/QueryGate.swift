import Plant
import Storage
import Synchronization
import Telemetry

/// Lets a few queries of programs run at once, and none that reads too much.
final class QueryGate: Sendable {
    /// The longest span that is answered, in days.
    static let spanLimit = Int64(WebLimits.queryDays.value)
    /// The most queries at once; more are asked to come again.
    static let parallelLimit = WebLimits.queries.value

    private let count = Mutex(0)

    /// Answers a query on a thread that may wait.
    func pass<Answer: Sendable>(
        _ query: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        guard enter() else { throw WebError.busy(WebLimits.queries) }
        defer { count.withLock { $0 -= 1 } }
        return try await offEventLoops(query)
    }

    private func enter() -> Bool {
        count.withLock { count in
            guard count < Self.parallelLimit else { return false }
            count += 1
            return true
        }
    }

    /// No query reads more than so many days, also where it leaves its ends open.
    static func limit(from: Timestamp?, to: Timestamp?, _ figures: Figures) throws {
        for line in figures.plant.lines.indices {
            let whole = try figures.wholeSpan(line: line)
            guard let begin = from ?? whole?.from, let end = to ?? whole?.to, begin <= end else {
                continue
            }
            let (length, overflow) = end.nanoseconds.subtractingReportingOverflow(
                begin.nanoseconds)
            guard !overflow, length <= spanLimit * 86_400 * nanosecondsPerSecond else {
                throw WebError.badRequest(
                    "span_too_long", "a query covers at most \(spanLimit) days; give from and to",
                    limit: WebLimits.queryDays)
            }
        }
    }
}
