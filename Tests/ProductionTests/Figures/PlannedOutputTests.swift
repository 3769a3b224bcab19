import Telemetry
import Testing

@testable import Plant
@testable import Production

/// What should be made: planned time at the declared rate.
@Suite struct PlannedOutputTests {
    private static func bench() throws -> Bench {
        var bench = Bench(
            try Fixtures.plant(
                unit: Fixtures.rates([("p", "1 s"), ("q", "2 s")]),
                signals: [Fixtures.state, Fixtures.product, Fixtures.counter("made")]))
        bench.say("product", 0, at: 0)
        bench.state(.producing, at: 0)
        bench.say("product", 1, at: 600)
        bench.state(.unknown, at: 900)
        bench.tick(at: 1000)
        return bench
    }

    private func planned(
        _ bench: Bench, _ spans: [(Int64, Int64)], schedule: Schedule? = nil
    ) -> [PlannedOutput] {
        UnitDefinition(plant: bench.plant, unit: 0).plannedOutput(
            over: spans.map { Fixtures.span($0, $1) },
            conditions: UnitFacts(bench.facts).conditions, schedule: schedule)
    }

    @Test func takesTheRateOfTheProductThatWasSet() throws {
        let planned = try planned(Self.bench(), [(0, 600), (600, 900), (0, 900)])
        #expect(planned.map { $0.pieces(oee: nil) } == [600.pieces, 150.pieces, 750.pieces])
        #expect(planned[2].pieces(oee: 750_000) == 562_500_000)
    }

    /// Unknown time keeps the product before it, and time to come the last one.
    @Test func goesOnWithTheLastProduct() throws {
        let planned = try planned(Self.bench(), [(900, 1000), (1000, 4600)])
        #expect(planned.map { $0.pieces(oee: nil) } == [50.pieces, 1800.pieces])
    }

    @Test func keepsTheProductWhereNothingIsKnown() throws {
        var known = Condition.unknown
        known.state = .producing
        known.product = 0
        var later = known
        later.product = 1
        let planned = UnitDefinition(plant: try Self.bench().plant, unit: 0).plannedOutput(
            over: [Fixtures.span(-50, 300)],
            conditions: [
                (Fixtures.at(-20), .unknown), (Fixtures.at(0), known),
                (Fixtures.at(100), .unknown), (Fixtures.at(200), later),
            ], schedule: nil)
        #expect(planned[0].pieces(oee: nil) == 300.pieces)
    }

    @Test func plansNothingInBreaks() throws {
        let schedule = Schedule(busy: [(0, 300), (500, 600)], down: [(300, 500)])
        let planned = try planned(Self.bench(), [(0, 600), (300, 500)], schedule: schedule)
        #expect(planned.map { $0.pieces(oee: nil) } == [400.pieces, 0])
    }

    @Test func hasNoneForAProductWithoutARate() throws {
        var bench = Bench(
            try Fixtures.plant(
                unit: Fixtures.rates([("p", "1 s")]),
                signals: [Fixtures.state, Fixtures.product, Fixtures.counter("made")]))
        bench.say("product", 1, at: 0)
        bench.tick(at: 100)
        #expect(planned(bench, [(0, 100)])[0].pieces(oee: nil) == nil)
    }

    /// A unit without a product signal makes the line's product, also before anything came.
    @Test func plansBeforeAnythingCame() throws {
        let bench = Bench(try Fixtures.plant())
        #expect(planned(bench, [(0, 100)])[0].pieces(oee: nil) == 100.pieces)
    }

    @Test func takesTheRateThatHolds() throws {
        var plant = try Fixtures.plant()
        plant.workUnits[0].rates.append(
            Rate(
                product: 0, itemTime: 5 * nanosecondsPerSecond, items: 2, from: Fixtures.at(50),
                author: "", reason: ""))
        let planned = planned(Bench(plant), [(0, 100), (0, 50), (50, 100)])
        #expect(planned.map { $0.pieces(oee: nil) } == [70.pieces, 50.pieces, 20.pieces])
        var sum = planned[1]
        sum += planned[2]
        #expect(planned[0] == sum)
    }
}
