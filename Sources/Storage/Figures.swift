public import Plant
public import Production
public import Telemetry

/// Answers what a plant's figures are, from the store: the one way to a figure.
public struct Figures: Sendable {
    /// The plant whose figures they are.
    public let plant: Plant
    /// Only corrections that were recorded before it are in the figures; nil: all.
    public internal(set) var asOf: Timestamp?
    /// A correction that is in the figures, though it is not recorded.
    var trial: CorrectionDraft?
    /// Rates that are tried: what people gave for the same products is put aside.
    var supposed: [SupposedRate] = []
    let store: any Store
    let names: PlantNames
    let definitions: [UnitDefinition]
    let journals: JournalReach
    let hashes: [String]

    /// Facts of spans that follow each other are read at once for as long as this.
    static let batchLength = 86_400 * nanosecondsPerSecond

    /// Makes the query; without journals every figure is from facts.
    public init(
        plant: Plant, store: any Store, asOf: Timestamp? = nil,
        journals: @escaping JournalReach = { _ in nil }
    ) {
        self.plant = plant
        self.asOf = asOf
        self.store = store
        self.journals = journals
        names = PlantNames(plant)
        definitions = plant.workUnits.indices.map { UnitDefinition(plant: plant, unit: $0) }
        hashes = plant.workUnits.indices.map { plant.definitionHash(workUnit: $0) }
    }

    /// The same facts under other planned run times: what would have been.
    public func supposing(_ rates: [SupposedRate]) -> Figures {
        var figures = Figures(
            plant: plant.supposing(rates), store: store, asOf: asOf, journals: journals)
        figures.trial = trial
        figures.supposed = rates
        return figures
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
        try figures(.unit(index), over: spans)
    }

    /// The figures of a line: the sums of its constraint.
    public func figures(
        line index: Int, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)]
    ) throws(StoreError) -> [Figure] {
        try figures(.line(index), over: spans)
    }

    /// The figures of a subject over spans; parts that lie in the future are left out.
    public func figures(
        _ subject: Subject, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)]
    ) throws(StoreError) -> [Figure] {
        try parts(subject, over: spans).map(\.whole)
    }

    /// The figures of a subject by product, of those that ran: they add up to its own.
    ///
    /// In order of products, then of time.
    public func figures(
        byProductOf subject: Subject, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)]
    ) throws(StoreError) -> [Figure] {
        try parts(subject, over: spans).flatMap(\.products)
            .sorted { ($0.product ?? -1, $0.span.from) < ($1.product ?? -1, $1.span.from) }
    }

    /// The pieces of a line's output over a span by product (an index; -1: no product said),
    /// outside planned busy time too.
    public func output(
        line index: Int, over span: TimeSpan
    ) throws(StoreError) -> [Int32: PieceSums] {
        try figures(.line(index), over: [(span, nil)]).first?.output?.byProduct ?? [:]
    }

    /// What was found in a span.
    public func findings(unit: Int, over span: TimeSpan) throws(StoreError) -> [StoredFinding] {
        try store.findings(unit: plant.workUnits[unit].path, over: span)
    }

    /// What was changed of a work unit's settled facts whose time overlaps a span.
    ///
    /// The newest first, at most so many.
    public func changes(
        unit: Int, over span: TimeSpan, limit: Int
    ) throws(StoreError) -> [StoredChange] {
        try store.changes(unit: plant.workUnits[unit].path, over: span, limit: limit)
    }

    /// The work units whose sums a subject's are.
    public func units(_ subject: Subject) -> [Int] {
        switch subject {
        case .unit(let unit): [unit]
        case .line(let line): plant.lines[line].constraint
        case .plant: plant.lines.flatMap(\.constraint)
        }
    }

    /// The lines to which a subject belongs, or which it has.
    public func lines(_ subject: Subject) -> [Int] {
        switch subject {
        case .unit(let unit): [plant.workUnits[unit].line]
        case .line(let line): [line]
        case .plant: Array(plant.lines.indices)
        }
    }

    /// The work units whose good pieces are a subject's output.
    private func outputUnits(_ subject: Subject) -> [Int] {
        if case .unit = subject { return [] }
        return lines(subject).flatMap { plant.lines[$0].output }
    }

    private func nothing(
        _ subject: Subject, _ shift: ShiftOccurrence?, definition: String
    ) -> Figure {
        let (unit, line): (String, String?) =
            switch subject {
            case .unit(let unit):
                (plant.workUnits[unit].path, plant.lines[plant.workUnits[unit].line].id)
            case .line(let line): (plant.lines[line].id, plant.lines[line].id)
            case .plant: (plant.id, nil)
            }
        let instant = TimeSpan(from: .distantFuture, to: .distantFuture)
        return Figure(
            unit: unit, line: line, span: instant, shift: shift, sums: Sums(),
            output: outputUnits(subject).isEmpty ? nil : Figure.Output(), findings: [],
            definition: definition)
    }

    private func parts(
        _ subject: Subject, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)]
    ) throws(StoreError) -> [FigureParts] {
        let units = units(subject)
        let output = outputUnits(subject)
        let definition = try definitionHash(subject)
        var parts = spans.map {
            FigureParts(whole: nothing(subject, $0.shift, definition: definition))
        }
        for unit in Set(units + output).sorted() {
            let results = try evaluate(unit, over: spans.map(\.span))
            for (place, (span, result, corrections)) in results.enumerated() {
                if units.contains(unit) {
                    parts[place].add(result, over: span, of: plant.workUnits[unit].path)
                }
                if output.contains(unit) { parts[place].add(output: result.sums) }
                parts[place].whole.corrections.formUnion(corrections)
            }
        }
        let reach = try reach(lines: lines(subject))
        for place in parts.indices {
            parts[place].whole.source = reach.source(from: parts[place].whole.span.from)
        }
        return parts
    }
}

/// The figure of a subject over one span while its units are summed up.
private struct FigureParts {
    var whole: Figure
    private var byProduct: [Int32: Sums] = [:]

    init(whole: Figure) { self.whole = whole }

    mutating func add(_ result: UnitResult, over span: TimeSpan, of unit: String) {
        // The first span replaces the empty one of the beginning.
        let isFirst = whole.span.from == .distantFuture
        whole.span =
            isFirst
            ? span
            : TimeSpan(from: min(whole.span.from, span.from), to: max(whole.span.to, span.to))
        whole.sums += result.sums
        byProduct.merge(result.products) { $0.adding($1) }
        whole.findings += result.findings.map {
            StoredFinding($0, at: span.from, unit: unit)
        }
    }

    mutating func add(output sums: Sums) {
        whole.output = whole.output?.adding(Figure.Output(sums))
    }

    /// The figure by product; a product that was in the output alone has no part in it.
    var products: [Figure] {
        byProduct.map { product, sums in
            var figure = whole
            figure.product = product
            figure.sums = sums
            figure.findings = []
            figure.output?.byProduct = whole.output?.byProduct.filter { $0.key == product } ?? [:]
            return figure
        }
    }
}
