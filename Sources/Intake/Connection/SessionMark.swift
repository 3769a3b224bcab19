internal import Telemetry

/// By what we know a session again that the broker says it has kept.
///
/// An attempt to connect whose answer never came may have made a session, in place of one that was
/// lost; and a broker that was killed may have saved ours before we subscribed. Nobody has
/// subscribed in such a session, and nothing waits in it. So each connection subscribes twice to a
/// topic that the broker has retained from its start: first *where there is no subscription yet*,
/// then always. In a session of ours the second alone is answered. Both are before the round of
/// subscriptions, and the broker answers in order.
struct SessionMark {
    /// Where mosquitto says its version, once.
    static let topic = "$SYS/broker/version"

    /// How often the broker has answered in this connection.
    var answers = 0

    /// What the answers say once the round is over.
    var origin: SessionOrigin {
        switch answers {
        case 0: .unknown
        case 1: .ours
        default: .empty
        }
    }

    /// Whether a message came on that topic.
    static func isOn(_ topic: Span<UInt8>) -> Bool { topic.equals(Self.topic) }
}
