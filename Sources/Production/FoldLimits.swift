import Plant
public import Telemetry

/// What the fold keeps and believes at most.
public enum FoldLimits {
    /// One event too many of a work unit in the same second is set aside as late.
    public static let events = Limit("unit_events", UnitTrack.eventLimit, .events)
    /// A reading that adds more is a finding: the counter is bound to something else.
    public static let reading = Limit(
        "reading", Int(UnitFold.readingLimit / quantityScale), .pieces)
    /// A value beyond it, in its unit, is counted as bad.
    public static let value = Limit("signal_value", Int(SignalSummary.limit), .units)

    /// All of them.
    public static let all = [events, reading, value]

    /// How often each was reached since the fold was made.
    public struct Counts: Hashable, BitwiseCopyable, Sendable {
        /// Of ``FoldLimits/events``.
        public var events: UInt64 = 0
        /// Of ``FoldLimits/reading``: findings handed over, again where they are folded again.
        public var readings: UInt64 = 0
        /// Of ``FoldLimits/value``: minutes of a signal in which there was one.
        public var values: UInt64 = 0

        /// None.
        public init() {}
    }
}

extension Fold {
    /// What all counters of the lane add up to: credited = risen + adjusted, each by itself.
    public struct CounterBalance: Hashable, BitwiseCopyable, Sendable {
        /// Σ deltas, in millionths.
        public var credited: Int64 = 0
        /// Σ (last − first), in millionths.
        public var risen: Int64 = 0
        /// Σ of what discontinuities explain, in millionths.
        public var adjusted: Int64 = 0
        /// Counters that do not balance.
        public var broken = 0

        /// Nothing.
        public init() {}
    }

    /// What all counters add up to now.
    public var counterBalance: CounterBalance {
        var sum = CounterBalance()
        for track in tracks {
            for index in 0..<4 where track.head.counters[index].hasLast {
                let counter = track.head.counters[index]
                sum.credited &+= counter.credited
                sum.risen &+= counter.last &- counter.first
                sum.adjusted &+= counter.adjusted
                if !counter.isBalanced { sum.broken += 1 }
            }
        }
        return sum
    }
}
