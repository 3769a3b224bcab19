public import Telemetry

/// What the thread that writes to the store last said of itself.
public struct StoreHealth: Sendable {
    /// Whether there is no room at the moment; it is tried again until there is.
    public var isFull = false
    /// Whether it writes nothing any more.
    public var hasEnded = false
    /// Transactions that wait or are being written.
    public var pending = 0
    /// Transactions written.
    public var commits: UInt64 = 0
    /// Transactions tried, also those for which there was no room.
    public var attempts: UInt64 = 0
    /// When the last one was written, by our clock.
    public var lastCommit: Timestamp?

    /// Nothing said yet.
    public init() {}
}
