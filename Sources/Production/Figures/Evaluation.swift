public import Plant
public import Telemetry

/// The facts of one work unit that a span's figures need, in order of time.
public struct UnitFacts: Sendable {
    /// Conditions from the one that holds where the span begins (and the stop that it belongs to),
    /// to the one that ends the stop the span's end cuts.
    public var conditions: [(at: Timestamp, condition: Condition)]
    /// Counts within the span.
    public var pieces: [(at: Timestamp, count: PieceCount)]
    /// Gaps that overlap the span.
    public var gaps: [(at: Timestamp, count: GapCount)]
    /// What the source itself said, where people corrected ``conditions``: the times between its
    /// counters' readings stay what they were.
    var heard: [(at: Timestamp, condition: Condition)]?
    /// What people said of stops.
    var remarks = StopRemarks()

    /// Makes them.
    public init(
        conditions: [(at: Timestamp, condition: Condition)],
        pieces: [(at: Timestamp, count: PieceCount)], gaps: [(at: Timestamp, count: GapCount)]
    ) {
        self.conditions = conditions
        self.pieces = pieces
        self.gaps = gaps
    }

    /// Sorts facts in any order.
    public init(_ facts: [Fact]) {
        self.init(conditions: [], pieces: [], gaps: [])
        let ordered = facts.enumerated().sorted {
            ($0.element.at, $0.element.knownBy, $0.offset)
                < ($1.element.at, $1.element.knownBy, $1.offset)
        }
        for (_, fact) in ordered {
            switch fact.content {
            case .condition(let condition): conditions.append((fact.at, condition))
            case .pieces(let count): pieces.append((fact.at, count))
            case .gap(let count): gaps.append((fact.at, count))
            case .finding: break
            }
        }
    }

    /// The first and the last instant of which they speak, or nil.
    public var extent: TimeSpan? {
        let instants =
            [conditions.first?.at, conditions.last?.at].compactMap { $0 }
            + gaps.map(\.count.from)
        guard let from = instants.min(), let to = instants.max() else { return nil }
        return TimeSpan(from: from, to: to)
    }
}

/// The figures of one work unit over one span.
public struct UnitResult: Sendable {
    /// What adds up.
    public var sums: Sums
    /// ``sums`` by the product that was set, as index; -1: none was said.
    ///
    /// Time goes to the product of the unit's condition, a piece to its own, a stop and a failure
    /// to the one with which they begin.
    public var products: [Int32: Sums]
    /// Every stop that overlaps the span, in order.
    public var stops: [Stop]
    /// Findings that only figures show.
    public var findings: [SpanFinding]
}

extension UnitDefinition {
    /// Sums up a span: the one arithmetic behind every figure that is shown, stored or reported.
    ///
    /// - Parameters:
    ///   - span: what is asked for; its end is not after `horizon`.
    ///   - horizon: until when time has come.
    ///   - facts: what the span needs, as ``UnitFacts`` says.
    ///   - schedule: what the calendar plans over the extent of the facts and the span, or nil
    ///     where everything is scheduled.
    /// - Returns: Sums, stops and what only figures show.
    public func evaluate(
        _ span: TimeSpan, horizon: Timestamp, facts: UnitFacts, schedule: Schedule?
    ) -> UnitResult {
        let timeline = Timeline(facts: facts, span: span, horizon: horizon, definition: self)
        let plan = Plan(schedule: schedule)
        let stops = timeline.stops(plan: plan, definition: self)
        var parts = ProductSums(nothing)
        sumTimes(over: timeline, plan: plan, stops: stops, into: &parts)
        var findings = sumPieces(facts, timeline: timeline, plan: plan, into: &parts)
        for stop in stops where span.contains(stop.from) {
            parts[stop.product].stops += 1
            if stop.isMinor { parts[stop.product].minorStops += 1 }
        }
        for failure in timeline.failures(plan: plan) where span.contains(failure.at) {
            parts[failure.product].failures += 1
        }
        var sums = parts.total
        // What was asked for, not what was found: so a hole would break the balance.
        sums.span = span.duration
        findings += rateFindings(sums, parts.sums)
        if sums.outside != PieceSums() {
            findings.append(
                .outsidePlanned(sums.outside, isQualityMeasured: sums.isQualityMeasured))
        }
        return UnitResult(
            sums: sums, products: parts.sums,
            stops: stops.filter { $0.from < span.to && $0.to > span.from }, findings: findings)
    }

    /// The sums of no time.
    private var nothing: Sums {
        var sums = Sums()
        sums.isCounted = derivation != .nothing
        sums.isQualityMeasured = derivation != .nothing && derivation != .madeOnly
        sums.isOrderTracked = tracksOrders
        sums.isMaintenanceTracked = tracksMaintenance
        sums.isFirstOperation = isFirstOperation
        return sums
    }

    private func sumTimes(
        over timeline: Timeline, plan: Plan, stops: [Stop], into parts: inout ProductSums
    ) {
        for segment in timeline.segments {
            guard let part = segment.span.intersection(timeline.span) else { continue }
            let busy = plan.overlap(part, .busy)
            let maintained = plan.overlap(part, .maintenance)
            let down = maintained + plan.overlap(part, .plannedBreak)
            let product = segment.condition.product
            parts[product].span += part.duration
            parts[product].plannedDown += down
            parts[product].plannedMaintenance += maintained
            parts[product].notScheduled += part.duration - busy - down
            if segment.condition.order != 0 {
                let isUnknown = segment.element == .unknown
                parts[product].orderTime += part.duration - (isUnknown ? busy : 0)
            }
            guard busy > 0 else { continue }
            add(busy, of: segment, stops: stops, into: &parts[product])
        }
    }

    private func add(
        _ busy: Int64, of segment: Timeline.Segment, stops: [Stop], into sums: inout Sums
    ) {
        if segment.condition.state == .faulted { sums.faulted += busy }
        switch segment.element {
        case .production: sums.production += busy
        case .setup: sums.setup += busy
        case .down: sums.down += busy
        case .unknown: sums.unknown += busy
        case .notScheduled: sums.notScheduled += busy
        case .delay:
            let isMinor = stops.holding(segment.span)?.isMinor ?? false
            let part = DelayPart(
                reason: segment.reason, state: segment.condition.state, isMinor: isMinor)
            if isMinor, convention == .tpm {
                sums.production += busy
                sums.minorAsProduction[part, default: 0] += busy
            } else {
                sums.delay += busy
                sums.delays[part, default: 0] += busy
            }
        }
    }

    /// The products that were made faster than declared, where effectiveness is above 100 %.
    private func rateFindings(_ sums: Sums, _ products: [Int32: Sums]) -> [SpanFinding] {
        guard let whole = sums.rateBelowBest else { return [] }
        let own = products.sorted { $0.key < $1.key }.compactMap { product, own in
            own.rateBelowBest.map { SpanFinding.rateBelowBest($0, product: product) }
        }
        // Pieces of one product may have been counted in the time of another.
        return own.isEmpty ? [.rateBelowBest(whole, product: -1)] : own
    }
}

/// Sums by product while a span is evaluated.
struct ProductSums {
    private let nothing: Sums
    private(set) var sums: [Int32: Sums] = [:]

    init(_ nothing: Sums) { self.nothing = nothing }

    subscript(product: Int32) -> Sums {
        get { sums[product, default: nothing] }
        _modify { yield &sums[product, default: nothing] }
    }

    /// Their total.
    var total: Sums { sums.values.reduce(into: nothing) { $0 += $1 } }
}

extension [Stop] {
    /// The stop to which a stretch of stop time belongs; nil for one that came retained.
    ///
    /// Stops are in order and apart, and no stretch is in two.
    fileprivate func holding(_ stretch: TimeSpan) -> Stop? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].to > stretch.from { high = middle } else { low = middle + 1 }
        }
        return low < count && self[low].from < stretch.to ? self[low] : nil
    }
}
