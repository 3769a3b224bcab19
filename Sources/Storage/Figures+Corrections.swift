public import Plant
public import Production
public import Telemetry

/// The facts of a work unit as people corrected them.
struct CorrectedFacts {
    /// What was read.
    var span: TimeSpan
    var facts: UnitFacts
    var corrections: UnitCorrections
    /// The judged discontinuities that are there, with what was credited for each.
    var found: [CounterFinding: Int64]
}

/// A correction and what it does today.
public struct CorrectionStanding: Hashable, Sendable {
    /// Whether a correction is in the figures.
    public enum Effect: Hashable, Sendable {
        /// It is.
        case inForce
        /// Another one, by its identifier, took its place.
        case superseded(by: Int64)
        /// Another one, by its identifier, took it back.
        case withdrawn(by: Int64)
        /// What it speaks of is not there: no such finding or no stop, perhaps since facts were
        /// folded again.
        case withoutEffect
    }

    /// The record.
    public var correction: Correction
    /// What it does.
    public var effect: Effect
}

extension Figures {
    /// The same figures with the corrections alone that were recorded before an instant; nil: all.
    ///
    /// With ``Telemetry/Timestamp/distantPast`` they are as the sources reported.
    public func asOf(_ instant: Timestamp?) -> Figures {
        var figures = self
        figures.asOf = instant
        return figures
    }

    /// The figures as they would be with one correction more, which is not recorded.
    public func trying(_ draft: CorrectionDraft) -> Figures {
        var figures = self
        figures.trial = draft
        return figures
    }

    /// The corrections of a work unit over a span that hold here.
    private func held(
        _ index: Int, over span: TimeSpan
    ) throws(StoreError) -> UnitCorrections {
        let path = plant.workUnits[index].path
        var records = try store.corrections(unit: path, over: span)
        if let trial, trial.unit == path {
            records.append(Correction(id: .max, recordedAt: .distantPast, draft: trial))
        }
        let held = records.inForce(asOf: asOf).filter { !isTried($0, unit: index) }
        return UnitCorrections(held, plant: plant, unit: index)
    }

    /// Whether another rate is tried in place of one that somebody gave.
    private func isTried(_ record: Correction, unit: Int) -> Bool {
        guard case .rate(let product, _, _, _) = record.content else { return false }
        return supposed.contains {
            $0.workUnit == unit && plant.products[$0.product].id == product
        }
    }

    /// The conditions of a work unit over a span as people corrected them.
    public func conditions(
        unit: Int, over span: TimeSpan
    ) throws(StoreError) -> [(at: Timestamp, condition: Condition)] {
        try corrected(unit: unit, over: span, withPieces: false).facts.conditions
    }

    /// Reads what a span needs, as far around it as corrections carry: a told state may join two
    /// stops, or part one.
    func corrected(
        unit index: Int, over span: TimeSpan, withPieces: Bool
    ) throws(StoreError) -> CorrectedFacts {
        let path = plant.workUnits[index].path
        var asked = span
        while true {
            let facts =
                withPieces
                ? try store.facts(unit: path, over: asked, names: names)
                : UnitFacts(
                    conditions: try store.conditions(unit: path, over: asked, names: names),
                    pieces: [], gaps: [])
            let hull = facts.hull(of: asked)
            let corrections = try held(index, over: hull)
            let reach = corrections.reach(of: asked, hull: hull)
            guard reach == asked else {
                asked = reach
                continue
            }
            let found = withPieces ? try credits(of: corrections.judgedFindings, path) : [:]
            return CorrectedFacts(
                span: asked,
                facts: facts.corrected(
                    by: corrections, found: found,
                    orElse: plant.lines[plant.workUnits[index].line].product.map { Int32($0) } ?? -1
                ), corrections: corrections, found: found)
        }
    }

    /// What was credited for findings, as far as they are there.
    private func credits(
        of findings: [CounterFinding], _ path: String
    ) throws(StoreError) -> [CounterFinding: Int64] {
        var credits: [CounterFinding: Int64] = [:]
        for finding in findings {
            let instant = TimeSpan(from: finding.at, to: finding.at + 1)
            let stored = try store.findings(unit: path, over: instant)
            credits[finding] = stored.first { $0.counterFinding == finding }?.credited
        }
        return credits
    }

    /// The planned run times that people gave a work unit.
    func rates(unit index: Int) throws(StoreError) -> UnitCorrections {
        // They hold for good: only they reach so far.
        let end = TimeSpan(from: .distantFuture - 1, to: .distantFuture)
        return try held(index, over: end)
    }

    /// Hash of everything that gives a subject's figures their meaning, with the rates that people
    /// gave.
    public func definitionHash(_ subject: Subject) throws(StoreError) -> String {
        let units: [Int] =
            switch subject {
            case .unit(let unit): [unit]
            case .line, .plant: lines(subject).flatMap { plant.lines[$0].workUnits }
            }
        let rated = try rated(units)
        return switch subject {
        case .unit(let unit): rated?.definitionHash(workUnit: unit) ?? hashes[unit]
        case .line(let line): (rated ?? plant).definitionHash(line: line)
        case .plant: (rated ?? plant).definitionHash()
        }
    }

    /// The plant with the rates that people gave: what gives figures their meaning.
    public func ratedPlant() throws(StoreError) -> Plant {
        try rated(Array(plant.workUnits.indices)) ?? plant
    }

    private func rated(_ units: [Int]) throws(StoreError) -> Plant? {
        var rated: Plant?
        for unit in units {
            let rates = try rates(unit: unit).rates
            guard !rates.isEmpty else { continue }
            rated = (rated ?? plant).replacing(rates: rates, unit: unit)
        }
        return rated
    }

    /// The corrections of a work unit that speak of a span, with all that superseded them, in order
    /// of their identifiers: the audit trail.
    public func corrections(
        unit index: Int, over span: TimeSpan
    ) throws(StoreError) -> [CorrectionStanding] {
        let path = plant.workUnits[index].path
        let records = try store.corrections(unit: path, over: span)
            .filter { correction in asOf.map { correction.recordedAt < $0 } ?? true }
        let held = Set(records.inForce(asOf: asOf).map(\.id))
        var standings: [CorrectionStanding] = []
        for record in records {
            let effect: CorrectionStanding.Effect
            if let next = records.last(where: {
                $0.draft.supersedes == record.id && held.contains($0.id)
            }) {
                effect =
                    next.content == .withdrawal
                    ? .withdrawn(by: next.id) : .superseded(by: next.id)
            } else {
                effect = try hasEffect(record, unit: index) ? .inForce : .withoutEffect
            }
            standings.append(CorrectionStanding(correction: record, effect: effect))
        }
        return standings
    }

    /// Whether a correction is one of a work unit's.
    public func hasCorrection(_ id: Int64, unit: Int) throws(StoreError) -> Bool {
        try store.corrections(unit: plant.workUnits[unit].path, over: .always)
            .contains { $0.id == id }
    }

    /// Whether what a correction speaks of is there.
    private func hasEffect(_ record: Correction, unit: Int) throws(StoreError) -> Bool {
        let path = plant.workUnits[unit].path
        switch record.content {
        case .counter(let finding, _, _):
            return try !credits(of: [finding], path).isEmpty
        case .reason(let stop, _):
            return try !stops(units: [unit], over: stop.span).stops.isEmpty
        case .split(let stop, let at, _, _):
            return try stops(units: [unit], over: stop.span).stops.contains { $0.stop.to == at }
        case .state, .scrap, .rate, .withdrawal: return true
        }
    }
}

extension UnitFacts {
    /// The span that they were read for with all that they speak of, and an instant around it:
    /// what touches it may matter.
    fileprivate func hull(of span: TimeSpan) -> TimeSpan {
        let begins = [span.from, conditions.first?.at].compactMap(\.self) + gaps.map(\.count.from)
        let ends = [span.to, conditions.last?.at].compactMap(\.self) + gaps.map(\.at)
        return TimeSpan(
            from: (begins.min() ?? span.from) - 1, to: (ends.max() ?? span.to) + 1)
    }
}

extension StoredFinding {
    /// What names it, where it is a discontinuity of a counter.
    public var counterFinding: CounterFinding? {
        guard CounterFinding.kinds.contains(kind) else { return nil }
        return CounterFinding(signal: signal, at: at, kind: kind, before: before, after: after)
    }
}
