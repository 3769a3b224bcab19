public import Telemetry

/// What a lane keeps in memory at most.
public enum PipelineLimits {
    /// Samples on the way to the fold: where they fill the ring, decoding goes on from the journal.
    ///
    /// A plant of more than 4,096 signals has a larger ring.
    public static let ring = Limit("ring", Lane.ringCapacity, .samples)
    /// What was refused and is not stored yet, by topic, reason and mark: decoding waits then.
    public static let quarantine = Limit("quarantine", 4096, .entries)
    /// Topics without a signal that are named; messages of others are counted together.
    public static let unboundTopics = Limit("unbound_topics", 100, .topics)
    /// Late events of one work unit that are folded at once; the rest comes in the next turn.
    public static let lateEvents = Limit("late_events", Refolding.batchSize, .events)
    /// What waits for the store's thread besides the lanes' transactions; more is refused.
    public static let errands = Limit("store_errands", 64, .requests)

    /// All of them.
    public static let all = [ring, quarantine, unboundTopics, lateEvents, errands]
}
