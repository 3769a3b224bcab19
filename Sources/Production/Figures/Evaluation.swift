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

/// One stop: a maximal run of delay or down time, seen within planned busy time.
public struct Stop: Hashable, Sendable {
    /// Its first planned busy instant.
    public var from: Timestamp
    /// Where its run ends; planned time outside PBT may lie in between.
    public var to: Timestamp
    /// Its length in planned busy time, in nanoseconds.
    public var length: Int64
    /// Whether it is below the minor stop's limit.
    public var isMinor: Bool
    /// Why, where somebody said.
    public var reason: DelayReason
}

/// The figures of one work unit over one span.
public struct UnitResult: Sendable {
    /// What adds up.
    public var sums: Sums
    /// Every stop that overlaps the span.
    public var stops: [Stop]
    /// Findings that only figures show.
    public var findings: [FindingKind]
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
        var sums = Sums()
        let stops = timeline.stops(plan: plan, definition: self)
        sumTimes(over: timeline, plan: plan, stops: stops, into: &sums)
        let findings = sumPieces(facts, timeline: timeline, plan: plan, into: &sums)
        for stop in stops where span.contains(stop.from) {
            sums.stops += 1
            if stop.isMinor { sums.minorStops += 1 }
        }
        sums.failures = timeline.failures(plan: plan).count { span.contains($0) }
        return UnitResult(
            sums: sums,
            stops: stops.filter { $0.from < span.to && $0.to > span.from },
            findings: findings + performanceFindings(sums))
    }

    private func sumTimes(
        over timeline: Timeline, plan: Plan, stops: [Stop], into sums: inout Sums
    ) {
        let span = timeline.span
        sums.span = span.duration
        for segment in timeline.segments {
            guard let part = segment.span.intersection(span) else { continue }
            let busy = plan.overlap(part, .busy)
            let broken = plan.overlap(part, .plannedDown)
            sums.plannedDown += broken
            sums.notScheduled += part.duration - busy - broken
            guard busy > 0 else { continue }
            add(busy, of: segment, stops: stops, into: &sums)
        }
    }

    private func add(
        _ busy: Int64, of segment: Timeline.Segment, stops: [Stop], into sums: inout Sums
    ) {
        switch segment.element {
        case .production: sums.production += busy
        case .setup: sums.setup += busy
        case .down: sums.down += busy
        case .unknown: sums.unknown += busy
        case .notScheduled: sums.notScheduled += busy
        case .delay:
            // Stops are in order and apart; no segment is in two, and one that came retained in
            // none.
            let isMinor =
                convention == .tpm
                && stops.partition(after: segment.span.from).map {
                    stops[$0].isMinor && stops[$0].from < segment.span.to
                } ?? false
            if isMinor {
                sums.production += busy
            } else {
                sums.delay += busy
                sums.delayByReason[segment.reason, default: 0] += busy
            }
        }
    }

    private func performanceFindings(_ sums: Sums) -> [FindingKind] {
        let made = sums.idealTime(\.knownMade)
        return sums.production > 0 && made > sums.production ? [.rateBelowBest] : []
    }
}

extension [Stop] {
    /// The first stop that ends after an instant.
    fileprivate func partition(after instant: Timestamp) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].to > instant { high = middle } else { low = middle + 1 }
        }
        return low < count ? low : nil
    }
}
