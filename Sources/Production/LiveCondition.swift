public import Telemetry

/// What holds for a work unit now.
public struct LiveCondition: Hashable, BitwiseCopyable, Sendable {
    /// State and what gives it meaning.
    public var condition: Condition
    /// Event time of the last message.
    public var lastSign: Timestamp
    /// Nanoseconds by which the clock of its source is ahead of ours, the way of a message counted
    /// against it; of several sources the one that is furthest off; nil where nothing carried its
    /// own time.
    public var clockAhead: Int64?
}
