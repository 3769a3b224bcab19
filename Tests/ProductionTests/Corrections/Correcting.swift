import Plant
import Telemetry

@testable import Production

/// Corrections by hand; times are seconds after ``Fixtures/start``.
struct Corrector {
    private(set) var records: [Correction] = []

    @discardableResult
    mutating func say(
        _ content: CorrectionDraft.Content, supersedes: Int64? = nil, recordedAt second: Int64 = 0
    ) -> Int64 {
        let id = Int64(records.count + 1)
        records.append(
            Correction(
                id: id, recordedAt: Fixtures.at(second),
                draft: CorrectionDraft(
                    unit: "l/u", by: "mei", why: "seen", supersedes: supersedes, content: content)))
        return id
    }

    func inForce(_ plant: Plant, asOf second: Int64? = nil) -> UnitCorrections {
        UnitCorrections(
            records.inForce(asOf: second.map { Fixtures.at($0) }), plant: plant, unit: 0)
    }
}

extension [Fact] {
    /// The findings that a judgement can name, with what was credited.
    func judgeable(_ plant: Plant) -> [CounterFinding: Int64] {
        var found: [CounterFinding: Int64] = [:]
        for fact in self {
            guard let finding = fact.finding, CounterFinding.kinds.contains(finding.kind) else {
                continue
            }
            let name = CounterFinding(
                signal: plant.signals[Int(finding.signal.rawValue)].path, at: fact.at,
                kind: finding.kind, before: finding.before, after: finding.after)
            found[name] = finding.credited
        }
        return found
    }
}

extension Bench {
    /// The figures of a span in seconds as people corrected them.
    func result(
        _ from: Int64, _ to: Int64, _ corrector: Corrector, asOf: Int64? = nil,
        planned: Schedule? = nil
    ) -> UnitResult {
        let corrections = corrector.inForce(plant, asOf: asOf)
        let facts = UnitFacts(facts).corrected(
            by: corrections, found: self.facts.judgeable(plant), orElse: 0)
        return UnitDefinition(plant: plant, unit: 0).replacing(rates: corrections.rates).evaluate(
            Fixtures.span(from, to), horizon: fold.now, facts: facts, schedule: planned)
    }
}
