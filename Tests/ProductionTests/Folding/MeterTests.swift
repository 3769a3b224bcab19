import Plant
import Telemetry
import Testing

@testable import Production

struct MeterTests {
    private static func bench(_ rest: String = "type: cumulative, step: 0.001") throws -> Bench {
        let meter = "energy: { kind: meter, topic: t, field: e, unit: kWh, \(rest) }"
        return try Bench(Fixtures.plant(signals: [Fixtures.state, meter]))
    }

    /// What the meter counted over a span, in millionths.
    private func consumption(_ bench: Bench, _ from: Int64, _ to: Int64) -> Int64 {
        guard case .meter(let counter, _) = bench.plant.signals[1].meaning else { return -1 }
        return UnitDefinition(meter: counter).evaluate(
            Fixtures.span(from, to), horizon: bench.fold.now,
            facts: UnitFacts(bench.facts(subject: 1)), schedule: nil
        ).sums.pieces.made
    }

    @Test func spreadsARiseOverTheTimeBetweenItsReadings() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: 0)
        for (second, value) in [(0, 1000), (3600, 1012), (7200, 1030)] as [(Int64, Int64)] {
            bench.count("energy", value, at: second)
        }
        bench.tick(at: 7200)
        #expect(consumption(bench, 0, 7200) == 30 * quantityScale)
        #expect(consumption(bench, 0, 3600) == 12 * quantityScale)
        #expect(consumption(bench, 3600, 7200) == 18 * quantityScale)
        #expect(consumption(bench, 0, 1800) == 6 * quantityScale)
        #expect(consumption(bench, 1800, 5400) == 15 * quantityScale)
    }

    @Test func everyPartOfASpanAddsUpToTheWhole() throws {
        var bench = try Self.bench()
        for (second, value) in [(0, 5), (77, 12), (191, 12), (403, 29)] as [(Int64, Int64)] {
            bench.count("energy", value, at: second)
        }
        bench.tick(at: 403)
        let parts = stride(from: Int64(0), to: 403, by: 13).map {
            consumption(bench, $0, min($0 + 13, 403))
        }
        #expect(parts.reduce(0, +) == 24 * quantityScale)
    }

    @Test func aResetCountsOn() throws {
        var bench = try Self.bench()
        for (second, value) in [(0, 500), (60, 510), (120, 3)] as [(Int64, Int64)] {
            bench.count("energy", value, at: second)
        }
        bench.tick(at: 120)
        #expect(consumption(bench, 0, 120) == 13 * quantityScale)
        let found = bench.facts(subject: 1).compactMap(\.finding?.kind)
        #expect(found == [.counterBaseline, .counterReset])
    }

    @Test func deltasCountWhereTheyAre() throws {
        var bench = try Self.bench("type: delta, step: 0.001")
        for (second, value) in [(10, 4), (70, 5)] as [(Int64, Int64)] {
            bench.count("energy", value, at: second)
        }
        bench.tick(at: 70)
        #expect(consumption(bench, 0, 60) == 4 * quantityScale)
        #expect(consumption(bench, 60, 71) == 5 * quantityScale)
    }

    @Test func isNoPartOfTheWorkUnit() throws {
        var bench = try Self.bench()
        bench.count("energy", 5, at: 0)
        bench.count("energy", 9, at: 60)
        bench.tick(at: 60)
        #expect(bench.facts.allSatisfy { $0.pieces == nil && $0.gap == nil })
        #expect(bench.fold.conditions().count == 1)
        #expect(bench.fold.counts.decoded == 2 && bench.fold.counts.applied == 2)
    }
}
