import Plant
import Telemetry
import Testing

@testable import Production

/// A broker that was killed goes back to what it had saved; its age tells, not its sessions.
@Suite struct BrokerLossTests {
    /// Producing from 0, lost at 100, resumed at 110; at 112 the broker says how long it has run.
    private func bench(age: Int64, backlog: [Int64] = []) throws -> Bench {
        var bench = Bench(try Fixtures.plant())
        bench.event(.started, at: 0)
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 90, at: 90)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 110, value: 1)
        for second in backlog { bench.count("made", second, at: second, received: 111) }
        bench.event(.brokerRuns, at: 112, value: age)
        return bench
    }

    private func unknown(_ bench: Bench) -> Int64 {
        bench.result(0, 400).sums.unknown / nanosecondsPerSecond
    }

    private func gaps(_ bench: Bench) -> [[Int64]] {
        bench.facts.compactMap { fact in
            guard case .finding(let finding) = fact.content, finding.kind == .brokerLoss else {
                return nil
            }
            let start = Fixtures.at(0).nanoseconds
            return [fact.at.nanoseconds - start, finding.after - start].map {
                $0 / nanosecondsPerSecond
            }
        }
    }

    /// As ``bench(age:backlog:)``, with an attempt that had no answer, and what its session was.
    private func bench(origin: SessionOrigin?, attempts: Int = 2) throws -> Bench {
        var bench = Bench(try Fixtures.plant())
        bench.event(.started, at: 0)
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 90, at: 90)
        bench.event(.connectionLost, at: 100)
        for _ in 0..<attempts { bench.event(.connecting, at: 105) }
        bench.event(.connectionUp, at: 110, value: 1)
        if let origin { bench.event(.session, at: 111, value: Int64(origin.rawValue)) }
        return bench
    }

    @Test(arguments: [
        (SessionOrigin.empty, 1), (SessionOrigin.empty, 2), (SessionOrigin.unknown, 2),
    ])
    func isAGapWhereNothingWaitedForUs(origin: SessionOrigin, attempts: Int) throws {
        var bench = try bench(origin: origin, attempts: attempts)
        bench.event(.brokerRuns, at: 112, value: 5000)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[99, 111]])
        #expect(unknown(bench) == 300 - 99)
    }

    @Test func isNoGapWhereTheSessionIsOurs() throws {
        var bench = try bench(origin: .ours)
        bench.event(.brokerRuns, at: 112, value: 5000)
        bench.tick(at: 400)
        #expect((unknown(bench), gaps(bench)) == (0, []))
    }

    @Test func needsNoMarkWhereEveryAttemptHadItsAnswer() throws {
        var bench = try bench(origin: .unknown, attempts: 1)
        bench.tick(at: 400)
        #expect((unknown(bench), gaps(bench)) == (0, []))
    }

    @Test(arguments: [SampleKind.connectionLost, .started])
    func isAGapWhereNobodyCameToKnow(end: SampleKind) throws {
        var bench = try bench(origin: nil)
        bench.event(end, at: 120)
        bench.event(.connecting, at: 125)
        bench.event(.connectionUp, at: 130, value: 1)
        bench.event(.session, at: 131, value: Int64(SessionOrigin.ours.rawValue))
        bench.tick(at: 400)
        #expect(gaps(bench) == [[99, 110]])
    }

    /// A session that nobody came to know, and a broker that began anew as it was made.
    @Test(arguments: [true, false])
    func twoWithOneEndAreBothTold(isHeardBetween: Bool) throws {
        var bench = try bench(origin: nil)
        // Nothing was heard since the answer.
        bench.event(.tick, at: 120, value: 10 * nanosecondsPerSecond)
        bench.event(.started, at: 121)
        bench.event(.connectionUp, at: 130, value: 1)
        if isHeardBetween { bench.state(.producing, at: 125, received: 131) }
        bench.event(.brokerRuns, at: 132, value: 22)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[99, 110], [109, 110]])
        #expect(unknown(bench) == (isHeardBetween ? 125 : 300) - 99)
    }

    @Test func isNoGapWhereTheBrokerRanThroughout() throws {
        var bench = try bench(age: 5000)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(unknown(bench) == 0)
        #expect(gaps(bench).isEmpty)
    }

    @Test func isUnknownFromTheLossToTheNextStateWhereItBeganAnew() throws {
        var bench = try bench(age: 5)
        bench.count("made", 250, at: 250)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        // What was on its way takes a second at most.
        #expect(unknown(bench) == 300 - 99)
        #expect(gaps(bench) == [[99, 107]])
        #expect(bench.result(0, 400).sums.pieces.made == 250.pieces)
    }

    @Test func trustsWhatTheBrokerHadSaved() throws {
        var bench = try bench(age: 5, backlog: [101, 104])
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(unknown(bench) == 300 - 104)
        #expect(gaps(bench) == [[104, 107]])
    }

    @Test(
        arguments: [
            [.ownTime, .acknowledged, .retained], [.acknowledged],
        ] as [SampleFlags])
    func isNotMovedByWhatDoesNotTellThatItCameInItsTurn(flags: SampleFlags) throws {
        var bench = try bench(age: 5)
        bench.count("made", 104, at: 104, received: 120, flags: flags)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[99, 107]])
        #expect(unknown(bench) == 300 - 104, "what was counted was seen")
    }

    @Test(arguments: [true, false])
    func countsAReadingAsHeardLiveWhicheverCameFirst(isRetainedFirst: Bool) throws {
        var bench = try bench(age: 5)
        let flags: [SampleFlags] = [[.ownTime, .retained], [.ownTime, .acknowledged]]
        for flags in isRetainedFirst ? flags : flags.reversed() {
            bench.count("made", 104, at: 104, received: 120, flags: flags)
        }
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[104, 107]])
    }

    @Test func isNotMovedBySignsOfLife() throws {
        let plant = try Fixtures.plant(
            unit: "heartbeat: 500 s",
            signals: [
                Fixtures.state,
                "heat: { kind: measurement, topic: t, field: h, unit: Cel }",
            ])
        var bench = Bench(plant)
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 110, value: 1)
        for second in [102, 104, 106, 108] as [Int64] { bench.measure("heat", 1, at: second) }
        bench.event(.brokerRuns, at: 112, value: 5)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[99, 107]])
    }

    @Test func comesBeforeALossOfConnectionAtItsEnd() throws {
        var bench = Bench(try Fixtures.plant())
        bench.event(.connectionUp, at: 0)
        // It would not come again.
        bench.state(.producing, at: 0, flags: .ownTime)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 110, value: 1)
        bench.event(.brokerRuns, at: 112, value: 12)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[99, 100]])
        #expect(unknown(bench) == 400 - 99)
    }

    @Test func judgesOneLossOnce() throws {
        var bench = try bench(age: 5)
        bench.state(.producing, at: 120)
        bench.event(.connectionLost, at: 200)
        bench.event(.connectionUp, at: 210, value: 1)
        bench.event(.brokerRuns, at: 212, value: 105)
        bench.tick(at: 400)
        #expect(unknown(bench) == 120 - 99)
        #expect(gaps(bench) == [[99, 107]])
    }

    @Test func isAGapUntilTheNewSessionWhereTheOldOneIsLost() throws {
        var bench = Bench(try Fixtures.plant())
        bench.event(.started, at: 0)
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 200, value: 0)
        bench.event(.brokerRuns, at: 202, value: 50)
        bench.state(.producing, at: 150, received: 203)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[99, 200]])
        #expect(unknown(bench) == 50, "what the machine itself had kept is trusted")
    }

    @Test func remembersTheDoubtOverACheckpoint() throws {
        var bench = Bench(try Fixtures.plant())
        bench.event(.started, at: 0)
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0)
        bench.event(.connectionLost, at: 100)
        #expect(bench.fold.laneState.inDoubtSince == Fixtures.at(100))
        bench.event(.connectionUp, at: 110, value: 1)
        bench.event(.started, at: 111)
        #expect(bench.fold.laneState.inDoubtSince == Fixtures.at(100))
        bench.event(.brokerRuns, at: 112, value: 5000)
        #expect(bench.fold.laneState.inDoubtSince == nil)
    }

    @Test func waitsForABacklogThatArrivesBehindIt() throws {
        var bench = try bench(age: 5)
        for second in 101...106 as ClosedRange<Int64> {
            bench.count("made", second, at: second, received: 120)
        }
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        #expect(gaps(bench) == [[106, 107]])
        #expect(unknown(bench) == 300 - 106)
    }

    @Test func placesALateVerdictBehindWhatIsSettled() throws {
        var bench = try bench(age: 5000)
        bench.event(.connectionLost, at: 200)
        bench.event(.connectionUp, at: 210, value: 1)
        for second in 0..<1200 as Range<Int64> { bench.state(.producing, at: 300 + second) }
        bench.event(.brokerRuns, at: 1500, value: 1300)
        #expect(bench.fold.takeFlush().flatMap(\.late).count == 1)
    }
}
