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
