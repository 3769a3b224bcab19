public import Telemetry

/// What came on each topic of a lane: fixed arrays, made when the lane is opened.
public struct TopicLedger: Sendable {
    /// The topics that something is bound to.
    public let names: [String]
    /// What came on each of them, in the same order.
    public private(set) var topics: [TopicHealth]
    /// What came on others.
    public private(set) var unbound = UnboundTopics()
    /// All messages; each is of a topic or of none.
    public private(set) var received: UInt64 = 0

    /// Makes a ledger of nothing.
    public init(names: [String]) {
        self.names = names
        topics = Array(repeating: TopicHealth(), count: names.count)
    }

    /// Messages of all topics and of none: as many as ``received``.
    public var sum: UInt64 { topics.reduce(unbound.received) { $0 &+ $1.received } }

    /// Messages in the minute before an instant, of all topics that something is bound to.
    public func perMinute(at now: Timestamp) -> Int {
        topics.reduce(0) { $0 + $1.perMinute(at: now) }
    }

    /// Takes note of a message of a topic at a place.
    mutating func receive(
        at place: Int, instant: Timestamp, _ change: (inout TopicHealth) -> Void = { _ in }
    ) {
        received &+= 1
        topics[place].receive(at: instant)
        change(&topics[place])
    }

    /// Takes note of a message of a topic that nothing is bound to; false where it is not named.
    mutating func receive(unbound topic: Span<UInt8>, instant: Timestamp) -> Bool {
        received &+= 1
        return unbound.receive(topic, at: instant)
    }

    /// Becomes the same as another of the same topics, in place.
    mutating func copy(_ other: TopicLedger) {
        for place in topics.indices { topics[place] = other.topics[place] }
        unbound = other.unbound
        received = other.received
    }
}
