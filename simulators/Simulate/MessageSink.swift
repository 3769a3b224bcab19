import Engine

/// How many messages left and how many were accepted.
struct Delivery {
    var published = 0
    var acknowledged = 0
    /// Given up with the connection, at QoS 0.
    var lost = 0

    var isComplete: Bool { published == acknowledged }
}

/// Where the messages of a run go; used by one thread.
protocol MessageSink {
    /// Hands a message over, which arrives at an instant that is not before its own time; may wait
    /// until there is room.
    mutating func send(_ message: Message, at instant: Milliseconds) throws

    /// Passes the time until the deadline, or returns earlier.
    mutating func pause(until deadline: ContinuousClock.Instant) throws

    /// Waits until everything has arrived, after the last message at `end`.
    mutating func finish(at end: Milliseconds) throws -> Delivery
}
