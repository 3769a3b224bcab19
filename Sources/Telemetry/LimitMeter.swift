import Synchronization

/// Counts how often limits were reached.
///
/// Any thread. It locks where a limit is reached, never on the way of a message that is within all.
public final class LimitMeter: Sendable {
    /// A limit, and how often it was reached since the start.
    public struct Reading: Hashable, Sendable {
        /// Which.
        public var limit: Limit
        /// How often it was reached.
        public var reached: UInt64
    }

    /// The limits, in the order in which they are shown.
    public let limits: [Limit]
    private let counts: Mutex<[String: UInt64]>

    /// Makes a meter; a limit that is not among `limits` is counted and not shown.
    public init(_ limits: [Limit] = []) {
        self.limits = limits
        counts = Mutex([:])
    }

    /// Notes that a limit was reached.
    public func reached(_ limit: Limit, times: UInt64 = 1) {
        guard times > 0 else { return }
        counts.withLock { $0[limit.name, default: 0] &+= times }
    }

    /// How often a limit was reached.
    public func count(_ limit: Limit) -> UInt64 { counts.withLock { $0[limit.name] ?? 0 } }

    /// How often each was reached.
    public var readings: [Reading] {
        let counts = counts.withLock { $0 }
        return limits.map { Reading(limit: $0, reached: counts[$0.name] ?? 0) }
    }
}
