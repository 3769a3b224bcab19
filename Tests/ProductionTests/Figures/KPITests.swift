import Telemetry
import Testing

@testable import Plant
@testable import Production

/// The KPIs of sums, and why each may be null.
@Suite struct KPITests {
    /// One hundred seconds: 60 producing, 40 stopped; 50 made, 5 scrap; one second an item.
    private static func plain() throws -> Bench {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("scrap", 0, at: 0)
        bench.count("made", 50, at: 60)
        bench.count("scrap", 5, at: 60)
        bench.state(.stopped, at: 60)
        bench.state(.producing, at: 100)
        bench.tick(at: 200)
        return bench
    }

    @Test func multipliesToOEE() throws {
        let sums = try Self.plain().result(0, 100).sums
        #expect(sums.kpi(.availability) == .value(0.6))
        #expect(sums.kpi(.effectiveness).isNear(50.0 / 60))
        #expect(sums.kpi(.quality) == .value(0.9))
        #expect(sums.kpi(.oee) == .value(0.45))
        #expect(sums.kpi(.coverage) == .value(1))
        #expect(sums.kpi(.oeeLow) == .value(0.45) && sums.kpi(.oeeHigh) == .value(0.45))
    }

    @Test func keepsALedgerThatAddsUp() throws {
        let sums = try Self.plain().result(0, 100).sums
        let losses = sums.losses
        #expect(
            losses.map(\.lossClass) == [.delay, .speed, .quality]
                && losses.map(\.time) == [40, 10, 5].map { $0.seconds })
        let all = losses.reduce(sums.idealTime(\.knownGood)) { $0 + $1.time }
        #expect(all == sums.planned)
    }

    @Test func allowsANegativeSpeedLoss() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 150, at: 50)
        bench.tick(at: 100)
        let result = bench.result(0, 100)
        #expect(result.sums.kpi(.effectiveness) == .value(1.5))
        #expect(result.sums.losses.first { $0.lossClass == .speed }?.time == -50.seconds)
        // 150 pieces in 100 s, at 1 s declared.
        let rates = RateComparison(declared: 1.seconds, demonstrated: 666_666_667)
        #expect(result.findings == [.rateBelowBest(rates, product: 0)])
    }

    @Test func givesAPieceOnTheEdgeToTheLaterSpan() throws {
        let bench = try Self.plain()
        #expect(bench.result(0, 60).sums.pieces.made == 0)
        #expect(bench.result(60, 100).sums.pieces.made == 50.pieces)
    }

    @Test func hasNoneWithoutPlannedTime() throws {
        let sums = try Self.plain().result(0, 100, planned: Schedule(busy: [])).sums
        for kpi in KPI.allCases { #expect(sums.kpi(kpi) == .null(.noPlannedTime), "\(kpi)") }
        #expect(sums.notScheduled == sums.span)
        #expect(sums.outside.made == 50.pieces && sums.pieces.made == 0)
        #expect(sums.outsideSpread == PieceSums())
    }

    @Test func hasNoneWithoutData() throws {
        var bench = Bench(try Fixtures.plant())
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        for kpi in [KPI.availability, .effectiveness, .quality, .oee] {
            #expect(sums.kpi(kpi) == .null(.noData), "\(kpi)")
        }
        #expect(sums.kpi(.coverage) == .value(0))
        #expect(sums.kpi(.oeeLow) == .value(0) && sums.kpi(.oeeHigh) == .value(1))
    }

    @Test func isZeroButWithoutQualityWhereNothingWasMade() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        #expect(sums.kpi(.oee) == .value(0))
        #expect(sums.kpi(.effectiveness) == .value(0))
        #expect(sums.kpi(.quality) == .null(.noPieces))
    }

    @Test func hasNoEffectivenessWithoutProduction() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.stopped, at: 0)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        #expect(sums.kpi(.availability) == .value(0))
        #expect(sums.kpi(.effectiveness) == .null(.noProductionTime))
        #expect(sums.kpi(.oee) == .value(0))
    }

    @Test func namesTheProductWithoutARate() throws {
        var bench = Bench(
            try Fixtures.plant(
                unit: Fixtures.rates([("p", "1 s")]),
                signals: [
                    Fixtures.state, Fixtures.product, Fixtures.counter("made"),
                    Fixtures.counter("scrap"),
                ]))
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 10, at: 50)
        bench.say("product", 1, at: 50)
        bench.count("made", 20, at: 90)
        bench.tick(at: 100)
        #expect(bench.result(0, 60).sums.kpi(.oee) == .value(10.0 / 60))
        let sums = bench.result(0, 100).sums
        for kpi in [KPI.effectiveness, .quality, .oee, .oeeLow, .oeeHigh] {
            #expect(sums.kpi(kpi) == .null(.noRate(product: 1)), "\(kpi)")
        }
        #expect(sums.kpi(.availability) == .value(1))
        #expect(sums.losses.allSatisfy { $0.lossClass != .speed && $0.lossClass != .quality })
    }

    @Test func hasNoOEEWhereQualityIsNotMeasured() throws {
        var bench = Bench(try Fixtures.plant(signals: [Fixtures.state, Fixtures.counter("made")]))
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 50, at: 50)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        for kpi in [KPI.quality, .oee, .oeeLow, .oeeHigh] {
            #expect(sums.kpi(kpi) == .null(.qualityNotMeasured), "\(kpi)")
        }
        #expect(sums.kpi(.effectiveness) == .value(0.5))
    }

    @Test func weighsMixedProductsByTheirRates() throws {
        var bench = Bench(
            try Fixtures.plant(
                unit: Fixtures.rates([("p", "1 s"), ("q", "2 s")]),
                signals: [
                    Fixtures.state, Fixtures.product, Fixtures.counter("made"),
                    Fixtures.counter("scrap"),
                ]))
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("scrap", 0, at: 0)
        bench.count("made", 30, at: 50)
        bench.say("product", 1, at: 50)
        bench.count("made", 40, at: 90)
        bench.count("scrap", 5, at: 90)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        #expect(sums.kpi(.effectiveness) == .value(0.5))
        #expect(sums.kpi(.quality) == .value(0.8))
        #expect(sums.kpi(.oee) == .value(0.4))
        #expect(sums.byProduct[0]?.good == 30.pieces && sums.byProduct[1]?.good == 5.pieces)
    }

    @Test func takesTheRateThatHeldWhenAPieceWasMade() throws {
        var plant = try Fixtures.plant()
        plant.workUnits[0].rates = [
            Rate(
                product: 0, itemTime: 2 * nanosecondsPerSecond, items: 1, from: Fixtures.at(50),
                author: "", reason: ""),
            Rate(
                product: 0, itemTime: nanosecondsPerSecond, items: 3, from: .distantPast,
                author: "", reason: ""),
        ]
        var bench = Bench(plant)
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 30, at: 49)
        bench.count("made", 35, at: 50)
        bench.tick(at: 100)
        #expect(bench.result(0, 50).sums.idealTime(\.knownMade) == 10.seconds)
        #expect(bench.result(0, 100).sums.idealTime(\.knownMade) == 20.seconds)
        #expect(bench.result(0, 100).sums.kpi(.effectiveness) == .value(0.2))
    }
}

extension KPIValue {
    func isNear(_ value: Double) -> Bool { ratio.map { abs($0 - value) < 1e-12 } ?? false }
}
