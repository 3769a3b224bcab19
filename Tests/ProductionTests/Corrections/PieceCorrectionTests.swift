import Plant
import Telemetry
import Testing

@testable import Production

/// What people say of pieces, counters and rates.
@Suite struct PieceCorrectionTests {
    /// 100 made, with as many counters as are declared; 10 scrap where scrap or good is counted.
    private func bench(_ counters: [String]) throws -> Bench {
        var bench = Bench(
            try Fixtures.plant(signals: [Fixtures.state] + counters.map { Fixtures.counter($0) }))
        bench.state(.producing, at: 0)
        for (name, count) in [("made", 100), ("good", 90), ("scrap", 10)]
        where counters.contains(name) {
            bench.count(name, 0, at: 0)
            bench.count(name, Int64(count), at: 100)
        }
        bench.tick(at: 200)
        return bench
    }

    @Test(arguments: [
        ["made", "scrap"], ["made", "good"], ["good", "scrap"], ["made", "good", "scrap"],
    ])
    func scrapFoundByHandLeavesWhatWasMade(counters: [String]) throws {
        let bench = try bench(counters)
        var corrector = Corrector()
        corrector.say(
            .scrap(at: Fixtures.at(150), kind: .scrap, product: nil, quantity: 5.pieces))
        corrector.say(
            .scrap(at: Fixtures.at(150), kind: .rework, product: "p", quantity: 3.pieces))
        let result = bench.result(0, 200, corrector)
        let pieces = result.sums.pieces
        #expect(pieces.made == 100.pieces && pieces.good == 82.pieces)
        #expect(pieces.scrap == 15.pieces && pieces.rework == 3.pieces)
        #expect(result.sums.isBalanced && result.findings == bench.result(0, 200).findings)
        #expect(result.sums.kpi(.quality) == .value(0.82))
        #expect(result.products.keys.sorted() == [0])
    }

    @Test func theLastJudgementOfAFindingHolds() throws {
        var bench = Bench(
            try Fixtures.plant(signals: [Fixtures.state, Fixtures.counter("made")]))
        bench.state(.producing, at: 0)
        bench.count("made", 90, at: 1)
        bench.count("made", 5, at: 10)
        bench.tick(at: 20)
        let reset = try #require(
            bench.facts.judgeable(bench.plant).keys.first { $0.kind == .counterReset })
        var corrector = Corrector()
        for _ in 0..<2 { corrector.say(.counter(reset, .baseline, credit: 0)) }
        #expect(bench.result(0, 20, corrector).sums.pieces.made == 0)
        corrector.say(.counter(reset, .rollover, credit: 15.pieces))
        #expect(bench.result(0, 20, corrector).sums.pieces.made == 15.pieces)
    }

    @Test func goodAloneIsCorrectedToo() throws {
        let bench = try bench(["good"])
        var corrector = Corrector()
        corrector.say(
            .scrap(at: Fixtures.at(150), kind: .scrap, product: nil, quantity: 9.pieces))
        let pieces = bench.result(0, 200, corrector).sums.pieces
        #expect(pieces.made == 90.pieces && pieces.good == 81.pieces && pieces.scrap == 9.pieces)
    }

    /// A person who finds a bad piece measures no quality.
    @Test func qualityThatNobodyMeasuresStaysNull() throws {
        let bench = try bench(["made"])
        var corrector = Corrector()
        corrector.say(
            .scrap(at: Fixtures.at(150), kind: .scrap, product: nil, quantity: 5.pieces))
        let sums = bench.result(0, 200, corrector).sums
        #expect(sums.kpi(.quality) == .null(.qualityNotMeasured))
        #expect(sums.kpi(.oee) == .null(.qualityNotMeasured) && sums.pieces.made == 100.pieces)
    }

    /// 500 is read after 100: the counter says nothing of its rate, so that is a reset where it
    /// falls.
    ///
    /// What it was is said afterwards.
    private func falling(_ declaration: String, _ readings: [Int64]) throws -> Bench {
        var bench = Bench(
            try Fixtures.plant(
                signals: [
                    Fixtures.state, Fixtures.counter("made", declaration),
                    Fixtures.counter("scrap"),
                ]))
        bench.state(.producing, at: 0)
        bench.count("scrap", 0, at: 0)
        for (place, reading) in readings.enumerated() {
            bench.count("made", reading, at: Int64(place) * 10)
        }
        bench.tick(at: 200)
        return bench
    }

    private func judged(
        _ bench: Bench, _ kind: FindingKind, as judgement: CounterClass, modulus: Int64? = nil
    ) throws -> Sums {
        let found = bench.facts.judgeable(bench.plant).keys
        let finding = try #require(found.first { $0.kind == kind })
        let credit = try #require(judgement.credit(of: finding, modulus: modulus))
        var corrector = Corrector()
        corrector.say(.counter(finding, judgement, credit: credit))
        let result = bench.result(0, 200, corrector).sums
        #expect(result.isBalanced)
        var sum = bench.result(0, 20, corrector).sums
        sum += bench.result(20, 200, corrector).sums
        #expect(sum == result)
        return result
    }

    @Test func aResetIsTakenForSomethingElse() throws {
        let bench = try falling("type: cumulative", [9990, 9995, 5, 10])
        #expect(bench.result(0, 200).sums.pieces.made == 15.pieces)
        #expect(try judged(bench, .counterReset, as: .baseline).pieces.made == 10.pieces)
        #expect(
            try judged(bench, .counterReset, as: .rollover, modulus: 10_000.pieces).pieces.made
                == 20.pieces)
        #expect(try judged(bench, .counterReset, as: .spike).pieces.made == 10.pieces)
        #expect(try judged(bench, .counterReset, as: .reset).pieces.made == 15.pieces)
    }

    @Test func aJumpIsCreditedInFull() throws {
        let bench = try falling("type: cumulative, max_rate: 1/s", [0, 5, 305, 310])
        let before = bench.result(0, 200).sums.pieces.made
        #expect(before == 15.pieces)
        #expect(try judged(bench, .counterJump, as: .jump).pieces.made == 305.pieces)
        #expect(try judged(bench, .counterJump, as: .spike).pieces.made == 5.pieces)
    }

    @Test func aBaselineBecomesAReset() throws {
        let bench = try falling("type: cumulative, max_rate: 1/s", [500, 505, 100, 105])
        #expect(bench.result(0, 200).sums.pieces.made == 10.pieces)
        let found = bench.facts.judgeable(bench.plant).keys
        #expect(found.count { $0.kind == .counterBaseline } == 3)
        let finding = try #require(found.first { $0.after == 100.pieces })
        var corrector = Corrector()
        corrector.say(.counter(finding, .reset, credit: 100.pieces))
        #expect(bench.result(0, 200, corrector).sums.pieces.made == 110.pieces)
        // After the facts were folded again there is no such finding: nothing is changed.
        var elsewhere = finding
        elsewhere.before += 1
        var idle = Corrector()
        idle.say(.counter(elsewhere, .reset, credit: 100.pieces))
        #expect(bench.result(0, 200, idle).sums == bench.result(0, 200).sums)
        let corrections = idle.inForce(bench.plant)
        #expect(corrections.touching(Fixtures.span(0, 200), found: found) == [])
        #expect(
            corrector.inForce(bench.plant).touching(Fixtures.span(0, 200), found: found) == [1])
    }

    /// What was produced while nobody listened stays spread over that time.
    @Test func aResetWithinAGapChangesTheGap() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 9000, at: 0)
        bench.count("scrap", 0, at: 0)
        bench.event(.connectionLost, at: 50)
        bench.event(.connectionUp, at: 150)
        bench.state(.producing, at: 150)
        bench.count("made", 100, at: 150)
        bench.count("scrap", 0, at: 150)
        bench.tick(at: 200)
        let finding = try #require(
            bench.facts.judgeable(bench.plant).keys.first { $0.kind == .counterReset })
        var corrector = Corrector()
        corrector.say(.counter(finding, .rollover, credit: 1100.pieces))
        let sums = bench.result(0, 200, corrector).sums
        #expect(sums.inUnknown.made == 1100.pieces && sums.unbridged == 0)
        #expect(bench.result(0, 200).sums.unbridged == 100.seconds)
        #expect(bench.result(0, 100, corrector).sums.inUnknown.made == 550.pieces)
        #expect(bench.result(150, 200, corrector).sums.pieces.made == 0)
    }

    @Test func valuesThatCannotMeanAClassAreRefused() {
        let rise = CounterFinding(
            signal: "l/u/made", at: Fixtures.at(0), kind: .counterJump, before: 5, after: 50)
        #expect(CounterClass.jump.credit(of: rise, modulus: nil) == 45)
        #expect(CounterClass.rollover.credit(of: rise, modulus: 100) == nil)
        let fall = CounterFinding(
            signal: "l/u/made", at: Fixtures.at(0), kind: .counterReset, before: 90, after: 5)
        #expect(CounterClass.jump.credit(of: fall, modulus: nil) == nil)
        #expect(CounterClass.rollover.credit(of: fall, modulus: 100) == 15)
        #expect(CounterClass.rollover.credit(of: fall, modulus: nil) == nil)
        #expect(CounterClass.rollover.credit(of: fall, modulus: 80) == nil)
        #expect(CounterClass.rollover.credit(of: fall, modulus: .max) == nil)
    }

    @Test func aRateHoldsFromItsInstantOn() throws {
        let bench = try bench(["made", "scrap"])
        var corrector = Corrector()
        corrector.say(
            .rate(
                product: "p", itemTime: 2.seconds, items: 1, from: Fixtures.at(50)),
            recordedAt: 10)
        let sums = bench.result(0, 200, corrector).sums
        // All is counted at 100, where the new rate holds.
        #expect(sums.idealTime(\.knownMade) == 200.seconds)
        #expect(bench.result(0, 200, corrector, asOf: 10).sums == bench.result(0, 200).sums)
        let plant = bench.plant.replacing(rates: corrector.inForce(bench.plant).rates, unit: 0)
        #expect(plant.definitionHash(workUnit: 0) != bench.plant.definitionHash(workUnit: 0))
        #expect(UnitDefinition(plant: plant, unit: 0).rates[0]?.count == 2)
    }
}
