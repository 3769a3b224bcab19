public import Plant
public import Production
public import Telemetry

/// The figures of one work unit or line over one span.
public struct Figure: Sendable {
    /// `line/unit`, or the line's identifier.
    public var unit: String
    /// The span; its end is not after the time that has come.
    public var span: TimeSpan
    /// Which shift it is, where it is one.
    public var shift: ShiftOccurrence?
    /// What adds up.
    public var sums: Sums
    /// Every stop that overlaps the span, in order.
    public var stops: [Stop]
    /// Findings that only figures show.
    public var findings: [StoredFinding]
    /// What sensors, meters and actuators gave, where it was asked for.
    public var signals: [SignalFigure] = []
    /// Hash of everything that gives the figures their meaning.
    public var definition: String
}

/// How a span is cut.
public enum Division: String, CaseIterable, Sendable {
    case hour, shift, day
}

/// Answers what a plant's figures are, from the store: the one way to a figure.
public struct Figures: Sendable {
    /// The plant whose figures they are.
    public let plant: Plant
    let store: any Store
    let names: PlantNames
    private let definitions: [UnitDefinition]
    private let hashes: [String]

    /// Makes the query.
    public init(plant: Plant, store: any Store) {
        self.plant = plant
        self.store = store
        names = PlantNames(plant)
        definitions = plant.workUnits.indices.map { UnitDefinition(plant: plant, unit: $0) }
        hashes = plant.workUnits.indices.map { plant.definitionHash(workUnit: $0) }
    }

    /// Until when time has come on the lane of a line.
    public func horizon(line: Int) throws(StoreError) -> Timestamp? {
        let lane = plant.brokers[plant.lines[line].broker].id
        guard let now = try store.lanes()[lane]?.now, now > .distantPast else { return nil }
        return now
    }

    /// From the first fact to the time that has come, or nil where nothing came yet.
    public func wholeSpan(line: Int) throws(StoreError) -> TimeSpan? {
        guard let horizon = try horizon(line: line), let first = try store.firstInstant() else {
            return nil
        }
        return TimeSpan(from: min(first, horizon), to: horizon)
    }

    /// The figures of a work unit over spans; parts that lie in the future are left out.
    public func figures(
        unit index: Int, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)]
    ) throws(StoreError) -> [Figure] {
        let unit = plant.workUnits[index]
        let horizon = try horizon(line: unit.line) ?? .distantPast
        var figures: [Figure] = []
        for (span, shift) in spans {
            let asked = TimeSpan(from: span.from, to: max(span.from, min(span.to, horizon)))
            let result = try evaluate(index, over: asked, horizon: horizon)
            let findings = result.findings.map {
                StoredFinding(at: asked.from, kind: $0, signal: unit.path)
            }
            figures.append(
                Figure(
                    unit: unit.path, span: asked, shift: shift, sums: result.sums,
                    stops: result.stops, findings: findings, definition: hashes[index]))
        }
        return figures
    }

    /// The figures of a line: the sums of its constraint.
    public func figures(
        line index: Int, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)]
    ) throws(StoreError) -> [Figure] {
        let line = plant.lines[index]
        var total: [Figure] = []
        for unit in line.constraint {
            let figures = try figures(unit: unit, over: spans)
            total = total.isEmpty ? figures : zip(total, figures).map { $0.adding($1) }
        }
        for place in total.indices {
            total[place].unit = line.id
            total[place].definition = plant.definitionHash(line: index)
        }
        return total
    }

    /// The pieces of a line's output over a span by product (an index; -1: no product said),
    /// outside planned busy time too.
    public func output(
        line index: Int, over span: TimeSpan
    ) throws(StoreError) -> [Int32: PieceSums] {
        var sums = Sums()
        for unit in plant.lines[index].output {
            for figure in try figures(unit: unit, over: [(span, nil)]) { sums += figure.sums }
        }
        return sums.byProduct
    }

    /// What was found in a span.
    public func findings(unit: Int, over span: TimeSpan) throws(StoreError) -> [StoredFinding] {
        try store.findings(unit: plant.workUnits[unit].path, over: span)
    }

    private func evaluate(
        _ index: Int, over span: TimeSpan, horizon: Timestamp
    ) throws(StoreError) -> UnitResult {
        let unit = plant.workUnits[index]
        let facts = try store.facts(unit: unit.path, over: span, names: names)
        // A stop that an end of the span cuts is judged by its whole length, so far as time has
        // come.
        let conditions = facts.conditions
        let first = conditions.last { $0.at <= span.from }
        let last = conditions.last { $0.at < span.to }
        let from =
            first?.condition.isStop == true
            ? min(span.from, conditions.first?.at ?? span.from) : span.from
        let isOpen = conditions.last?.condition.isStop == true
        let to =
            last?.condition.isStop == true
            ? max(span.to, isOpen ? horizon : conditions.last?.at ?? span.to) : span.to
        let schedule = plant.schedule(line: unit.line, over: TimeSpan(from: from, to: to))
        return definitions[index].evaluate(span, horizon: horizon, facts: facts, schedule: schedule)
    }
}

extension Figure {
    /// The sums of two figures; the definition is one only where both are the same.
    public func adding(_ other: Figure) -> Figure {
        var sum = self
        sum.sums += other.sums
        sum.span = TimeSpan(
            from: min(span.from, other.span.from), to: max(span.to, other.span.to))
        sum.stops += other.stops
        sum.findings += other.findings
        sum.signals = signals.adding(other.signals)
        if definition != other.definition { sum.definition = "mixed" }
        return sum
    }
}
