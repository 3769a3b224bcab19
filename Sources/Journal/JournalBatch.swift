public import Telemetry

/// What a journal record tells.
public enum RecordKind: Hashable, Sendable {
    /// An MQTT message.
    case message
    /// Time has come this far; its value is for how many nanoseconds the broker was not heard.
    case tick
    /// The broker accepted the connection and kept the session, or did not.
    case connectionUp(sessionPresent: Bool)
    /// The connection to the broker ended; its value is as that of a tick.
    case connectionLost
    /// The process began to run.
    case started
    /// The process ended in good order.
    case stopped
    /// A message came whose payload was over the limit; its size stands in place of its payload.
    case rejected
    /// The broker told how long it has run: its value, in seconds.
    case brokerRuns
    /// We are about to connect.
    case connecting
    /// Whose the session is that the broker had kept.
    case session(SessionOrigin)
}

/// One record of the journal without its topic and payload, which stay in the batch's bytes.
public struct RecordHeader: Equatable, Sendable {
    /// Its number in the journal, from 1, without gaps.
    public var number: UInt64
    /// When we received it.
    public var receiveTime: Timestamp
    /// Where its topic is in ``JournalBatch/bytes``; empty for events.
    public var topic: Range<Int>
    /// Where its payload is in ``JournalBatch/bytes``; empty for events.
    public var payload: Range<Int>
    /// What it tells.
    public var kind: RecordKind
    /// The MQTT packet identifier, 0 at QoS 0.
    public var packetID: UInt16
    /// The MQTT quality of service, 0 to 2.
    public var qos: UInt8
    /// The broker had retained the message.
    public var retained: Bool
    /// The message is marked as delivered before (DUP).
    public var duplicate: Bool

    /// The value of an event, from the bytes of its batch.
    public func value(in bytes: [UInt8]) -> Int64 {
        Int64(String(decoding: bytes[payload], as: UTF8.self)) ?? 0
    }
}

/// Consecutive records: their bytes as in the file, and where in them everything is.
///
/// Reused without allocation once it has grown; a copy that is alive while the journal goes on
/// costs one. Use a topic in place: `batch.bytes.span.extracting(header.topic)`.
public struct JournalBatch: Sendable {
    /// The encoded records, one behind the other.
    public internal(set) var bytes: [UInt8] = []
    /// The records, in order.
    public internal(set) var records: [RecordHeader] = []

    /// Makes an empty batch.
    public init() {}

    /// Whether there is no record.
    public var isEmpty: Bool { records.isEmpty }

    /// Empties the batch.
    ///
    /// - Parameter keepingCapacity: Whether the memory is kept for the next records.
    public mutating func removeAll(keepingCapacity: Bool = true) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
        records.removeAll(keepingCapacity: keepingCapacity)
    }

    /// Empties the batch; memory beyond a limit, left by a rare large message, is given back.
    mutating func recycle(keeping limit: Int) {
        removeAll(keepingCapacity: bytes.capacity <= limit)
    }

    /// Leaves out the records before a number; their bytes stay.
    mutating func drop(before number: UInt64) {
        guard let first = records.first, first.number < number else { return }
        records.removeFirst(records.prefix { $0.number < number }.count)
    }
}
