import Plant
public import Production
public import Telemetry

/// A stop and whose it is.
public struct UnitStop: Hashable, Sendable {
    /// Index into the plant's work units.
    public var unit: Int
    /// The stop.
    public var stop: Stop

    /// Makes one.
    public init(unit: Int, stop: Stop) {
        self.unit = unit
        self.stop = stop
    }
}

extension Figures {
    /// The stops of work units that overlap a span, each once, in order of their beginning, and the
    /// sums of the units' time.
    ///
    /// Reads conditions alone: the sums hold no pieces, and no KPI that needs them.
    public func stops(
        units: [Int], over span: TimeSpan
    ) throws(StoreError) -> (stops: [UnitStop], sums: Sums) {
        var stops: [UnitStop] = []
        var sums = Sums()
        for unit in units {
            let horizon = try horizon(unit: unit)
            let asked = span.past(horizon)
            let read = try corrected(unit: unit, over: asked, withPieces: false)
            let result = definitions[unit].replacing(rates: read.corrections.rates).evaluate(
                asked, horizon: horizon, facts: read.facts,
                schedule: schedule(
                    of: unit, over: asked, read.facts.conditions, horizon: horizon))
            stops += result.stops.map { UnitStop(unit: unit, stop: $0) }
            sums += result.sums
        }
        sums.isCounted = false
        sums.isQualityMeasured = false
        return (stops.sorted { ($0.stop.from, $0.unit) < ($1.stop.from, $1.unit) }, sums)
    }

    /// What is planned to be made by a line's constraint over spans in order, each whole, also
    /// where time has not come yet.
    public func plannedOutput(
        line index: Int, over spans: [TimeSpan]
    ) throws(StoreError) -> [PlannedOutput] {
        var total = spans.map { _ in PlannedOutput() }
        guard let from = spans.first?.from, let to = spans.last?.to else { return total }
        let whole = TimeSpan(from: from, to: to)
        let schedule = plant.schedule(line: index, over: whole)
        for unit in plant.lines[index].constraint {
            let conditions = try store.conditions(
                unit: plant.workUnits[unit].path, over: whole, names: names)
            let definition = definitions[unit].replacing(rates: try rates(unit: unit).rates)
            let planned = definition.plannedOutput(
                over: spans, conditions: conditions, schedule: schedule)
            for place in total.indices { total[place] += planned[place] }
        }
        return total
    }

    /// What a unit gave over a span, and which corrections are in it.
    typealias SpanResult = (span: TimeSpan, result: UnitResult, corrections: Set<Int64>)

    /// The results of a unit over spans, as far as time has come; facts of spans that follow each
    /// other are read together.
    func evaluate(
        _ unit: Int, over spans: [TimeSpan]
    ) throws(StoreError) -> [SpanResult] {
        let horizon = try horizon(unit: unit)
        var results: [SpanResult] = []
        var batch: [TimeSpan] = []
        for span in spans.map({ $0.past(horizon) }) {
            if let first = batch.first, let last = batch.last,
                last.to != span.from || span.to - first.from > Self.batchLength
            {
                results += try evaluate(unit, batch: batch, horizon: horizon)
                batch = []
            }
            batch.append(span)
        }
        guard !batch.isEmpty else { return results }
        return results + (try evaluate(unit, batch: batch, horizon: horizon))
    }

    private func evaluate(
        _ unit: Int, batch: [TimeSpan], horizon: Timestamp
    ) throws(StoreError) -> [SpanResult] {
        let whole = TimeSpan(from: batch[0].from, to: batch[batch.count - 1].to)
        let read = try corrected(unit: unit, over: whole, withPieces: true)
        let definition = definitions[unit].replacing(rates: read.corrections.rates)
        let schedule = schedule(of: unit, over: whole, read.facts.conditions, horizon: horizon)
        func result(_ span: TimeSpan, _ facts: UnitFacts) -> SpanResult {
            let result = definition.evaluate(
                span, horizon: horizon, facts: facts, schedule: schedule)
            let touching = read.corrections.touching(
                span, found: read.found.keys, stops: result.stops)
            return (span, result, touching)
        }
        guard batch.count > 1 else { return [result(whole, read.facts)] }
        var facts = read.facts
        var pieces = facts.pieces.sorted { $0.at < $1.at }[...]
        return batch.map { span in
            facts.pieces = Array(pieces.prefix { $0.at < span.to })
            pieces = pieces.dropFirst(facts.pieces.count)
            return result(span, facts)
        }
    }

    /// Until when time has come for a unit.
    private func horizon(unit: Int) throws(StoreError) -> Timestamp {
        try horizon(line: plant.workUnits[unit].line) ?? .distantPast
    }

    /// What is planned over a span and over the stops that its ends cut: such a stop is judged by
    /// its whole length, so far as time has come.
    private func schedule(
        of unit: Int, over span: TimeSpan,
        _ conditions: [(at: Timestamp, condition: Condition)], horizon: Timestamp
    ) -> Schedule {
        let first = conditions.last { $0.at <= span.from }
        let last = conditions.last { $0.at < span.to }
        let from =
            first?.condition.isStop == true
            ? min(span.from, conditions.first?.at ?? span.from) : span.from
        let isOpen = conditions.last?.condition.isStop == true
        let to =
            last?.condition.isStop == true
            ? max(span.to, isOpen ? horizon : conditions.last?.at ?? span.to) : span.to
        return plant.schedule(
            line: plant.workUnits[unit].line, over: TimeSpan(from: from, to: to))
    }
}

extension TimeSpan {
    /// The part of it that is not after an instant; empty where all of it is.
    fileprivate func past(_ horizon: Timestamp) -> TimeSpan {
        TimeSpan(from: from, to: max(from, min(to, horizon)))
    }
}
