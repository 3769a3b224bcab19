/// A seeded line: stations with buffers between, as its scenario describes them.
///
/// Discrete events in whole milliseconds; no clock, no input, no output. The same settings give
/// the same messages. Of each unit at most one status leaves per millisecond: it says what holds
/// at the end of that millisecond.
public struct Line: Sendable {
    /// What a line is made from.
    public struct Settings: Sendable {
        /// What it is.
        public var scenario: Scenario
        /// Decides every random draw.
        public var seed: UInt64
        /// The instant of the first messages.
        public var start: Milliseconds
        /// Multiplies the cycle times, from 1 up; buffers shrink by it.
        public var cycleScale: Int64
        /// Items that every unit's total counter shows at the start; a hundredth of it is scrap.
        public var countersStart: Int64

        /// Settings; `start` is not before 1970, `cycleScale` from 1 to 100.
        public init(
            scenario: Scenario, seed: UInt64, start: Milliseconds, cycleScale: Int64 = 1,
            countersStart: Int64 = 100_000
        ) {
            precondition(start >= 0, "the simulation starts after 1970")
            precondition((1...100).contains(cycleScale), "a cycle scale is from 1 to 100")
            precondition(countersStart >= 0, "counters are not negative")
            self.scenario = scenario
            self.seed = seed
            self.start = start
            self.cycleScale = cycleScale
            self.countersStart = countersStart
        }
    }

    /// What it was made from.
    public let settings: Settings
    /// The instant of the next messages.
    public private(set) var nextInstant: Milliseconds

    var stations: [Station]
    var orders: OrderBook
    var buffers: [PieceBuffer]
    var crew: Crew?
    private var signals: [Signal]
    /// Whether a piece moved since the waiting units were last looked at.
    var flowed = false
    private var edge: Milliseconds
    private let heartbeat: Milliseconds

    var scenario: Scenario { settings.scenario }

    /// A line at rest with empty buffers.
    public init(_ settings: Settings) {
        let scenario = settings.scenario
        self.settings = settings
        nextInstant = settings.start
        edge = settings.start
        heartbeat = scenario.heartbeat
        buffers = scenario.buffers.map {
            PieceBuffer(capacity: max(min(8, $0), $0 / Int(settings.cycleScale)))
        }
        orders = OrderBook(
            random: SplitMix64(seed: settings.seed, stream: 100), scenario: scenario,
            cycleScale: settings.cycleScale)
        crew = scenario.crew.map { Crew(profile: $0, calendar: scenario.calendar) }
        stations = scenario.stations.indices.map { Station(index: $0, settings: settings) }
        signals = Signal.all(of: settings)
        announceOrders()
    }

    /// Runs the line through its next instant and appends the messages of that instant.
    public mutating func advance(into messages: inout [Message]) {
        let now = nextInstant
        for index in stations.indices where stations[index].wake <= now {
            step(index, at: now)
        }
        repeat { settleFlow(at: now) } while assignOperator(at: now)
        let isEdge = now == edge
        if isEdge { edge = scenario.calendar.edge(after: now) }
        report(at: now, everyUnit: isEdge, into: &messages)
        sample(at: now, into: &messages)
        nextInstant = edge
        for index in stations.indices {
            let sign = stations[index].reported + heartbeat
            nextInstant = min(nextInstant, stations[index].wake, sign)
        }
        for index in signals.indices { nextInstant = min(nextInstant, signals[index].due) }
    }

    /// Appends a last status of every unit, at an instant up to which the line has run.
    public mutating func close(at end: Milliseconds, into messages: inout [Message]) {
        precondition(end <= nextInstant, "the line has run up to its end")
        report(at: end, everyUnit: true, into: &messages)
        for signal in signals {
            let surroundings = surroundings(of: signal, at: end)
            if let last = signal.last(at: end, in: surroundings) { messages.append(last) }
        }
    }

    private mutating func settleFlow(at now: Milliseconds) {
        while flowed {
            flowed = false
            for index in stations.indices where stations[index].isWaiting {
                step(index, at: now)
            }
        }
    }

    /// Takes back the operators who are done and sends one where one is needed; true if so.
    private mutating func assignOperator(at now: Milliseconds) -> Bool {
        guard crew != nil else { return false }
        for index in stations.indices {
            crew?.release(stations[index].helpers)
            stations[index].helpers = 0
            if stations[index].help == .asked { crew?.ask(index) }
        }
        guard let index = crew?.grant(at: now) else { return false }
        stations[index].receiveHelp(at: now)
        step(index, at: now)
        return true
    }

    private mutating func announceOrders() {
        for index in stations.indices {
            stations[index].announcements.append(announcement(of: index))
        }
    }

    private mutating func report(
        at now: Milliseconds, everyUnit: Bool, into messages: inout [Message]
    ) {
        for index in stations.indices {
            if !stations[index].announcements.isEmpty { announce(index, at: now, into: &messages) }
            let isSilent = now - stations[index].reported >= heartbeat
            guard everyUnit || isSilent || stations[index].mustReport else { continue }
            let state = stations[index].state
            let status = Message.Content.status(
                state: state, word: stations[index].word ?? scenario.words.state(state),
                made: stations[index].made, scrap: stations[index].scrap)
            messages.append(Message(time: now, unit: index, content: status))
            stations[index].reported = now
            stations[index].mustReport = false
        }
    }

    private mutating func announce(
        _ index: Int, at now: Milliseconds, into messages: inout [Message]
    ) {
        for content in stations[index].announcements {
            messages.append(Message(time: now, unit: index, content: content))
        }
        stations[index].announcements.removeAll()
    }

    private mutating func sample(at now: Milliseconds, into messages: inout [Message]) {
        for index in signals.indices where signals[index].mayBeDue(at: now) {
            let surroundings = surroundings(of: signals[index], at: now)
            if let message = signals[index].sample(at: now, in: surroundings) {
                messages.append(message)
            }
        }
    }

    private func surroundings(of signal: Signal, at now: Milliseconds) -> Surroundings {
        Surroundings(
            timeOfDay: scenario.calendar.timeOfDay(now),
            isProducing: stations[signal.unit].state == .producing,
            producingTime: stations[signal.unit].producingTime(at: now),
            present: crew?.present(at: now) ?? 0, busy: crew?.busy ?? 0)
    }
}
