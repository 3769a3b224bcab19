public import Telemetry

/// Topics that came and that no signal is bound to: the first of them by name, the others in one
/// count, however many there are.
public struct UnboundTopics: Sendable {
    /// One that is named.
    public struct Entry: Sendable {
        /// The topic, or as much of it as is kept.
        public internal(set) var name: String
        /// Its messages.
        public internal(set) var received: UInt64
        /// When the last one was received.
        public internal(set) var lastMessage: Timestamp
    }

    /// Those that are named, in order of their first messages.
    public private(set) var entries: [Entry] = []
    /// Messages of topics that are not.
    public private(set) var others: UInt64 = 0
    private var hashes: [UInt64] = []

    /// How much of a topic is kept, in bytes.
    private static let nameBytes = 256

    /// Nothing yet.
    public init() {
        hashes.reserveCapacity(PipelineLimits.unboundTopics.value)
        entries.reserveCapacity(PipelineLimits.unboundTopics.value)
    }

    /// All messages.
    public var received: UInt64 { entries.reduce(others) { $0 &+ $1.received } }

    /// Takes note of a message; false where its topic is one too many to be named.
    ///
    /// Nothing is allocated but for a topic that is new and named.
    mutating func receive(_ topic: Span<UInt8>, at instant: Timestamp) -> Bool {
        let hash = Self.hash(topic)
        if let place = hashes.firstIndex(of: hash) {
            entries[place].received &+= 1
            entries[place].lastMessage = max(entries[place].lastMessage, instant)
            return true
        }
        guard entries.count < PipelineLimits.unboundTopics.value else {
            others &+= 1
            return false
        }
        hashes.append(hash)
        var bytes: [UInt8] = []
        for index in 0..<min(topic.count, Self.nameBytes) { bytes.append(topic[index]) }
        entries.append(
            Entry(name: String(decoding: bytes, as: UTF8.self), received: 1, lastMessage: instant))
        return true
    }

    /// FNV-1a: two topics with the same hash would be told as one.
    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return hash
    }
}
