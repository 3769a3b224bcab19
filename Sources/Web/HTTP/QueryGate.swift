import Synchronization
import Telemetry

/// Lets a few queries of programs run at once, and none that reads too much.
final class QueryGate: Sendable {
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
}
