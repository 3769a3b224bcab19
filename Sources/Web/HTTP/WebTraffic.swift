import Synchronization

/// What the pages' server has done since its start; survives a swap of the plant file.
///
/// Any thread.
public final class WebTraffic: Sendable {
    private struct Counts {
        /// Requests answered, by the first digit of their status.
        var requests = [UInt64](repeating: 0, count: 6)
        var streams = 0
    }

    private let counts = Mutex(Counts())

    /// Nothing yet.
    public init() {}

    func count(status: Int) {
        counts.withLock { $0.requests[min(max(status / 100, 1), 5)] += 1 }
    }

    func streamBegan() { counts.withLock { $0.streams += 1 } }
    func streamEnded() { counts.withLock { $0.streams -= 1 } }

    /// Live streams that are open.
    var openStreams: Int { counts.withLock { $0.streams } }

    /// Requests answered, by class of status.
    var requests: [(status: String, count: UInt64)] {
        let requests = counts.withLock { $0.requests }
        return (1...5).map { ("\($0)xx", requests[$0]) }
    }
}
