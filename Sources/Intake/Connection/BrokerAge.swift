/// How long the broker has run, as mosquitto says it on a topic of its own.
///
/// A broker that was killed goes back to what it saved last, sessions included: they are there as
/// before, and what came after the save is gone. Only its age tells.
enum BrokerAge {
    /// Where mosquitto says it, every `sys_interval` seconds.
    static let topic = "$SYS/broker/uptime"

    /// Whether a message came on that topic.
    static func isOn(_ topic: Span<UInt8>) -> Bool { topic.equals(Self.topic) }

    /// The seconds in a payload such as `86400 seconds`; nil where it begins with no number.
    static func seconds(_ payload: Span<UInt8>) -> Int? {
        var value = 0
        var place = 0
        while place < payload.count, case let byte = payload[place],
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        {
            guard place < 12 else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            place += 1
        }
        return place > 0 ? value : nil
    }
}

extension Span<UInt8> {
    /// Whether it holds the bytes of a text.
    func equals(_ text: String) -> Bool {
        guard count == text.utf8.count else { return false }
        var place = 0
        for byte in text.utf8 {
            guard self[place] == byte else { return false }
            place += 1
        }
        return true
    }
}
