/// What who listens receives: a message, or something that happens to the connection.
public enum Reception: Equatable, Sendable {
    /// A message with its packet identifier, which may have been delivered before.
    case message(Message, at: Milliseconds, packet: Int, isMarked: Bool)
    /// The connection is lost.
    case connectionLost(at: Milliseconds)
    /// Who listens is killed, and started again.
    case restart(at: Milliseconds)
    /// The connection is there again, with its session.
    case connectionUp(at: Milliseconds)
}

/// The way from the plant to who listens, with a broker that keeps the session: it is interrupted,
/// nothing is lost, and some of it comes twice.
///
/// Messages come in the order of their arrival at the broker. Memory: what arrives during one
/// interruption.
public struct Network: Sendable {
    private var spells: Spells?
    private let kinds: [FaultKind]
    private var isDown = false
    private var waiting: [Message] = []
    /// The last that were delivered, and their packet identifiers.
    private var delivered: [(message: Message, packet: Int)] = []
    private var next = 0

    /// The most messages in flight, as of mosquitto.
    static let inFlight = 20
    /// Packet identifiers go round.
    static let packets = 65_535
    private static let pattern = Spells.Pattern(
        pause: ShiftCalendar.minute...60 * ShiftCalendar.minute, length: 1000...1_200_000,
        short: 600)

    /// The way with the interruptions of a plan; nil: without any.
    public init(_ plan: FaultPlan?) {
        kinds = FaultKind.allCases.filter { !$0.isOfPlant && plan?.kinds.contains($0) ?? false }
        guard let plan, !kinds.isEmpty else { return }
        spells = Spells(Self.pattern, random: plan.random(.connection), start: plan.start)
    }

    /// Takes what arrives at the broker, and appends what is received.
    public mutating func take(
        _ message: Message, at now: Milliseconds, into received: inout [Reception]
    ) {
        pass(until: now, into: &received)
        if isDown {
            waiting.append(message)
        } else {
            deliver(message, at: now, isMarked: false, into: &received)
        }
    }

    /// Mends what is interrupted, and appends what has waited.
    public mutating func finish(at end: Milliseconds, into received: inout [Reception]) {
        pass(until: end, into: &received)
        if isDown { mend(at: end, into: &received) }
    }

    /// Begins and ends interruptions up to an instant.
    private mutating func pass(until now: Milliseconds, into received: inout [Reception]) {
        while let spell = spells, (isDown ? spell.to : spell.from) <= now {
            if isDown {
                mend(at: spell.to, into: &received)
            } else {
                interrupt(at: spell.from, into: &received)
            }
        }
    }

    private mutating func interrupt(at instant: Milliseconds, into received: inout [Reception]) {
        isDown = true
        let kind = kinds[Int(spells?.random.below(Int64(kinds.count)) ?? 0)]
        received.append(
            kind == .restart ? .restart(at: instant) : .connectionLost(at: instant))
    }

    /// The broker sends again what was not acknowledged, marked, and then what has waited.
    private mutating func mend(at instant: Milliseconds, into received: inout [Reception]) {
        isDown = false
        received.append(.connectionUp(at: instant))
        let again = Int(spells?.random.below(Int64(Self.inFlight + 1)) ?? 0)
        for (message, packet) in delivered.suffix(again) {
            received.append(.message(message, at: instant, packet: packet, isMarked: true))
        }
        // Of what was under way to us, some had not arrived: it is marked, and new to us.
        let onTheWay = Int(spells?.random.below(4) ?? 0)
        for (place, message) in waiting.enumerated() {
            deliver(message, at: instant, isMarked: place < onTheWay, into: &received)
        }
        waiting.removeAll()
        spells?.next(after: instant)
    }

    private mutating func deliver(
        _ message: Message, at instant: Milliseconds, isMarked: Bool,
        into received: inout [Reception]
    ) {
        let packet = next % Self.packets + 1
        next += 1
        received.append(.message(message, at: instant, packet: packet, isMarked: isMarked))
        delivered.append((message, packet))
        if delivered.count > 2 * Self.inFlight { delivered.removeFirst(Self.inFlight) }
    }
}
