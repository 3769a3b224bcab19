import Telemetry

/// A time in which nothing reaches us.
struct Outage: Hashable, Sendable {
    enum Cause: Hashable, Sendable {
        /// The connection was lost.
        case connection
        /// Our own end, in good order or not, and our next start.
        case end(isOrderly: Bool)
        /// The connection was lost, and then we ended.
        case both
    }

    var from: Int64
    /// When the connection was there again; nil: it was not.
    var to: Int64?
    var cause: Cause
    /// Whether the broker kept the session.
    var isKept: Bool
    /// For how long the broker had not been heard before.
    var silence: Int64 = 0
    /// How often we tried until the broker answered; 0: the journal does not tell.
    var attempts = 1
    /// Whose the session was that it had kept; nil: we did not come to know.
    var origin: SessionOrigin?

    /// Some outages, in order and apart.
    static func generate(from start: Int64, to end: Int64, _ dice: inout Dice) -> [Outage] {
        guard dice.oneIn(2) else { return [] }
        var outages: [Outage] = []
        var from = start
        for _ in 0..<dice.pick([1, 1, 2, 3]) {
            let rest = end - from
            guard rest > 1_000_000_000 else { break }
            let begin = from + dice.int(1...rest / 2)
            let length = dice.int(1_000_000...max(2_000_000, rest / 6))
            let cause: Cause =
                switch dice.int(0...7) {
                case 0, 1: .end(isOrderly: false)
                case 2: .end(isOrderly: true)
                case 3: .both
                default: .connection
                }
            outages.append(
                Outage(
                    from: begin, to: begin + length, cause: cause, isKept: dice.oneIn(2),
                    silence: dice.oneIn(3) ? dice.int(1...60) * 1_000_000_000 : 0,
                    attempts: Int(dice.int(0...2)),
                    origin: dice.pick([.ours, .ours, .empty, .unknown, nil])))
            from = begin + length + 1_000_000
        }
        if dice.oneIn(6), let last = outages.indices.last { outages[last].to = nil }
        return outages
    }

    /// Whether nothing arrives at an instant.
    func holds(at instant: Int64) -> Bool {
        from <= instant && (to.map { instant <= $0 } ?? true)
    }

    /// What the journal says of it.
    var events: [(at: Int64, content: Message.Content)] {
        let middle = from + ((to ?? from) - from) / 2
        var events: [(at: Int64, content: Message.Content)] =
            switch cause {
            case .connection: [(from, .connectionLost(silence: silence))]
            case .end(let isOrderly):
                (isOrderly ? [(from, .stopped)] : [(from, .quiet(silence))])
                    + [(middle, .started)]
            case .both: [(from, .connectionLost(silence: silence)), (middle, .started)]
            }
        guard let to else { return events }
        for _ in 0..<attempts { events.append((to, .connecting)) }
        events.append((to, .connectionUp(sessionPresent: isKept)))
        if isKept, let origin { events.append((to, .session(origin))) }
        return events
    }
}
