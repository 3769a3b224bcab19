internal import Glibc

/// Spins, then yields, then sleeps, each sleep twice as long as the one before, up to a bound.
///
/// Costs next to nothing on an idle line. Work is noticed at the latest ``longestPark`` nanoseconds
/// after it appeared, plus the kernel's timer slack (some 50 µs).
public struct Backoff: IdleStrategy {
    /// How many waits spin.
    public let spins: Int
    /// How many waits yield, after the spinning ones.
    public let yields: Int
    /// The first sleep, in nanoseconds.
    public let shortestPark: Int
    /// The longest sleep, in nanoseconds.
    public let longestPark: Int

    private var waits = 0
    private var park: Int

    /// Makes the strategy; by default the longest sleep is 1 ms.
    ///
    /// - Parameters:
    ///   - spins: how many waits spin, not negative.
    ///   - yields: how many waits yield, not negative.
    ///   - shortestPark: the first sleep in nanoseconds, at least 1.
    ///   - longestPark: the longest sleep in nanoseconds, less than a second.
    public init(
        spins: Int = 100, yields: Int = 20, shortestPark: Int = 10_000, longestPark: Int = 1_000_000
    ) {
        precondition(spins >= 0 && yields >= 0, "a number of waits is not negative")
        precondition(
            0 < shortestPark && shortestPark <= longestPark && longestPark < 1_000_000_000,
            "sleeps grow from at least 1 ns and stay under a second")
        self.spins = spins
        self.yields = yields
        self.shortestPark = shortestPark
        self.longestPark = longestPark
        park = shortestPark
    }

    /// What the next ``idle()`` does.
    public var next: Step {
        if waits < spins { return .spin }
        if waits < spins + yields { return .yield }
        return .park(nanoseconds: park)
    }

    /// Waits once, longer than the last time.
    public mutating func idle() {
        let step = next
        switch step {
        case .spin: waits += 1
        case .yield:
            waits += 1
            sched_yield()
        case .park(let nanoseconds):
            var request = timespec(tv_sec: 0, tv_nsec: nanoseconds)
            // A signal may end the sleep early: waking too soon is harmless.
            unsafe _ = nanosleep(&request, nil)
            park = min(park * 2, longestPark)
        }
    }

    /// Begins with spinning again.
    public mutating func reset() {
        waits = 0
        park = shortestPark
    }

    /// One way of waiting.
    public enum Step: Hashable, Sendable {
        /// Returns at once.
        case spin
        /// Lets other threads run.
        case yield
        /// Sleeps.
        case park(nanoseconds: Int)
    }
}
