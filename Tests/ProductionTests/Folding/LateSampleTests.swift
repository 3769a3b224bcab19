import Plant
import Telemetry
import Testing

@testable import Production

/// Samples that come later than what happened after them.
@Suite struct LateSampleTests {
    @Test func putsALateSampleInItsPlace() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 1)
        bench.count("made", 30, at: 60)
        bench.state(.stopped, at: 20, received: 70)
        bench.count("made", 12, at: 19, received: 70)
        bench.tick(at: 100)
        let sums = bench.result(0, 50).sums
        #expect(sums.production == 20.seconds)
        #expect(sums.pieces.made == 12.pieces)
        #expect(bench.result(0, 100).sums.pieces.made == 30.pieces)
    }

    @Test func doesNotMoveWhatHoldsNow() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 60)
        bench.state(.faulted, at: 20, received: 70)
        #expect(bench.fold.conditions()[0].condition.state == .producing)
    }

    @Test func setsAsideWhatIsOlderThanTheHorizon() throws {
        var bench = Bench(try Fixtures.plant())
        let week: Int64 = 7 * 86_400
        bench.state(.producing, at: 0, received: week)
        #expect(bench.fold.counts.applied == 1)
        bench.state(.faulted, at: 1, received: week + 2)
        #expect(bench.fold.counts.lateSetAside == 1)
        bench.tick(at: week + 3)
        let flush = bench.flush()
        #expect(flush[0].late.map(\.finding?.kind) == [.late])
        #expect(flush[0].late.map(\.at) == [Fixtures.at(1)])
        #expect(bench.flush().isEmpty)
    }

    @Test func setsAsideWhatFellOutOfTheWindow() throws {
        var bench = Bench(try Fixtures.plant())
        for second in 0..<2000 { bench.count("made", Int64(second), at: Int64(second)) }
        bench.state(.faulted, at: 1900, received: 2000)
        #expect(bench.fold.counts.lateSetAside == 0)
        bench.state(.faulted, at: 10, received: 2000)
        #expect(bench.fold.counts.lateSetAside == 1)
        #expect(bench.fold.counts.decoded == bench.fold.counts.applied + 1)
    }

    @Test func countsTheLastReceivedStateOfOneInstant() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.state(.faulted, at: 0, received: 1)
        bench.state(.stopped, at: 0, received: 2)
        #expect(bench.fold.conditions()[0].condition.state == .stopped)
    }

    @Test func countsTheLargerReadingOfOneInstant() throws {
        for readings in [[7, 9], [9, 7]] as [[Int64]] {
            var bench = Bench(try Fixtures.plant())
            bench.state(.producing, at: 0)
            bench.count("made", 0, at: 0)
            for reading in readings { bench.count("made", reading, at: 5) }
            bench.tick(at: 10)
            #expect(bench.result(0, 10).sums.pieces.made == 9.pieces)
        }
    }

    @Test func countsEveryDeltaOfOneInstant() throws {
        var bench = Bench(
            try Fixtures.plant(signals: [Fixtures.state, Fixtures.counter("made", "type: delta")]))
        bench.state(.producing, at: 0)
        for _ in 0..<3 { bench.count("made", 2, at: 5) }
        bench.count("made", 2, at: 3, received: 6)
        bench.tick(at: 10)
        #expect(bench.result(0, 10).sums.pieces.made == 8.pieces)
    }
}
