/// Remembers the last 32,000 QoS 1 messages of a session, to tell a redelivery from a new message.
///
/// Feed it every QoS 1 message in the order of the journal: ask ``judge(_:duplicate:)`` first,
/// then ``remember(_:)``, redeliveries included, for they may come once more. It outlives the
/// PUBACK: a broker that crashed sends again what was acknowledged. About 900 KB, fixed; nothing is
/// allocated per message. Owned by one thread.
///
/// Exact where the broker gives packet ids in a cycle, as mosquitto does. Elsewhere several
/// remembered messages may equal the new one; then it is ``Redelivery/doubtful``, to be kept and
/// reported as `ambiguous_redelivery`.
public struct RedeliveryMemory: ~Copyable {
    /// How many messages are remembered.
    public static let capacity = 32_000

    private struct Entry {
        var hash: UInt64 = 0
        var topicCount: UInt32 = 0
        var payloadCount: UInt32 = 0
        var packetID: UInt16 = 0
        /// The place of the message before it with the same packet id, or ``none``.
        var older: UInt16 = none
        var isUsed = false
    }

    private static let none = UInt16.max

    private var entries: [Entry]
    /// By packet id the place of the newest message, or ``none``.
    private var newest: [UInt16]
    /// Where the next message goes: the oldest one's place.
    private var next = 0
    /// How often it became full, and began to forget the oldest.
    public private(set) var timesFull: UInt64 = 0
    private var isResumed = false

    /// Makes an empty memory of a session that is not resumed.
    public init() {
        entries = Array(repeating: Entry(), count: Self.capacity)
        newest = Array(repeating: Self.none, count: Int(UInt16.max) + 1)
    }

    /// Notes a new connection and whether the broker still had the session; if not, forgets all.
    public mutating func resumed(_ sessionPresent: Bool) {
        if !sessionPresent { reset() }
        isResumed = sessionPresent
    }

    /// Forgets all: a new session has begun, in which nothing can be a redelivery.
    public mutating func reset() {
        for place in entries.indices { entries[place] = Entry() }
        for id in newest.indices { newest[id] = Self.none }
        next = 0
        isResumed = false
    }

    /// Whether a message is certain to be a redelivery; the match is used up.
    ///
    /// - Parameters:
    ///   - message: By what the message is known.
    ///   - duplicate: Whether it is marked DUP.
    /// - Returns: Whether ``judge(_:duplicate:)`` is certain.
    public mutating func isRedelivery(_ message: DeliveryMark, duplicate: Bool) -> Bool {
        judge(message, duplicate: duplicate) == .certain
    }

    /// Compares a message with those remembered and not yet matched; a certain match is used up.
    ///
    /// - Parameters:
    ///   - message: By what the message is known.
    ///   - duplicate: Whether it is marked DUP.
    /// - Returns: What it is.
    public mutating func judge(_ message: DeliveryMark, duplicate: Bool) -> Redelivery {
        guard duplicate, isResumed else { return .none }
        var match = Self.none
        var place = newest[Int(message.packetID)]
        var lastAge = -1
        while place != Self.none, isLive(place, message.packetID, after: lastAge) {
            if !entries[Int(place)].isUsed, equals(entries[Int(place)], message) {
                guard match == Self.none else { return .doubtful }
                match = place
            }
            lastAge = age(place)
            place = entries[Int(place)].older
        }
        guard match != Self.none else { return .none }
        entries[Int(match)].isUsed = true
        return .certain
    }

    /// Remembers a message in the place of the oldest one.
    public mutating func remember(_ message: DeliveryMark) {
        let id = message.packetID
        let known = newest[Int(id)]
        let isLinked =
            known != Self.none && Int(known) != next && entries[Int(known)].packetID == id
        entries[next] = Entry(
            hash: message.hash, topicCount: message.topicCount,
            payloadCount: message.payloadCount, packetID: id, older: isLinked ? known : Self.none)
        newest[Int(id)] = UInt16(next)
        next = next + 1 == Self.capacity ? 0 : next + 1
        if next == 0 { timesFull &+= 1 }
    }

    /// A place may have been given to another message since the link to it was made.
    private func isLive(_ place: UInt16, _ packetID: UInt16, after lastAge: Int) -> Bool {
        entries[Int(place)].packetID == packetID && age(place) > lastAge
    }

    /// How many messages were remembered after the one in a place.
    private func age(_ place: UInt16) -> Int {
        let distance = next - 1 - Int(place)
        return distance < 0 ? distance + Self.capacity : distance
    }

    private func equals(_ entry: Entry, _ message: DeliveryMark) -> Bool {
        entry.hash == message.hash && entry.topicCount == message.topicCount
            && entry.payloadCount == message.payloadCount
    }
}

/// What ``RedeliveryMemory`` finds.
public enum Redelivery: Hashable, Sendable {
    /// A new message.
    case none
    /// Delivered before: it counts no more.
    case certain
    /// Equal to several messages of the same packet id: it counts, with a finding.
    case doubtful
}

/// By what a delivery is known again.
public struct DeliveryMark: Hashable, Sendable {
    /// The MQTT packet identifier.
    public var packetID: UInt16
    /// ``ContentHash/hash(topic:payload:)``.
    public var hash: UInt64
    /// How many bytes the topic has.
    public var topicCount: UInt32
    /// How many bytes the payload has.
    public var payloadCount: UInt32

    /// Makes the mark of a message.
    public init(packetID: UInt16, topic: Span<UInt8>, payload: Span<UInt8>) {
        self.packetID = packetID
        hash = ContentHash.hash(topic: topic, payload: payload)
        topicCount = UInt32(clamping: topic.count)
        payloadCount = UInt32(clamping: payload.count)
    }
}
