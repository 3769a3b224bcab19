/// A year on a line of two machines whose totals are given beforehand; the seed decides only how
/// they are spread over days, runs and stops.
///
/// The totals are those of the worked example: 300 days of 16 hours, 460,800 minutes of production,
/// 49,766,400 masks, of which 746,496 are rejects, 4.2 Wh a mask, and 32,910 hours of operators who
/// were logged in. Other spans have the share of
/// their days; each year from 1 September on has its own.
public struct FundedYear: Sendable {
    /// What is to be simulated.
    public struct Settings: Sendable {
        /// The first local day, in days since 1970.
        public var from: Int64
        /// The last one.
        public var to: Int64
        /// Decides how totals are spread.
        public var seed: UInt64
        /// Local days on which the machines are not heard, though they work and the meter counts.
        public var silent: ClosedRange<Int64>?

        /// Makes settings.
        public init(from: Int64, to: Int64, seed: UInt64, silent: ClosedRange<Int64>? = nil) {
            precondition(from <= to, "a span has its last day not before its first")
            (self.from, self.to, self.seed, self.silent) = (from, to, seed, silent)
        }
    }

    /// What a span adds up to.
    public struct Totals: Hashable, Sendable {
        /// Days on which the line works.
        public var days: Int64 = 0
        /// Planned time of both machines, in seconds.
        public var planned: Int64 = 0
        /// Production time of both machines, in seconds.
        public var production: Int64 = 0
        /// Masks made, rejects included.
        public var made: Int64 = 0
        /// Rejects.
        public var scrap: Int64 = 0
        /// Energy in watt-hours.
        public var energy: Int64 = 0
        /// Time for which operators were logged in at both machines, in seconds.
        public var operators: Int64 = 0

        /// Makes totals of nothing.
        public init() {}

        /// Those of so many days.
        init(days: Int64) {
            self.days = days
            planned = days * Self.machines * Self.day
            (production, made) = (27_648_000 * days / 300, 49_766_400 * days / 300)
            (scrap, energy) = (746_496 * days / 300, 209_018_880 * days / 300)
            operators = days * LogIns.time
        }

        static func += (left: inout Self, right: Self) {
            left.days += right.days
            left.planned += right.planned
            left.production += right.production
            left.made += right.made
            left.scrap += right.scrap
            left.energy += right.energy
            left.operators += right.operators
        }

        /// For programs: seconds, masks, watt-hours.
        public var json: String {
            #"{"days":\#(days),"planned_s":\#(planned),"production_s":\#(production),"#
                + #""made":\#(made),"scrap":\#(scrap),"energy_wh":\#(energy),"#
                + #""operators_s":\#(operators)}"#
        }

        static let machines: Int64 = 2
        /// The planned time of a machine's day, in seconds: from 06:00 to 22:00.
        static let day: Int64 = 16 * 3600
    }

    /// The names of the machines.
    public static let machines = ["mask-a", "mask-b"]
    static let opens = 6 * ShiftCalendar.hour
    static let offset = 8 * ShiftCalendar.hour

    /// What is simulated.
    public let settings: Settings
    /// What it adds up to.
    public let totals: Totals
    /// The days on which the line works, each with its machines' days.
    let days: [(day: Int64, machines: [MachineDay])]

    /// Spreads the totals.
    public init(_ settings: Settings) {
        self.settings = settings
        let working = (settings.from...settings.to).filter(Self.isWorking)
        let years = Dictionary(grouping: working, by: Self.year).sorted { $0.key < $1.key }
        var random = SplitMix64(seed: settings.seed)
        var totals = Totals()
        days = years.flatMap { _, days in
            let own = Totals(days: Int64(days.count))
            totals += own
            let shares = MachineDay.spread(own, over: days.count * Self.machines.count, &random)
            return days.enumerated().map { place, day in
                let first = place * Self.machines.count
                return (day, Array(shares[first..<first + Self.machines.count]))
            }
        }
        self.totals = totals
    }

    /// The calendar year in which the year of a day began, on 1 September.
    private static func year(of day: Int64) -> Int64 {
        let date = CivilTime.civilDate(daysSinceEpoch: day)
        return date.month < 9 ? date.year - 1 : date.year
    }

    /// From Monday to Saturday, but not on the statutory holidays of the worked example's years.
    static func isWorking(_ day: Int64) -> Bool {
        // 1970-01-01 was a Thursday.
        (day + 3) % 7 != 6 && !holidays.contains(day)
    }

    /// Statutory holidays on working days, in days since 1970.
    ///
    /// September 2022 to August 2023: 12 September, 1 and 4 October, 26 December, 2, 23, 24 and 25
    /// January, 5 April, 1 and 26 May, 22 June, 1 July. September 2023 to August 2024: 30
    /// September, 2 and 23 October, 25 and 26 December, 1 January, 10, 12 and 13 February, 4 April,
    /// 1 and 15 May, 10 June, 1 July.
    static let holidays: Set<Int64> = [
        19_247, 19_266, 19_269, 19_352, 19_359, 19_380, 19_381, 19_382, 19_452, 19_478, 19_503,
        19_530, 19_539,
        19_630, 19_632, 19_653, 19_716, 19_717, 19_723, 19_763, 19_765, 19_766,
        19_817, 19_844, 19_858, 19_884, 19_905,
    ]
}

/// A machine from 06:00 to 22:00: runs and stops in turn, a run first and last.
struct MachineDay: Sendable {
    /// Lengths in seconds of a run, a stop, a run and so on.
    var lengths: [Int64]
    /// Which of ``Stop`` each stop is.
    var stops: [Stop]
    var production: Int64
    var made: Int64
    var scrap: Int64
    var energy: Int64

    /// Why a machine stands: what it says of it.
    enum Stop: String, CaseIterable, Sendable {
        case jam = "JAM"
        case weld = "WELD"
        case material = "ROLL"

        /// What the state is called meanwhile.
        var state: String { self == .material ? "CHANGE" : "FAULT" }
    }

    static func spread(
        _ totals: FundedYear.Totals, over count: Int, _ random: inout SplitMix64
    ) -> [MachineDay] {
        guard count > 0 else { return [] }
        let stopped = shares(
            of: totals.planned - totals.production, weights: draw(count, 800...1200, &random))
        let producing = stopped.map { FundedYear.Totals.day - $0 }
        let made = shares(
            of: totals.made, weights: producing.map { $0 * random.within(960...1040) })
        let scrap = shares(of: totals.scrap, weights: made.map { $0 * random.within(800...1200) })
        let energy = shares(of: totals.energy, weights: made.map { $0 * random.within(980...1020) })
        return (0..<count).map { place in
            let stops = Int(random.within(4...9))
            let runs = shares(
                of: producing[place], weights: draw(stops + 1, 200...1000, &random))
            let stands = shares(of: stopped[place], weights: draw(stops, 50...1000, &random))
            var lengths = [runs[0]]
            for (run, stop) in zip(runs.dropFirst(), stands) { lengths += [stop, run] }
            let kinds = (0..<stops).map { _ in
                Stop.allCases[Int(random.below(Int64(Stop.allCases.count)))]
            }
            return MachineDay(
                lengths: lengths, stops: kinds, production: producing[place], made: made[place],
                scrap: scrap[place], energy: energy[place])
        }
    }

    private static func draw(
        _ count: Int, _ range: ClosedRange<Int64>, _ random: inout SplitMix64
    ) -> [Int64] {
        (0..<count).map { _ in random.within(range) }
    }

    /// Whole shares by weight that add up to the total.
    private static func shares(of total: Int64, weights: [Int64]) -> [Int64] {
        let whole = weights.reduce(0) { $0 + Int128($1) }
        var (sum, given): (Int128, Int64) = (0, 0)
        return weights.map { weight in
            sum += Int128(weight)
            let upTo = Int64(Int128(total) * sum / whole)
            defer { given = upTo }
            return upTo - given
        }
    }
}
