import Telemetry

/// Tells what happened in a plant over a time, and how it reached us.
struct Story {
    private let plant: PlantShape
    private let start: Int64
    private let end: Int64
    /// The usual time between two events of a unit.
    private let pause: Int64
    private var dice: Dice
    private let outages: [Outage]
    private var messages: [Message] = []
    /// What waits in the broker comes in this order.
    private var backlog: Int64 = 0

    /// How the messages of a unit travel.
    private struct Road {
        /// How far its clock is ahead.
        var skew: Int64 = 0
        /// The longest delay of a single message.
        var delay: Int64 = 0
        /// In this time nothing leaves the unit; it comes at its end.
        var held: (from: Int64, to: Int64)?
    }

    init(
        plant: PlantShape, start: Int64, length: Int64, pause: Int64, isUndisturbed: Bool,
        _ dice: Dice
    ) {
        self.plant = plant
        self.start = start
        end = start + length
        self.pause = pause
        self.dice = dice
        let outages = Outage.generate(from: start, to: end, &self.dice)
        self.outages = isUndisturbed ? [] : outages
    }

    /// The messages in order of receipt.
    mutating func tell() -> [Message] {
        add(.started, at: start - 2_000_000)
        add(.connectionUp(sessionPresent: false), at: start - 1_000_000)
        for outage in outages {
            for event in outage.events { add(event.content, at: event.at) }
        }
        for unit in plant.units.indices { tell(unit) }
        for _ in 0..<dice.int(0...4) {
            let instant = dice.int(start...end)
            if !outages.contains(where: { $0.holds(at: instant) }) { add(.tick, at: instant) }
        }
        let last = messages.map(\.received).max() ?? end
        add(.tick, at: max(last, end) + dice.pick([0, 1, 3600]) * 1_000_000_000)
        messages.sort { ($0.received, $0.number) < ($1.received, $1.number) }
        limitSilences()
        return messages
    }

    /// Who was heard was not silent.
    private mutating func limitSilences() {
        var heard = start - 2_000_000
        for index in messages.indices {
            let longest = messages[index].received - heard
            switch messages[index].content {
            case .connectionLost(let silence):
                messages[index].content = .connectionLost(silence: min(silence, longest))
            case .quiet(let silence): messages[index].content = .quiet(min(silence, longest))
            case .tick, .started, .stopped: break
            default: heard = messages[index].received
            }
        }
    }

    private mutating func add(_ content: Message.Content, at instant: Int64) {
        messages.append(
            Message(number: messages.count, received: instant, prompt: instant, content: content))
    }

    private mutating func road() -> Road {
        var road = Road()
        if dice.oneIn(6) { road.skew = dice.int(-240...240) * 1_000_000_000 }
        // What a clock ahead of ours says is not held back: it would be another story.
        guard road.skew <= 0 else { return road }
        if dice.oneIn(3) { road.delay = pause * dice.pick([1, 5, 20]) }
        // Of many events more are held back than the fold keeps at hand.
        let isLong = end - start > 500 * pause
        if dice.oneIn(isLong ? 2 : 5) {
            let from = dice.int(start...(isLong ? start + (end - start) / 3 : end))
            road.held = (from, from + pause * dice.int(1...(isLong ? 1400 : 40)))
        }
        return road
    }

    private mutating func tell(_ unit: Int) {
        let road = road()
        var speakers = plant.units[unit].signals.map { Speaker($0, &dice) }
        guard !speakers.isEmpty else { return }
        for signal in speakers.indices where speakers[signal].isRetained && dice.oneIn(2) {
            // What was said before we first came.
            speakers[signal].last = Message(
                number: 0, received: 0, prompt: 0,
                content: .value(
                    unit: unit, signal: signal, speakers[signal].value(&dice)),
                ownTime: speakers[signal].hasTime ? start - dice.int(1...40) * pause : nil,
                isQoS1: speakers[signal].isQoS1)
        }
        subscribe(&speakers, at: start - 1_000_000)
        var subscriptions = outages.compactMap { $0.isKept ? nil : $0.to }[...]
        var time = start
        var queue = speakers.indices.filter { _ in !dice.oneIn(4) }
        while time < end {
            let signal = queue.popLast() ?? Int(dice.int(0...Int64(speakers.count - 1)))
            while let instant = subscriptions.first, instant < time {
                subscribe(&speakers, at: instant)
                subscriptions.removeFirst()
            }
            publish(&speakers[signal], unit, signal, at: time, road)
            time = next(time)
        }
    }

    /// When the next thing happens: now and then at the same instant, or where shifts are cut.
    private mutating func next(_ time: Int64) -> Int64 {
        switch dice.int(0...19) {
        case 0, 1: return time
        case 2: return time + dice.int(5...20) * pause
        case 3, 4:
            let quarter: Int64 = 900_000_000_000
            let edge = (time / quarter + 1) * quarter
            return edge - time < 4 * pause ? edge : time + pause
        case 5...9:
            let second: Int64 = 1_000_000_000
            return (time + dice.int(1...2 * pause)) / second * second + second
        default: return time + dice.int(1...2 * pause)
        }
    }

    /// The broker delivers what it keeps for those who subscribe.
    private mutating func subscribe(_ speakers: inout [Speaker], at instant: Int64) {
        for speaker in speakers where speaker.isRetained {
            guard var message = speaker.last else { continue }
            backlog += 1
            message.received = instant + backlog
            message.prompt = message.received
            message.isRetained = true
            message.origin = nil
            append(message)
        }
    }

    private mutating func append(_ message: Message) {
        var message = message
        message.number = messages.count
        messages.append(message)
    }

    /// When what leaves at an instant arrives; nil: never.
    private mutating func arrival(of instant: Int64, isQoS1: Bool) -> Int64? {
        guard let outage = outages.first(where: { $0.holds(at: instant) }) else { return instant }
        guard outage.isKept, isQoS1, let to = outage.to else { return nil }
        backlog += 1
        return to + backlog
    }

    private mutating func publish(
        _ speaker: inout Speaker, _ unit: Int, _ signal: Int, at time: Int64, _ road: Road
    ) {
        var message = Message(
            number: 0, received: time, prompt: time,
            content: .value(unit: unit, signal: signal, speaker.value(&dice)),
            ownTime: speaker.hasTime ? time + road.skew : nil, isQoS1: speaker.isQoS1)
        switch speaker.shape.meaning {
        case .state, .fallback:
            if dice.oneIn(40) {
                message.isUnknownWord = true
                message.content = .value(unit: unit, signal: signal, 0)
            }
        default: break
        }
        message.isBad = dice.oneIn(40)
        let isAhead =
            speaker.hasTime && dice.oneIn(60) && speaker.arrivals[time] == nil
        if isAhead {
            message.ownTime = time + dice.int(301...9000) * 1_000_000_000
            speaker.arrivals[time] = -1
        } else {
            while let own = message.ownTime, speaker.arrivals[own] == -1 {
                message.ownTime = own + 1
            }
        }
        speaker.last = message
        guard let prompt = arrival(of: time, isQoS1: message.isQoS1) else { return }
        (message.prompt, message.received) = (prompt, prompt)
        guard let own = message.ownTime, !isAhead else {
            append(message)
            return
        }
        let other = speaker.arrivals[own]
        if let other {
            // Two things that a signal says at one time arrive in the order in which it said them.
            message.received = max(other, prompt)
        } else if let late = delayed(message, road, speaker.isHeld) {
            guard let received = arrival(of: late, isQoS1: message.isQoS1) else { return }
            message.received = received
        }
        speaker.arrivals[own] = message.received
        append(message)
        guard other == nil, message.isQoS1, dice.oneIn(12),
            speaker.shape.counter?.countsMessages != true
        else { return }
        if repeatLater(message) { speaker.arrivals[own] = -1 }
    }

    /// When a message leaves that is held back; nil where it is not.
    private mutating func delayed(_ message: Message, _ road: Road, _ isHeld: Bool) -> Int64? {
        if isHeld, let held = road.held, held.from <= message.prompt, message.prompt < held.to {
            return held.to + dice.int(0...pause)
        }
        guard road.delay > 0, dice.oneIn(3) else { return nil }
        return message.prompt + dice.int(1...road.delay)
    }

    private mutating func repeatLater(_ message: Message) -> Bool {
        let instant = message.received + dice.int(0...pause)
        guard let received = arrival(of: instant, isQoS1: true) else { return false }
        var again = message
        again.received = max(received, message.received)
        again.origin = messages.count - 1
        append(again)
        return true
    }
}
