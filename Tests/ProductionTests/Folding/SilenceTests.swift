import Plant
import Telemetry
import Testing

@testable import Production

/// Silence is judged in event time and dated back to the last sign of life.
@Suite struct SilenceTests {
    private static func bench(stale: String = "heartbeat: 10 s") throws -> Bench {
        Bench(try Fixtures.plant(unit: "\(stale), \(Fixtures.oneSecond)"))
    }

    @Test func isUnknownFromTheLastSignOfLifeOn() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: 0)
        bench.state(.producing, at: 15)
        bench.state(.producing, at: 100)
        bench.tick(at: 110)
        let sums = bench.result(0, 110).sums
        #expect(sums.production == 25.seconds)
        #expect(sums.unknown == 85.seconds)
        #expect(bench.findings == [.silent])
    }

    @Test func needsStrictlyMoreThanTheLimit() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: 0)
        bench.state(.producing, at: 20)
        bench.tick(at: 40)
        #expect(bench.result(0, 40).sums.unknown == 0)
        bench.tick(at: 41)
        #expect(bench.result(0, 41).sums.unknown == 21.seconds)
    }

    @Test func staysUnknownUntilAStateComes() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: 0)
        bench.count("made", 1, at: 30)
        bench.count("made", 2, at: 40)
        bench.state(.producing, at: 50)
        bench.tick(at: 60)
        let sums = bench.result(0, 60).sums
        #expect(sums.unknown == 50.seconds)
        #expect(sums.production == 10.seconds)
    }

    @Test func takesStaleAfterInsteadOfTwiceTheHeartbeat() throws {
        var bench = try Self.bench(stale: "heartbeat: 10 s, stale_after: 50 s")
        bench.state(.producing, at: 0)
        bench.state(.producing, at: 50)
        bench.tick(at: 100)
        #expect(bench.result(0, 100).sums.unknown == 0)
    }

    @Test func isNotJudgedWithoutAHeartbeat() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.tick(at: 1_000_000)
        #expect(bench.result(0, 1_000_000).sums.production == 1_000_000.seconds)
    }

    @Test func creditsWhatWasCountedAtTheLastSignToKnownTime() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 5, at: 10)
        bench.state(.producing, at: 100)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        #expect(sums.pieces.made == 5.pieces)
        #expect(sums.inUnknown.made == 0)
    }

    @Test func dateItBackBeforeALossThatCameLater() throws {
        var bench = try Self.bench()
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0)
        bench.tick(at: 99)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 150, value: 0)
        bench.state(.producing, at: 200)
        bench.tick(at: 210)
        #expect(bench.result(0, 200).sums.unknown == 200.seconds)
    }

    @Test func aLateSignOfLifeTakesItBack() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: 0)
        bench.state(.producing, at: 30)
        bench.tick(at: 30)
        bench.flush()
        #expect(bench.result(0, 30).sums.unknown == 30.seconds)
        bench.state(.producing, at: 15, received: 31)
        bench.tick(at: 40)
        #expect(bench.result(0, 40).sums.unknown == 0)
    }
}
