/// What really happened on a line over `[start, end)`, summed by the simulator's own arithmetic.
///
/// Convention iso22400: `setup` is setup time; `idle`, `starved`, `blocked`, `stopped` and
/// `faulted` are delay, but `idle` is down where no order runs. The calendar schedules everything.
public struct Truth: Sendable {
    /// Sums of one unit over one span.
    public struct Result: Sendable {
        /// The unit, by its place in the flow.
        public let unit: Int
        /// The shift; nil: the whole simulation.
        public let shift: String?
        /// First instant.
        public let from: Milliseconds
        /// First instant after it.
        public let to: Milliseconds
        /// Time by element.
        public var times = Times()
        /// Pieces in planned busy time.
        public var pieces = Pieces()
        /// Pieces outside it.
        public var outside = Pieces()
        /// Planned nanoseconds of the pieces made in planned busy time.
        public var idealMade: Int64 = 0
        /// Planned nanoseconds of the good ones.
        public var idealGood: Int64 = 0
        /// Runs of delay that begin in the span.
        public var stops = 0
        /// Those shorter than five minutes.
        public var minorStops = 0
        /// Entries into `faulted` in the span.
        public var failures = 0
        /// Signal by signal of the unit.
        public let signals: [SignalSums]
    }

    /// Milliseconds by element of time.
    public struct Times: Equatable, Sendable {
        /// The whole span.
        public var span: Milliseconds = 0
        /// In breaks.
        public var plannedDown: Milliseconds = 0
        /// Producing in planned busy time.
        public var apt: Milliseconds = 0
        /// Setup in planned busy time.
        public var aust: Milliseconds = 0
        /// Delay in planned busy time.
        public var adet: Milliseconds = 0
        /// Down in planned busy time: idle without an order.
        public var adot: Milliseconds = 0
        /// Without a trustworthy state in planned busy time.
        public var unknown: Milliseconds = 0
        /// Declared not scheduled by the unit itself.
        public var notScheduled: Milliseconds = 0

        /// Planned busy time.
        public var pbt: Milliseconds { span - plannedDown - notScheduled }
    }

    /// Counts, in units of the scenario's last decimal place; good ones are the rest.
    public struct Pieces: Equatable, Sendable {
        /// All.
        public var made: Int64 = 0
        /// The scrapped.
        public var scrap: Int64 = 0

        /// The good ones.
        public var good: Int64 { made - scrap }
    }

    /// Below this, a stop is minor.
    static let minorStop: Milliseconds = 5 * ShiftCalendar.minute

    /// What the line was made from.
    public let settings: Line.Settings
    /// The first instant after the simulation.
    public let end: Milliseconds
    /// Unit by unit, shift by shift.
    public let results: [Result]
    /// Unit by unit, from start to end.
    public let totals: [Result]
    let tracks: [Recorder.Track]

    /// Sums up a record that ends with a last status of every unit at `end`.
    public init(of recorder: Recorder, settings: Line.Settings, end: Milliseconds) {
        self.settings = settings
        self.end = end
        tracks = recorder.tracks
        let shifts = settings.scenario.calendar.shifts(from: settings.start, to: end)
        let sums = recorder.tracks.enumerated().map { unit, track in
            UnitSums(unit: unit, track: track, settings: settings)
        }
        results = sums.flatMap { sum in
            shifts.map { sum.result(from: $0.from, to: $0.to, shift: $0.shift) }
        }
        totals = sums.map { $0.result(from: settings.start, to: end, shift: nil) }
    }
}
