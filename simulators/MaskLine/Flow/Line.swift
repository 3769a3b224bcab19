/// A seeded mask line: bodies, two ear-loop welders side by side, packing, with buffers between.
///
/// Discrete events in whole milliseconds; no clock, no input, no output. The same settings give
/// the same messages. Of each unit at most one status leaves per millisecond: it says what holds
/// at the end of that millisecond.
public struct Line: Sendable {
    /// A status leaves each unit at least this often.
    static let heartbeat: Milliseconds = 10_000

    /// What a line is made from.
    public struct Settings: Sendable {
        /// Decides every random draw.
        public var seed: UInt64
        /// The instant of the first messages.
        public var start: Milliseconds
        /// Multiplies the cycle times, from 1 up; buffers shrink by it.
        public var cycleScale: Int64
        /// What every unit's total counter shows at the start; a hundredth of it is scrap.
        public var countersStart: Int64

        /// Settings; `start` is not before 1970, `cycleScale` from 1 to 100.
        public init(
            seed: UInt64, start: Milliseconds, cycleScale: Int64 = 1, countersStart: Int64 = 100_000
        ) {
            precondition(start >= 0, "the simulation starts after 1970")
            precondition((1...100).contains(cycleScale), "a cycle scale is from 1 to 100")
            precondition(countersStart >= 0, "counters are not negative")
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
    /// Between body making and the welders, and between the welders and packing.
    var bodies: PieceBuffer
    var masks: PieceBuffer
    /// A unit that starved or was blocked goes on when so many pieces or places are there.
    let restartLevel: Int
    /// Bodies made of the current order of body making.
    var bodiesOfOrder: Int64 = 0
    /// Whether a piece moved since the waiting units were last looked at.
    var flowed = false
    private var edge: Milliseconds

    /// A line at rest with empty buffers.
    public init(_ settings: Settings) {
        self.settings = settings
        nextInstant = settings.start
        edge = settings.start
        let capacity = max(8, 240 / Int(settings.cycleScale))
        bodies = PieceBuffer(capacity: capacity)
        masks = PieceBuffer(capacity: capacity)
        restartLevel = capacity / 2
        orders = OrderBook(
            random: SplitMix64(seed: settings.seed, stream: 100), cycleScale: settings.cycleScale)
        stations = WorkUnit.allCases.map {
            Station(
                unit: $0, profile: Profile(of: $0, cycleScale: settings.cycleScale),
                seed: settings.seed, start: settings.start, counters: settings.countersStart)
        }
        announceOrders()
    }

    /// Runs the line through its next instant and appends the messages of that instant.
    public mutating func advance(into messages: inout [Message]) {
        let now = nextInstant
        for index in stations.indices where stations[index].wake <= now {
            step(index, at: now)
        }
        while flowed {
            flowed = false
            for index in stations.indices where stations[index].isWaiting {
                step(index, at: now)
            }
        }
        let isEdge = now == edge
        if isEdge { edge = Schedule.edge(after: now) }
        report(at: now, everyUnit: isEdge, into: &messages)
        nextInstant = stations.reduce(edge) { min($0, $1.due) }
    }

    /// Appends a last status of every unit, at an instant up to which the line has run.
    public mutating func close(at end: Milliseconds, into messages: inout [Message]) {
        precondition(end <= nextInstant, "the line has run up to its end")
        report(at: end, everyUnit: true, into: &messages)
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
            let station = stations[index]
            for content in station.announcements {
                messages.append(Message(time: now, unit: station.unit, content: content))
            }
            if everyUnit || station.mustReport || now - station.reported >= Line.heartbeat {
                let status = Message.Content.status(
                    state: station.state, total: station.total, bad: station.bad)
                messages.append(Message(time: now, unit: station.unit, content: status))
                stations[index].reported = now
                stations[index].mustReport = false
            }
            if !station.announcements.isEmpty { stations[index].announcements.removeAll() }
        }
    }
}
