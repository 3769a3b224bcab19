public import Telemetry

/// What is known of a message besides its topic and its payload.
public struct MessageInfo: Hashable, Sendable {
    /// Number of its journal record, from 1.
    public var record: UInt64
    /// When we received it.
    public var receiveTime: Timestamp
    /// Whether the broker had retained it and delivered it at the subscription.
    public var retained: Bool
    /// Whether its quality of service is above 0.
    public var acknowledged: Bool

    /// Makes the description of one message.
    public init(
        record: UInt64, receiveTime: Timestamp, retained: Bool = false, acknowledged: Bool = false
    ) {
        self.record = record
        self.receiveTime = receiveTime
        self.retained = retained
        self.acknowledged = acknowledged
    }
}
