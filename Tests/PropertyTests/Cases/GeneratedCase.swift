import Telemetry

/// A plant, what it said, how that arrived, and what is asked for: plain data, all from one seed.
///
/// Instants are nanoseconds since the epoch.
struct GeneratedCase: Hashable, Sendable {
    var seed: UInt64
    var plant: PlantShape
    /// In order of receipt.
    var messages: [Message]
    /// In whole seconds.
    var asks: [Ask]
    /// What people say of it afterwards, in the order in which they say it.
    var remarks: [Remark] = []
}

/// A span asked for, in seconds since the epoch.
struct Ask: Hashable, Sendable {
    var from: Int64
    var to: Int64

    var span: TimeSpan {
        TimeSpan(from: Timestamp(clampingSeconds: from), to: Timestamp(clampingSeconds: to))
    }

    /// The part of it that is not after the whole second before an instant.
    func past(_ instant: Int64) -> Ask {
        Ask(from: from, to: max(from, min(to, instant / 1_000_000_000)))
    }
}

/// One message, or one event of the lane, as it was received.
struct Message: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// What a signal said; see ``Telemetry/Sample`` for the value.
        case value(unit: Int, signal: Int, Int64)
        case started, stopped
        /// The broker had not been heard for so many nanoseconds.
        case connectionLost(silence: Int64 = 0)
        case connectionUp(sessionPresent: Bool)
        /// The broker told for how many seconds it has run.
        case brokerRuns(seconds: Int64)
        case connecting
        /// Whose the session is that the broker had kept.
        case session(SessionOrigin)
        case tick
        /// As a tick; the broker had not been heard for so many nanoseconds.
        case quiet(Int64)
    }

    /// Its number in the order in which things happened.
    var number: Int
    var received: Int64
    /// When it would have been received had nothing delayed it.
    var prompt: Int64
    var content: Content
    /// The time that its payload carries.
    var ownTime: Int64?
    /// Whether the broker delivers it again until it is acknowledged.
    var isQoS1 = true
    var isRetained = false
    /// Whether the source does not trust it.
    var isBad = false
    /// Whether nobody can tell if it was delivered before.
    var isAmbiguous = false
    /// Whether no table knows the word of the state.
    var isUnknownWord = false
    /// The number of the same message that was delivered before.
    var origin: Int?

    var isRepeat: Bool { origin != nil }

    var unit: Int? {
        if case .value(let unit, _, _) = content { unit } else { nil }
    }
}

extension GeneratedCase {
    /// The default of the plant file: how far ahead of its receipt a time may be.
    static let clockTolerance: Int64 = 300_000_000_000
    /// The default of the plant file.
    static let lateness: Int64 = 7 * 86_400_000_000_000

    /// Whether a message is older than what is put in its place.
    func isLate(_ message: Message) -> Bool {
        guard case .value(let unit, let signal, _) = message.content else { return false }
        let shape = plant.units[unit].signals[signal]
        // A retained state counts from its delivery on.
        let isStart = message.isRetained && shape.isOfUnit && shape.counter == nil
        guard let own = message.ownTime, !isStart else { return false }
        return own < message.received - (plant.lateness ?? Self.lateness)
    }

    /// Whether the clock of its source is too far ahead to be believed.
    func isAhead(_ message: Message) -> Bool {
        message.ownTime.map { $0 > message.received + Self.clockTolerance } ?? false
    }

    /// The same messages without delays and repeats.
    var undelayed: GeneratedCase {
        var other = self
        other.messages = messages.filter { message in
            // Of a case made smaller the first delivery may be gone.
            !message.isRepeat || !messages.contains { $0.number == message.origin }
        }
        for index in other.messages.indices {
            other.messages[index].received = other.messages[index].prompt
        }
        other.messages.sort { ($0.received, $0.number) < ($1.received, $1.number) }
        return other
    }

    /// The same with ticks whenever something is received in either of two cases, so that in both
    /// it is known alike how far time had come when we ended.
    func ticking(with other: GeneratedCase) -> GeneratedCase {
        var ticking = self
        for instant in Set((messages + other.messages).map(\.received)) {
            ticking.messages.append(
                Message(number: -1, received: instant, prompt: instant, content: .tick))
        }
        ticking.messages.sort { ($0.received, $0.number) < ($1.received, $1.number) }
        return ticking
    }

    /// The first so many messages.
    func prefix(_ count: Int) -> GeneratedCase {
        var other = self
        other.messages = Array(messages.prefix(count))
        return other
    }
}
