import Telemetry

/// What a work unit said, in the order in which it happened: `production.md` section 2.
///
/// The oracle is written from the norm, shares no code with the fold or the figures, and prefers
/// being plain to being fast.
struct OracleStory {
    /// One thing that one signal said.
    struct Event {
        var time: Int64
        var signal: Int
        var value: Int64
        var isRetained: Bool
        /// Whether the broker would deliver it again, with its own time.
        var isDurable: Bool
        /// Whether it says its time itself and comes in its turn: what was said before has come.
        var isDated: Bool
        /// In the order of receipt.
        var place: Int
    }

    /// The connection was lost, or we ended.
    struct Loss {
        var time: Int64
        var isOwnEnd: Bool
        /// Whether the session was kept; nil: still lost.
        var isKept: Bool?
    }

    /// The broker began anew, or lost our session.
    struct Gap {
        /// When it had begun, or when we had a new session.
        var until: Int64
        /// Since when it may have lost what was on its way to us.
        var unheardSince: Int64
        var isSessionKept: Bool
    }

    let signals: [SignalShape]
    /// In order of time, then of ``order(_:)``; of what one signal said at one time what counts.
    private(set) var events: [Event] = []
    /// The readings of its meters, which are no part of its story, in the same order.
    private(set) var metered: [Event] = []
    /// Instants at which the unit gave a sign of life.
    private(set) var signs: Set<Int64> = []
    private(set) var losses: [Loss] = []
    private(set) var gaps: [Gap] = []
    /// Since when the broker may have begun anew without our knowing it.
    private var doubt: Int64?
    /// Attempts to connect since the broker last answered one.
    private var attempts = 0
    /// When we came back to a session that may be that of an attempt without an answer.
    private var unknownSession: Int64?
    /// Until when time has come.
    private(set) var now: Int64 = 0
    /// How many were too old.
    private(set) var lateCount = 0

    init(_ story: GeneratedCase, unit: Int) {
        signals = story.plant.units[unit].signals
        let judgesSilence = story.plant.units[unit].heartbeat != nil
        var (received, silence) = (Int64.min, Int64(0))
        for (place, message) in story.messages.enumerated() {
            switch message.content {
            case .value(unit, let signal, let value):
                hear(message, signal, value, place, in: story, judgesSilence: judgesSilence)
            case .value, .tick, .stopped, .quiet: break
            case .connectionLost(let silence):
                lose(at: message.received, isOwnEnd: false, silence: silence)
            case .started:
                if received != .min { lose(at: received, isOwnEnd: true, silence: silence) }
            case .connectionUp(let isKept):
                for index in losses.indices where losses[index].isKept == nil {
                    losses[index].isKept = isKept
                }
                unknownSession = isKept && attempts > 1 ? message.received : nil
                attempts = 0
                if !isKept { find(gapUntil: message.received, isSessionKept: false) }
            case .connecting: attempts += 1
            case .session(let origin): judgeSession(origin, at: message.received)
            case .brokerRuns(let seconds):
                find(gapUntil: message.received - seconds * 1_000_000_000, isSessionKept: true)
            }
            switch message.content {
            case .quiet(let length): silence = length
            case .stopped: break
            default: silence = 0
            }
            received = message.received
            now = max(now, received)
        }
        events = settled(events)
        metered = settled(metered)
    }

    /// In an empty session nothing waited; one that nobody knows is judged as one of which nobody
    /// told us.
    private mutating func judgeSession(_ origin: SessionOrigin, at instant: Int64) {
        let isLost = origin == .empty || (origin == .unknown && unknownSession != nil)
        unknownSession = nil
        guard isLost, let since = doubt else { return }
        doubt = nil
        gaps.append(
            Gap(
                until: max(instant, since), unheardSince: since - 1_000_000_000,
                isSessionKept: true))
    }

    private mutating func lose(at instant: Int64, isOwnEnd: Bool, silence: Int64) {
        if let instant = unknownSession { judgeSession(.unknown, at: instant) }
        // A source whose clock is ahead was heard until now, not until its own last time.
        let newest = (events.map(\.time) + signs).max() ?? .min
        let heard = instant - silence
        losses.append(Loss(time: max(heard, newest), isOwnEnd: isOwnEnd, isKept: nil))
        doubt = doubt ?? heard
    }

    /// A broker that began no more than a second before we last heard it, or after, is another one.
    private mutating func find(gapUntil instant: Int64, isSessionKept: Bool) {
        guard let since = doubt else { return }
        doubt = nil
        let second: Int64 = 1_000_000_000
        guard !isSessionKept || instant > since - second else { return }
        gaps.append(
            Gap(
                until: max(instant, since), unheardSince: since - second,
                isSessionKept: isSessionKept))
    }

    private mutating func hear(
        _ message: Message, _ signal: Int, _ value: Int64, _ place: Int, in story: GeneratedCase,
        judgesSilence: Bool
    ) {
        let shape = signals[signal]
        let saysState = shape.meaning == .state || shape.meaning == .fallback
        let isSaid = shape.isOfUnit && (!message.isBad || saysState)
        let own = story.isAhead(message) ? message.received : message.ownTime ?? message.received
        let isTooOld = story.isLate(message)
        // What is not trusted says nothing, but for measurements, which count it.
        let isTaken = isSaid || shape.meaning == .measurement || (!shape.isOfUnit && !message.isBad)
        if isTooOld, !message.isRetained, isTaken { lateCount += 1 }
        guard !isTooOld else { return }
        // A retained message is a state to start from, at its delivery; but a reading is a reading.
        let isStart = message.isRetained && shape.counter == nil
        let time = isStart ? message.received : own
        let isDated = message.ownTime != nil && !story.isAhead(message) && !message.isRetained
        let event = Event(
            time: time, signal: signal, value: message.isBad ? 0 : value,
            isRetained: message.isRetained,
            isDurable: isDated && message.isQoS1, isDated: isDated,
            place: place)
        if isSaid {
            events.append(event)
            signs.insert(time)
        } else if judgesSilence {
            signs.insert(message.isRetained ? message.received : own)
        }
        if shape.counter != nil, !shape.isOfUnit, !message.isBad { metered.append(event) }
    }

    /// The order of what is said at one time: what the unit does, then what it counted, then what
    /// it makes next.
    private func order(_ event: Event) -> Int {
        switch signals[event.signal].meaning {
        case .state: 0
        case .fallback: 1
        case .fault: 2
        case .interlock: 3
        case .mode: 4
        case .reason: 5
        case .counter, .meter, .measurement: 6
        case .product: 7
        case .order: 8
        }
    }

    /// Of states the last received counts, of the readings of a cumulative counter the larger.
    private func settled(_ events: [Event]) -> [Event] {
        var kept: [Event] = []
        for event in events.sorted(by: { ($0.time, $0.place) < ($1.time, $1.place) }) {
            let other = kept.lastIndex { $0.signal == event.signal && $0.time == event.time }
            guard let other, signals[event.signal].counter?.countsMessages != true else {
                kept.append(event)
                continue
            }
            let isReading = signals[event.signal].counter != nil
            let isDated = isReading && (kept[other].isDated || event.isDated)
            if !isReading || event.value > kept[other].value { kept[other] = event }
            if isReading { kept[other].isDated = isDated }
        }
        return kept.sorted {
            ($0.time, order($0), $0.signal, $0.place) < ($1.time, order($1), $1.signal, $1.place)
        }
    }
}
