public import Telemetry

/// What a session takes at most.
public enum IntakeLimits {
    /// A larger payload is rejected, counted, and named in a finding.
    public static let payload = Limit("payload", 1 << 20, .bytes)
    /// MQTT's Maximum Packet Size: the broker withholds larger ones, and nobody can tell.
    public static let packet = Limit("packet", 16 << 20, .bytes, isSeen: false)
    /// MQTT's Receive Maximum: the broker waits with more until some are acknowledged.
    public static let unacknowledged = Limit("unacknowledged", 1000, .messages, isSeen: false)
    /// A batch that is full is committed before more is read.
    public static let batchMessages = Limit("batch_messages", 256, .messages)
    /// The same, by the bytes of topics and payloads.
    public static let batchBytes = Limit("batch_bytes", 4 << 20, .bytes)

    /// All of them.
    public static let all = [payload, packet, unacknowledged, batchMessages, batchBytes]
}
