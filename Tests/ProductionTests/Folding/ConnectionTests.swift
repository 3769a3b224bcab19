import Plant
import Telemetry
import Testing

@testable import Production

/// What a lost connection, our own end, and a retained state do.
@Suite struct ConnectionTests {
    private static let durable: SampleFlags = [.ownTime, .acknowledged]

    /// Producing from 0, lost at 100, connected again at 200, a state at 300, until 400.
    private func unknown(
        durable: Bool, sessionPresent: Bool?, lost: SampleKind = .connectionLost
    ) throws -> Int64 {
        var bench = Bench(try Fixtures.plant())
        bench.event(.started, at: 0)
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0, flags: durable ? Self.durable : [.ownTime])
        bench.tick(at: 100)
        bench.event(lost, at: lost == .started ? 200 : 100)
        if let sessionPresent {
            bench.event(.connectionUp, at: 200, value: sessionPresent ? 1 : 0)
            bench.state(.producing, at: 300)
        }
        bench.tick(at: 400)
        return bench.result(0, 400).sums.unknown / nanosecondsPerSecond
    }

    @Test func staysUnknownWhereTheTimeOfTheStateWasReplaced() throws {
        var bench = Bench(try Fixtures.plant())
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0, flags: [.clockAhead, .acknowledged])
        bench.tick(at: 100)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 200, value: 1)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(bench.result(0, 400).sums.unknown == 200 * nanosecondsPerSecond)
    }

    @Test func isUnknownWhileTheConnectionIsLost() throws {
        #expect(try unknown(durable: true, sessionPresent: nil) == 300)
        #expect(try unknown(durable: false, sessionPresent: nil) == 300)
    }

    @Test func isFilledByTheBacklogOfAKeptSession() throws {
        #expect(try unknown(durable: true, sessionPresent: true) == 0)
    }

    @Test func staysUnknownWhereTheStateWasNotDurable() throws {
        #expect(try unknown(durable: false, sessionPresent: true) == 200)
    }

    @Test func staysUnknownWhereTheSessionWasLost() throws {
        #expect(try unknown(durable: true, sessionPresent: false) == 200)
    }

    @Test func takesOurOwnEndForNoLossWhereTheSessionIsResumed() throws {
        #expect(try unknown(durable: true, sessionPresent: true, lost: .started) == 0)
        #expect(try unknown(durable: false, sessionPresent: true, lost: .started) == 0)
    }

    @Test func datesOurOwnEndBackToTheLastRecord() throws {
        #expect(try unknown(durable: true, sessionPresent: false, lost: .started) == 200)
        #expect(try unknown(durable: true, sessionPresent: nil, lost: .started) == 300)
    }

    @Test func trustsARetainedStateFromItsDeliveryOn() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0, received: 500, flags: [.retained, .ownTime])
        bench.tick(at: 600)
        let sums = bench.result(400, 600).sums
        #expect(sums.unknown == 100.seconds)
        #expect(sums.production == 100.seconds)
    }

    @Test func beginsNoStopAndNoFailureWithARetainedState() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.faulted, at: 0, flags: [.retained])
        bench.tick(at: 600)
        let result = bench.result(0, 600)
        #expect(result.stops.isEmpty)
        #expect(result.sums.stops == 0 && result.sums.failures == 0)
        #expect(result.sums.delay == 600.seconds)
    }

    /// Where the source's clock is ahead, and it says much, what is settled is ahead of us.
    @Test func keepsARetainedStateThatComesBehindWhatIsSettled() throws {
        var bench = Bench(try Fixtures.plant())
        for second in 0..<600 as Range<Int64> {
            let said = second + 290
            bench.state(second % 2 == 0 ? .producing : .idle, at: said, received: second)
            bench.count("made", second, at: said, received: second)
            bench.count("scrap", second, at: said, received: second)
        }
        bench.state(.faulted, at: 0, received: 600, flags: [.retained, .ownTime])
        let late = bench.fold.takeFlush().flatMap(\.late)
        #expect(late.map(\.time) == [Fixtures.at(600)])
    }

    @Test func makesNoPieceOfARetainedDelta() throws {
        var bench = Bench(
            try Fixtures.plant(signals: [
                Fixtures.state, Fixtures.counter("made", "type: pulse"), Fixtures.counter("scrap"),
            ]))
        bench.state(.producing, at: 0)
        bench.count("made", 1, at: 5, flags: [.retained])
        bench.count("made", 1, at: 6)
        bench.tick(at: 10)
        #expect(bench.result(0, 10).sums.pieces.made == 1.pieces)
    }

    @Test func readsARetainedReadingAgainstTheLastOne() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 100, at: 1, flags: [.retained])
        bench.count("made", 107, at: 9, flags: [.retained])
        bench.tick(at: 10)
        #expect(bench.result(0, 10).sums.pieces.made == 7.pieces)
    }
}
