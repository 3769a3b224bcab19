/// Holds messages of stations back and lets them go behind newer ones, with their own times.
///
/// Now a whole station is held back, now one of its topics. Memory: what is held back.
struct Backlogs: Sendable {
    /// Of one station.
    fileprivate struct Station: Sendable {
        var spells: Spells
        var isWhole = true
        /// Where only one topic is held back: which; nil: it is not known yet.
        var topic: Topic?
        /// When what is held back is let go; newer messages come before it.
        var release: Milliseconds
        var held: [Message] = []
    }

    /// What the topics of a station differ by.
    fileprivate struct Topic: Equatable, Sendable {
        let channel: Message.Channel
        let signal: Int?
    }

    private var stations: [Station]

    private static let pattern = Spells.Pattern(
        pause: 10 * ShiftCalendar.minute...90 * ShiftCalendar.minute,
        length: ShiftCalendar.minute...180 * ShiftCalendar.minute, short: 500)
    private static let behind = ShiftCalendar.minute...60 * ShiftCalendar.minute

    init(_ plan: FaultPlan) {
        guard plan.kinds.contains(.late) else {
            stations = []
            return
        }
        stations = (0..<plan.stations).map { index in
            let spells = Spells(
                Self.pattern, random: plan.random(.late, index), start: plan.start)
            return Station(spells: spells, release: spells.to)
        }
        for index in stations.indices { stations[index].drawRelease(Self.behind) }
    }

    /// Takes the next message, and appends what arrives now: `(when, what)`, in the order of
    /// arrival.
    mutating func take(_ message: Message, into arrivals: inout [(Milliseconds, Message)]) {
        release(until: message.time, into: &arrivals)
        guard !stations.isEmpty, stations[message.unit].holds(message) else {
            arrivals.append((message.time, message))
            return
        }
        stations[message.unit].held.append(message)
    }

    /// Lets everything go that is still held back.
    mutating func finish(at end: Milliseconds, into arrivals: inout [(Milliseconds, Message)]) {
        release(until: end, into: &arrivals)
        for index in stations.indices {
            arrivals += stations[index].held.map { (end, $0) }
            stations[index].held.removeAll()
        }
    }

    private mutating func release(
        until now: Milliseconds, into arrivals: inout [(Milliseconds, Message)]
    ) {
        while let index = stations.indices.min(by: { stations[$0].release < stations[$1].release }),
            stations[index].release <= now
        {
            let instant = stations[index].release
            arrivals += stations[index].held.map { (instant, $0) }
            stations[index].held.removeAll()
            stations[index].spells.next(after: instant)
            stations[index].drawRelease(Self.behind)
        }
    }
}

extension Backlogs.Station {
    fileprivate mutating func drawRelease(_ behind: ClosedRange<Milliseconds>) {
        release = spells.to + spells.random.within(behind)
        isWhole = spells.random.chance(perMille: 500)
        topic = nil
    }

    /// Whether the message is held back; the first one of a spell says which topic it is.
    fileprivate mutating func holds(_ message: Message) -> Bool {
        guard spells.from <= message.time, message.time < spells.to else { return false }
        // Commands and feedback are judged in the order in which they arrive.
        guard message.channel != .actuator else { return false }
        if isWhole { return true }
        let its = Backlogs.Topic(channel: message.channel, signal: message.signal)
        topic = topic ?? its
        return topic == its
    }
}
