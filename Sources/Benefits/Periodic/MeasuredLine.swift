public import Plant
public import Production
public import Storage
public import Telemetry

/// What was measured of a line over a period: everything that a report and the flags take from
/// telemetry, in sums.
public struct MeasuredLine: Sendable {
    /// Index into `Plant.lines`.
    public var line: Int
    /// The instants of the period.
    public var span: TimeSpan
    /// The part of ``span`` of which time has come.
    public var measuredSpan: TimeSpan
    /// The sums of its constraint.
    public var constraint = Sums()
    /// The sums of its output.
    public var output = Sums()
    /// Each local day of ``measuredSpan``.
    public var days: [Day] = []
    /// The sums of its constraint by month of ``measuredSpan``, which may hold parts of months.
    public var months: [Month] = []
    /// What its meters counted, in millionths, by unit of measure.
    public var consumption: [String: Int64] = [:]
    /// The same by stretches of days over which no tariff changes; empty where no tariff is
    /// declared.
    public var stretches: [Stretch] = []
    /// How many operators were logged in, times time; nil: no signal says so.
    public var operators: HeldTime?
    /// Each work unit over the part of the period in which smart evidence is looked at.
    public var stations: [Station] = []
    /// What was found of its counters and clocks.
    public var findings: [StoredFinding] = []
    /// What gave telemetry its meaning.
    public var definitions: [DefinitionHash] = []
    /// How old the samples of its work units were when they were received; nothing where no smart
    /// evidence is looked at.
    public var ages = SampleAges()
    /// The sums of its constraint by product; -1: none said.
    public var byProduct: [Int32: Sums] = [:]

    /// One local day.
    public struct Day: Hashable, Sendable {
        /// The date.
        public var date: LocalDate
        /// Planned busy time of the constraint.
        public var planned: Int64
        /// The part of it of which nothing is known.
        public var unknown: Int64
        /// Its production time.
        public var production: Int64
        /// Good pieces of the output, in millionths.
        public var good: Int64
        /// All pieces of the output, in millionths.
        public var made: Int64
        /// Pieces of the output outside planned busy time, in millionths, without those of which
        /// nobody knows when they were made.
        public var outside: Int64
        /// Whether more was made than the declared rate allows.
        public var isOverRate: Bool
    }

    /// The days of one month of the calendar.
    public struct Month: Sendable {
        /// The first of them.
        public var from: LocalDate
        /// The sums of its constraint.
        public var constraint = Sums()
    }

    /// Days over which no tariff changes.
    public struct Stretch: Hashable, Sendable {
        /// The first of them.
        public var from: LocalDate
        /// What the meters counted in them, in millionths, by unit of measure.
        public var consumption: [String: Int64] = [:]
    }

    /// One work unit over the window of smart evidence.
    public struct Station: Hashable, Sendable {
        /// Index into `Plant.workUnits`.
        public var unit: Int
        /// Its sums.
        public var sums: Sums
        /// Its sensors that gave values, and its actuators that were given commands.
        public var activeDevices: Int
        /// Corrections that people made of it.
        public var corrections: Int
        /// How old its samples were when they were received.
        public var ages = SampleAges()
    }

    /// Nothing is measured yet.
    public init(line: Int, span: TimeSpan, measuredSpan: TimeSpan) {
        (self.line, self.span, self.measuredSpan) = (line, span, measuredSpan)
    }

    /// Planned busy time of the constraint and the known part of it.
    public var coverage: Coverage {
        Coverage(
            known: constraint.planned - constraint.unknown, planned: constraint.planned)
    }

    /// The day on which its output gave its first good piece.
    public var firstGood: LocalDate? { days.first { $0.good > 0 }?.date }
}

extension MeasuredLine {
    /// Fetches what was measured, through the one way to a figure.
    ///
    /// - Parameters:
    ///   - figures: the store and the plant file.
    ///   - line: index into `Plant.lines`.
    ///   - period: local dates of the plant.
    ///   - windowDays: how many days up to the period's end smart evidence is looked at; 0: none.
    ///   - tariffDays: the first days of the stretches in which no tariff changes, in order.
    ///   - operators: the measurements that say how many operators are logged in, as indices into
    ///     `Plant.signals`.
    /// - Returns: What was measured.
    /// - Throws: `StoreError`.
    public static func make(
        _ figures: Figures, line: Int, period: BenefitPeriod, windowDays: Int = 0,
        tariffDays: [LocalDate] = [], operators: [Int] = []
    ) throws -> MeasuredLine {
        let plant = figures.plant
        let span = plant.span(of: period)
        let horizon = try figures.horizon(line: line) ?? span.from
        let until = max(span.from, min(span.to, horizon))
        var measured = MeasuredLine(
            line: line, span: span, measuredSpan: TimeSpan(from: span.from, to: until))
        try measured.readDays(figures, period)
        for part in try figures.figures(byProductOf: .line(line), over: [(span, nil)]) {
            measured.byProduct[part.product ?? -1, default: Sums()] += part.sums
        }
        for unit in Set(plant.lines[line].constraint + plant.lines[line].output).sorted() {
            measured.definitions.append(
                DefinitionHash(
                    unit: plant.workUnits[unit].path,
                    hash: try figures.definitionHash(.unit(unit))))
        }
        for signal in operators {
            let held = try figures.held(measurement: signal, over: measured.measuredSpan)
            measured.operators = measured.operators.map { $0.adding(held) } ?? held
        }
        measured.stretches = tariffDays.map { Stretch(from: $0) }
        for unit in plant.lines[line].workUnits {
            try measured.readUnit(figures, unit)
            guard windowDays > 0 else { continue }
            measured.ages += try figures.ages(unit: unit, over: measured.measuredSpan)
            let window = plant.span(of: period.last(days: windowDays))
            measured.stations.append(try Station(figures, unit, window))
        }
        return measured
    }

    /// Day by day, which add up to the whole.
    private mutating func readDays(_ figures: Figures, _ period: BenefitPeriod) throws {
        let plant = figures.plant
        let dates = (0..<period.days).map { period.from.adding(days: $0) }
            .filter { plant.localMidnight(of: $0) < measuredSpan.to }
        let spans =
            dates.map { (plant.span(of: BenefitPeriod(from: $0, to: $0)), nil) }
            as [(span: TimeSpan, shift: ShiftOccurrence?)]
        guard !spans.isEmpty else { return }
        var outputs = [Sums](repeating: Sums(), count: spans.count)
        for unit in plant.lines[line].output {
            for (place, figure) in try figures.figures(unit: unit, over: spans).enumerated() {
                outputs[place] += figure.sums
            }
        }
        let constraints = try figures.figures(line: line, over: spans)
        for (place, date) in dates.enumerated() {
            let (sums, output) = (constraints[place].sums, outputs[place])
            constraint += sums
            if months.last.map({ ($0.from.year, $0.from.month) != (date.year, date.month) }) ?? true
            {
                months.append(Month(from: date))
            }
            months[months.count - 1].constraint += sums
            self.output += output
            let pieces = output.byProduct.values
            days.append(
                Day(
                    date: date, planned: sums.planned, unknown: sums.unknown,
                    production: sums.production, good: pieces.reduce(0) { $0 + $1.good },
                    made: pieces.reduce(0) { $0 + $1.made },
                    outside: output.outside.made - output.outsideSpread.made,
                    isOverRate: sums.kpi(.effectiveness).ratio.map { $0 > 1 } ?? false))
        }
    }

    private mutating func readUnit(_ figures: Figures, _ unit: Int) throws {
        findings += try figures.findings(unit: unit, over: measuredSpan)
        for signal in figures.plant.workUnits[unit].signals {
            guard case .meter(_, let measure) = figures.plant.signals[signal].meaning else {
                continue
            }
            consumption[measure, default: 0] += try figures.consumption(
                meter: signal, over: measuredSpan)
            for place in stretches.indices {
                let from = figures.plant.localMidnight(of: stretches[place].from)
                let next =
                    place + 1 < stretches.count
                    ? figures.plant.localMidnight(of: stretches[place + 1].from) : span.to
                let until = min(next, measuredSpan.to)
                guard from < until else { continue }
                stretches[place].consumption[measure, default: 0] += try figures.consumption(
                    meter: signal, over: TimeSpan(from: from, to: until))
            }
        }
    }
}

extension MeasuredLine.Station {
    fileprivate init(_ figures: Figures, _ unit: Int, _ window: TimeSpan) throws {
        let figure = try figures.figures(unit: unit, over: [(window, nil)]).first
        let plant = figures.plant
        self.unit = unit
        sums = figure?.sums ?? Sums()
        activeDevices = try plant.workUnits[unit].signals
            .filter { plant.signals[$0].isDevice }
            .count { try figures.activity(signal: $0, over: window) > 0 }
        corrections = figure?.corrections.count ?? 0
        ages = try figures.ages(unit: unit, over: window)
    }
}

extension Plant {
    /// The instants of local dates, from midnight to midnight.
    public func span(of period: BenefitPeriod) -> TimeSpan {
        TimeSpan(
            from: localMidnight(of: period.from), to: localMidnight(of: period.to.adding(days: 1)))
    }
}
