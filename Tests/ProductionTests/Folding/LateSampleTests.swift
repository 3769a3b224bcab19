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
        #expect(flush[0].added.map(\.finding?.kind) == [.late])
        #expect(flush[0].added.map(\.at) == [Fixtures.at(1)])
        #expect(bench.flush().isEmpty)
    }

    @Test func keepsWhatFellOutOfTheWindowToBeFoldedAgain() throws {
        var bench = Bench(try Fixtures.plant())
        for second in 0..<2000 { bench.count("made", Int64(second), at: Int64(second)) }
        bench.state(.faulted, at: 1900, received: 2000)
        #expect(bench.fold.counts.lateSetAside == 0)
        bench.tick(at: 2000)
        #expect(bench.flush()[0].late.isEmpty)
        bench.state(.faulted, at: 10, received: 2000)
        #expect(bench.fold.counts.lateSetAside == 0)
        #expect(bench.fold.counts.decoded == bench.fold.counts.applied)
        bench.tick(at: 2001)
        #expect(bench.flush()[0].late.map(\.time) == [Fixtures.at(10)])
    }

    @Test(arguments: [10_000, 700, 64])
    func takesALongBacklogBehindANewerEvent(flushedEvery: Int64) throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.stopped, at: 5000)
        bench.state(.producing, at: 0, received: 5001)
        for second in Int64(1)...4000 {
            bench.count("made", second, at: second, received: 5001)
            guard second % flushedEvery == 0 else { continue }
            bench.tick(at: 5001)
            bench.flush()
        }
        bench.tick(at: 6000)
        #expect(bench.fold.counts.lateSetAside == 0)
        let sums = bench.result(0, 6000).sums
        #expect(sums.pieces.made == 3999.pieces)
        #expect(sums.production == 5000.seconds && sums.delay == 1000.seconds)
    }

    @Test(arguments: [0, 600] as [Int64])
    func countsOnceWhatWasGatheredInOneSecond(before: Int64) throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        for second in 1...before + 1 { bench.count("made", 0, at: second) }
        bench.tick(at: 800)
        bench.flush()
        for (pieces, milliseconds) in [(1, 200), (5, 700)] as [(Int64, Int64)] {
            bench.count("made", pieces, at: 1000, milliseconds: milliseconds)
        }
        bench.tick(at: 1001)
        bench.flush()
        bench.count("made", 3, at: 1000, milliseconds: 500)
        bench.tick(at: 1020)
        #expect(bench.result(0, 1020).sums.pieces.made == 5.pieces)
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

    @Test func beginsToCountAtTheLargerReadingOfTheFirstInstant() throws {
        for readings in [[1, 2], [2, 1]] as [[Int64]] {
            var bench = Bench(try Fixtures.plant())
            bench.state(.producing, at: 0)
            for reading in readings + [5] { bench.count("made", reading, at: reading < 5 ? 1 : 5) }
            bench.tick(at: 10)
            #expect(bench.result(0, 10).sums.pieces.made == 3.pieces)
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
