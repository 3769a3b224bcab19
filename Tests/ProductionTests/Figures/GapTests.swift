import Telemetry
import Testing

@testable import Plant
@testable import Production

/// Unknown time, the pieces made in it, and the bounds that follow.
@Suite struct GapTests {
    /// Known but for 100 to 200; made 10 before, 50 in between, 30 after; scrap 0, 5 and 3.
    private static func bench(made: String = "cumulative", scrap: String = "cumulative") throws
        -> Bench
    {
        var bench = Bench(
            try Fixtures.plant(
                unit: "heartbeat: 40 s, " + Fixtures.oneSecond,
                signals: [
                    Fixtures.state, Fixtures.counter("made", "type: \(made)"),
                    Fixtures.counter("scrap", "type: \(scrap)"),
                ]))
        var before: (made: Int64, scrap: Int64) = (0, 0)
        func say(_ name: String, _ type: String, _ now: Int64, _ before: Int64, at second: Int64) {
            bench.count(name, type == "delta" ? now - before : now, at: second)
        }
        for (second, count, bad) in [
            (0, 0, 0), (50, 10, 0), (100, 10, 0), (200, 60, 5), (250, 90, 8), (300, 90, 8),
        ] as [(Int64, Int64, Int64)] {
            bench.state(.producing, at: second)
            say("made", made, count, before.made, at: second)
            say("scrap", scrap, bad, before.scrap, at: second)
            before = (count, bad)
        }
        bench.tick(at: 300)
        return bench
    }

    @Test func keepsKnownAndUnknownPartApart() throws {
        let sums = try Self.bench().result(0, 300).sums
        #expect(sums.unknown == 100.seconds && sums.unbridged == 0)
        #expect(sums.pieces.made == 90.pieces && sums.inUnknown.made == 50.pieces)
        #expect(sums.pieces.good == 82.pieces && sums.inUnknown.good == 45.pieces)
        #expect(sums.kpi(.oee) == .value(37.0 / 200))
        #expect(sums.kpi(.quality).isNear(37.0 / 40))
        #expect(sums.kpi(.coverage).isNear(200.0 / 300))
        #expect(sums.isBalanced)
    }

    @Test func isExactWhereEveryCounterBridges() throws {
        let sums = try Self.bench().result(0, 300).sums
        #expect(sums.kpi(.oeeLow).isNear(82.0 / 300))
        #expect(sums.kpi(.oeeHigh) == sums.kpi(.oeeLow))
    }

    @Test func boundsWhatIsNotBridgedByTheDeclaredRate() throws {
        let sums = try Self.bench(made: "delta", scrap: "delta").result(0, 300).sums
        #expect(sums.unbridged == 100.seconds)
        // What a delta counts at 200, with the state known again, is of known time.
        #expect(sums.inUnknown.made == 0)
        #expect(sums.kpi(.oeeLow).isNear(82.0 / 300))
        #expect(sums.kpi(.oeeHigh).isNear(182.0 / 300))
    }

    @Test func takesUnclassifiedPiecesForScrapBelowAndGoodAbove() throws {
        let sums = try Self.bench(scrap: "delta").result(0, 300).sums
        #expect(sums.unbridged == 0)
        #expect(sums.kpi(.oeeLow).isNear(32.0 / 300))
        #expect(sums.kpi(.oeeHigh).isNear(82.0 / 300))
    }

    @Test func isNotBridgedAcrossAReset() throws {
        var bench = Bench(
            try Fixtures.plant(unit: "heartbeat: 40 s, " + Fixtures.oneSecond))
        for (second, made) in [(0, 500), (60, 510), (200, 20), (260, 30)] as [(Int64, Int64)] {
            bench.state(.producing, at: second)
            bench.count("made", made, at: second)
            bench.count("scrap", 0, at: second)
        }
        bench.tick(at: 260)
        let sums = bench.result(0, 260).sums
        #expect(sums.unknown == 140.seconds && sums.unbridged == 140.seconds)
        #expect(sums.inUnknown.made == 20.pieces)
    }

    @Test func spreadsByCumulativeFloor() throws {
        let bench = try Self.bench()
        #expect(bench.result(100, 101).sums.pieces.made == 0)
        #expect(bench.result(100, 102).sums.pieces.made == 1.pieces)
        #expect(bench.result(103, 104).sums.pieces.made == 1.pieces)
        #expect(bench.result(150, 200).sums.pieces.made == 25.pieces)
    }

    @Test(arguments: 1...40)
    func addsUpOverAnyPartition(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bench = try Self.bench()
        let cuts = [0, 300] + (0..<6).map { _ in Int64.random(in: 1..<300, using: &random) }
        var sum = Sums()
        for (from, to) in zip(cuts.sorted(), cuts.sorted().dropFirst()) {
            let part = bench.result(from, to).sums
            #expect(part.pieces.made % quantityScale == 0, "seed \(seed)")
            sum += part
        }
        #expect(sum == bench.result(0, 300).sums, "seed \(seed)")
    }

    @Test func keepsWhatFallsOutsidePlannedTimeApart() throws {
        let planned = Schedule(busy: [(0, 120), (180, 300)], down: [(120, 180)])
        let sums = try Self.bench().result(0, 300, planned: planned).sums
        #expect(sums.outside.made == 30.pieces && sums.pieces.made == 60.pieces)
        #expect(sums.outsideSpread.made == 30.pieces)
        #expect(sums.unknown == 40.seconds)
        #expect(sums.byProduct[0]?.made == 90.pieces)
    }

    @Test func cutsAtAChangeOfRate() throws {
        var bench = try Self.bench()
        var plant = bench.plant
        plant.workUnits[0].rates.append(
            Rate(
                product: 0, itemTime: 2 * nanosecondsPerSecond, items: 1, from: Fixtures.at(150),
                author: "", reason: ""))
        bench.tick(at: 300)
        let result = UnitDefinition(plant: plant, unit: 0).evaluate(
            Fixtures.span(0, 300), horizon: bench.fold.now, facts: UnitFacts(bench.facts),
            schedule: nil)
        let all = result.sums.rated.mapValues(\.good)
        #expect(all.count == 2)
        // 10 known and 25 in the gap, less 2 of 5 scrap, at one second; the rest at two.
        #expect(all[PlannedRunTime(itemTime: nanosecondsPerSecond, items: 1)] == 33.pieces)
        #expect(all[PlannedRunTime(itemTime: 2 * nanosecondsPerSecond, items: 1)] == 49.pieces)
    }

    @Test func bridgesALongStandstillWithoutPieces() throws {
        var bench = Bench(
            try Fixtures.plant(unit: "heartbeat: 40 s, " + Fixtures.oneSecond))
        for second in [0, 500] as [Int64] {
            bench.state(.producing, at: second)
            bench.count("made", 7, at: second)
            bench.count("scrap", 0, at: second)
        }
        bench.tick(at: 500)
        let sums = bench.result(0, 500).sums
        #expect(sums.unknown == 500.seconds && sums.unbridged == 0)
        #expect(sums.kpi(.oeeLow) == .value(0) && sums.kpi(.oeeHigh) == .value(0))
    }
}
