/// What a session has done since its start; counts only grow.
public struct IntakeStatistics: Sendable, Equatable {
    /// Messages handed to the delegate.
    public var received: UInt64 = 0
    /// Bytes of their payloads.
    public var receivedBytes: UInt64 = 0
    /// Messages refused for their size.
    public var rejected: UInt64 = 0
    /// Messages that the broker marked as sent before.
    public var duplicates: UInt64 = 0
    /// Commits that succeeded.
    public var commits: UInt64 = 0
    /// Commits of a batch that held as many messages as it may.
    public var batchesFullOfMessages: UInt64 = 0
    /// Commits of a batch that held as many bytes as it may.
    public var batchesFullOfBytes: UInt64 = 0
    /// Commits that found no room.
    public var commitsWithoutRoom: UInt64 = 0
    /// Connections made.
    public var connections: UInt64 = 0
    /// Attempts to connect that failed.
    public var failedAttempts: UInt64 = 0
    /// Connections that the other side ended before they stood for
    /// ``IntakeOptions/stableMilliseconds``.
    public var shortConnections: UInt64 = 0
    /// Whether another client seems to use our client id; no count.
    public var isContested = false
    /// For how many nanoseconds the broker has not been heard: no count either; 0 under a second,
    /// and without a connection.
    public var silence: Int64 = 0
    /// Turns of the loop.
    public var turns: UInt64 = 0

    /// Makes statistics of nothing.
    public init() {}
}
