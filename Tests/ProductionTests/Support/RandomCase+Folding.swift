import Plant
import Telemetry

@testable import Production

extension RandomCase {
    /// All facts of the stream, folded without interruption.
    func facts(_ samples: [Sample]? = nil) -> [Fact] {
        var fold = Fold(plant: plant, broker: 0)
        for sample in samples ?? self.samples { fold.take(sample) }
        var stored = StoredFacts()
        stored.take(fold.takeFlush())
        return stored.facts(unit: 0)
    }

    /// The sums of a span in seconds.
    func sums(_ from: Int64, _ to: Int64, of facts: [Fact]) -> Sums {
        result(from, to, of: facts).sums
    }

    func result(_ from: Int64, _ to: Int64, of facts: [Fact]) -> UnitResult {
        UnitDefinition(plant: plant, unit: 0).evaluate(
            Fixtures.span(from, to), horizon: horizon, facts: UnitFacts(facts), schedule: schedule)
    }

    /// Until when time has come.
    var horizon: Timestamp { samples.map(\.receiveTime).max() ?? Fixtures.at(length) }
}

/// Facts in a form in which two ways to the same facts are equal: counts gathered by second, conditions without
/// those that held for no time.
struct ComparableFacts: Equatable {
    private struct CountKey: Hashable {
        var second: Int64
        var kind: CountKind
        var product: Int32
        var isKnown: Bool
    }

    private struct HeldCondition: Equatable {
        var at: Timestamp
        var condition: Condition
    }

    private var conditions: [HeldCondition] = []
    private var pieces: [CountKey: Int64] = [:]
    private var gaps: [Timestamp: Set<GapCount>] = [:]
    private var findings: [Finding: [Timestamp]] = [:]

    init(_ facts: [Fact]) {
        let sorted = UnitFacts(facts)
        for (at, condition) in sorted.conditions {
            if conditions.last?.at == at { conditions.removeLast() }
            if conditions.last?.condition != condition {
                conditions.append(HeldCondition(at: at, condition: condition))
            }
        }
        for (at, count) in sorted.pieces {
            let key = CountKey(
                second: at.nanoseconds / nanosecondsPerSecond, kind: count.kind,
                product: count.product, isKnown: count.isKnown)
            pieces[key, default: 0] += count.quantity
        }
        for (at, gap) in sorted.gaps { gaps[at, default: []].insert(gap) }
        for fact in facts {
            if let finding = fact.finding { findings[finding, default: []].append(fact.at) }
        }
        for finding in findings.keys { findings[finding]?.sort() }
    }
}
