import Plant
import Telemetry
import Testing

@testable import Production

/// What people say of stops and states.
@Suite struct StopCorrectionTests {
    /// Produces, stands from 100 to 700 with no reason, produces; a minute's stop at 900.
    private func bench() throws -> Bench {
        var bench = Bench(try Fixtures.plant())
        for (state, second) in [
            (UnitState.producing, 0), (.stopped, 100), (.faulted, 400), (.producing, 700),
            (.stopped, 900), (.producing, 960),
        ] as [(UnitState, Int64)] {
            bench.state(state, at: second)
        }
        bench.tick(at: 1200)
        return bench
    }

    private let stop = StopPart(Fixtures.span(100, 700))

    @Test func givesAStopAReason() throws {
        let bench = try bench()
        var corrector = Corrector()
        corrector.say(.reason(stop, reason: "belt"))
        let result = bench.result(0, 1200, corrector)
        #expect(result.stops.map(\.reason) == [.declared(1), .none])
        #expect(
            result.sums.delayByReason == [.declared(1): 600.seconds, .none: 60.seconds])
        #expect(result.sums.isBalanced && result.sums.delay == bench.result(0, 1200).sums.delay)
    }

    @Test func theLastWordHoldsAndAReasonCanBeTakenBack() throws {
        let bench = try bench()
        var corrector = Corrector()
        corrector.say(.reason(stop, reason: "belt"), recordedAt: 10)
        let second = corrector.say(.reason(stop, reason: "jam"), recordedAt: 20)
        #expect(bench.result(0, 1200, corrector).stops[0].reason == .declared(0))
        #expect(bench.result(0, 1200, corrector, asOf: 20).stops[0].reason == .declared(1))
        #expect(bench.result(0, 1200, corrector, asOf: 10).stops[0].reason == .none)
        let withdrawn = corrector.say(.withdrawal, supersedes: second, recordedAt: 30)
        #expect(bench.result(0, 1200, corrector).stops[0].reason == .declared(1))
        corrector.say(.withdrawal, supersedes: withdrawn, recordedAt: 40)
        #expect(bench.result(0, 1200, corrector).stops[0].reason == .declared(0))
        corrector.say(.reason(stop, reason: nil), recordedAt: 50)
        #expect(bench.result(0, 1200, corrector).stops[0].reason == .none)
    }

    /// The person's word goes before the source's, and before the mode's.
    @Test func goesBeforeWhatTheSourceSaid() throws {
        var bench = Bench(
            try Fixtures.plant(
                signals: [Fixtures.state, Fixtures.counter("made"), Fixtures.reason, Fixtures.mode])
        )
        bench.state(.stopped, at: 0)
        bench.say("reason", 0, at: 10)
        bench.say("mode", Int64(UnitMode.maintenance.rawValue), at: 50)
        bench.tick(at: 100)
        var corrector = Corrector()
        corrector.say(.reason(StopPart(Fixtures.span(0, 100)), reason: "belt"))
        #expect(
            bench.result(0, 100, corrector).sums.delayByReason == [.declared(1): 100.seconds])
    }

    /// A stop that still lasts has the reason for as long as it lasts, and no longer.
    @Test func holdsAsLongAsAnOpenStopLasts() throws {
        let bench = try bench()
        var corrector = Corrector()
        let seen = Fixtures.span(100, 250)
        corrector.say(.reason(StopPart(seen, isOpen: true), reason: "jam"))
        #expect(
            bench.result(0, 1200, corrector).sums.delayByReason
                == [.declared(0): 600.seconds, .none: 60.seconds])
        var closed = Corrector()
        closed.say(.reason(StopPart(seen), reason: "jam"))
        #expect(
            bench.result(0, 1200, closed).sums.delayByReason
                == [.declared(0): 150.seconds, .none: 510.seconds])
    }

    @Test func splitsAStopInTwo() throws {
        let bench = try bench()
        var corrector = Corrector()
        corrector.say(.split(stop, at: Fixtures.at(500), first: "jam", second: "belt"))
        let result = bench.result(0, 1200, corrector)
        #expect(result.stops.map(\.from) == [100, 500, 900].map { Fixtures.at($0) })
        #expect(result.stops.map(\.to) == [500, 700, 960].map { Fixtures.at($0) })
        #expect(result.stops.map(\.reason) == [.declared(0), .declared(1), .none])
        // Both are judged by the whole run: the second alone would be minor.
        #expect(result.stops.map(\.isMinor) == [false, false, true])
        #expect(result.sums.stops == 3 && result.sums.minorStops == 1)
        #expect(result.sums.failures == 1)
        // A part may get another reason.
        corrector.say(.reason(StopPart(Fixtures.span(500, 700)), reason: "jam"))
        #expect(
            bench.result(0, 1200, corrector).stops.map(\.reason).prefix(2).allSatisfy {
                $0 == .declared(0)
            })
    }

    @Test func splitsNothingWhereNothingStands() throws {
        let bench = try bench()
        var corrector = Corrector()
        for second in [50, 100, 700, 1000] as [Int64] {
            corrector.say(.split(stop, at: Fixtures.at(second), first: nil, second: nil))
        }
        #expect(bench.result(0, 1200, corrector).sums == bench.result(0, 1200).sums)
    }

    /// The machine and the operator both say why, and both count: trap 23.
    @Test func changesTheStateOfAnInterval() throws {
        let bench = try bench()
        var corrector = Corrector()
        corrector.say(.state(Fixtures.span(50, 400), .setup, reason: nil))
        corrector.say(.state(Fixtures.span(800, 950), .starved, reason: "belt"))
        let sums = bench.result(0, 1200, corrector).sums
        #expect(sums.setup == 350.seconds)
        #expect(sums.delayByReason == [.none: 310.seconds, .declared(1): 150.seconds])
        #expect(sums.isBalanced && sums.stops == 2 && sums.failures == 1)
        #expect(sums.production == (1200 - 350 - 460).seconds)
    }

    @Test func aToldStateJoinsAndPartsStops() throws {
        let bench = try bench()
        var corrector = Corrector()
        corrector.say(.state(Fixtures.span(700, 900), .stopped, reason: nil))
        var result = bench.result(0, 1200, corrector)
        #expect(result.stops.map(\.length) == [860.seconds])
        corrector.say(.state(Fixtures.span(300, 350), .producing, reason: nil))
        result = bench.result(0, 1200, corrector)
        #expect(result.stops.map(\.length) == [200.seconds, 610.seconds])
        #expect(result.sums.isBalanced)
    }

    @Test func takesWordOfTheStateWhileNothingWasHeard() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("scrap", 0, at: 0)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 300)
        bench.state(.producing, at: 300)
        bench.count("made", 300, at: 300)
        bench.count("scrap", 30, at: 300)
        bench.tick(at: 400)
        let before = bench.result(0, 400).sums
        #expect(before.unknown == 200.seconds && before.inUnknown.made == 300.pieces)
        var corrector = Corrector()
        corrector.say(.state(Fixtures.span(100, 200), .producing, reason: nil))
        let sums = bench.result(0, 400, corrector).sums
        #expect(sums.unknown == 100.seconds && sums.production == 300.seconds)
        // Half the pieces of the gap are now known to have been made in known time.
        #expect(sums.pieces == before.pieces && sums.inUnknown.made == 150.pieces)
        #expect(sums.kpi(.oeeLow) == before.kpi(.oeeLow) && sums.isBalanced)
    }

    @Test func doubtsAStateWithoutLosingAPiece() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("scrap", 0, at: 0)
        for second in [100, 200, 300] as [Int64] { bench.count("made", second, at: second) }
        bench.tick(at: 400)
        var corrector = Corrector()
        corrector.say(.state(Fixtures.span(150, 250), .unknown, reason: nil))
        let sums = bench.result(0, 400, corrector).sums
        #expect(sums.unknown == 100.seconds && sums.unbridged == 0)
        #expect(sums.pieces.made == 300.pieces && sums.inUnknown.made == 100.pieces)
        #expect(sums.kpi(.oeeLow) == sums.kpi(.oeeHigh))
    }
}
