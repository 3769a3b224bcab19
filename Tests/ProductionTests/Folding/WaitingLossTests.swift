import Plant
import Telemetry
import Testing

@testable import Production

/// Losses of connection wait for what comes late; found by generated cases (Tests/PropertyTests).
@Suite struct WaitingLossTests {
    @Test func aLossBeforeAnythingWasHeardStillCounts() throws {
        var bench = Bench(try Fixtures.plant())
        bench.event(.connectionUp, at: 0)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 110)
        bench.state(.producing, at: 50, received: 120)
        bench.tick(at: 200)
        let sums = bench.result(0, 200).sums
        #expect(sums.production == 50.seconds && sums.unknown == 150.seconds)
    }

    @Test func aSecondLossCountsWhereALateStateMakesTheFirstOneNone() throws {
        var bench = Bench(try Fixtures.plant())
        bench.count("made", 0, at: 0)
        bench.event(.connectionLost, at: 100)
        bench.event(.connectionUp, at: 110, value: 1)
        bench.event(.connectionLost, at: 150)
        bench.event(.connectionUp, at: 160)
        bench.state(.producing, at: 50, received: 170)
        bench.tick(at: 200)
        let sums = bench.result(0, 200).sums
        #expect(sums.production == 100.seconds && sums.unknown == 100.seconds)
    }

    @Test func theVerdictOnALossOutlivesACrash() throws {
        let plant = try Fixtures.plant()
        var bench = Bench(plant)
        bench.state(.producing, at: 0)
        bench.event(.connectionLost, at: 100)
        bench.flush()
        bench.event(.connectionUp, at: 110)
        let flushes = bench.flush()
        var resumed = Bench(plant)
        let checkpoint = try #require(flushes.first?.checkpoint)
        try resumed.fold.resume(
            bench.fold.laneState, checkpoints: [0: checkpoint], actuators: [:],
            indices: IndexChange(
                products: ["p", "q"], ["p", "q"], reasons: ["jam", "belt"], ["jam", "belt"]))
        resumed.event(.connectionLost, at: 150)
        resumed.event(.connectionUp, at: 160, value: 1)
        #expect(resumed.fold.conditions()[0].condition.state == .unknown)
    }

    /// However often we end while a unit says nothing, what the broker lost is told.
    @Test func manyLossesPushNoGapAside() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        for life in 0..<100 as Range<Int64> {
            bench.event(.started, at: 100 + 10 * life)
            guard life % 2 == 1 else { continue }
            bench.event(.connectionUp, at: 105 + 10 * life, value: 0)
        }
        for life in 100..<140 as Range<Int64> { bench.event(.started, at: 100 + 10 * life) }
        bench.event(.connectionUp, at: 2000, value: 1)
        bench.state(.producing, at: 2001)
        bench.tick(at: 2002)
        let gaps = bench.facts.compactMap { fact -> ClosedRange<Timestamp>? in
            guard case .finding(let finding) = fact.content, finding.kind == .brokerLoss else {
                return nil
            }
            return fact.at...Timestamp(nanoseconds: finding.after)
        }
        #expect(gaps.count == UnitTrack.lossLimit)
        for life in stride(from: Int64(1), to: 100, by: 2) {
            let lost = Fixtures.at(105 + 10 * life)
            #expect(gaps.contains { $0.contains(lost) }, "life \(life)")
        }
    }

    /// However often we end behind a loss of connection, that one is judged.
    @Test func manyEndsOfOursPushNoLossAside() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0, flags: .ownTime)
        for second in [50, 100] as [Int64] {
            bench.event(second == 50 ? .started : .connectionLost, at: second)
            bench.event(.connectionUp, at: second + 1, value: 1)
        }
        for life in 0..<100 as Range<Int64> { bench.event(.started, at: 200 + life) }
        bench.event(.connectionUp, at: 300, value: 1)
        bench.tick(at: 400)
        #expect(bench.result(0, 400).sums.production == 100.seconds)
    }

    /// It is told with the loss; without a connection nobody is silent.
    @Test func silenceBeforeALossIsToldOnce() throws {
        var bench = Bench(try Fixtures.plant())
        bench.event(.connectionUp, at: 0)
        bench.state(.producing, at: 0)
        bench.event(.connectionLost, at: 100, value: 60 * nanosecondsPerSecond)
        #expect(bench.fold.silence == 0)
        bench.event(.tick, at: 150, value: 20 * nanosecondsPerSecond)
        #expect(bench.fold.silence == 20 * nanosecondsPerSecond)
        bench.event(.started, at: 200)
        #expect(bench.fold.silence == 0)
    }

    @Test func theFirstSignOfLifeAfterALossStays() throws {
        let plant = try Fixtures.plant(
            unit: "heartbeat: 50 s",
            signals: [
                Fixtures.state,
                "heat: { kind: measurement, topic: t, field: h, unit: Cel }",
            ])
        var bench = Bench(plant)
        bench.state(.producing, at: 0)
        bench.event(.connectionLost, at: 60)
        bench.event(.connectionUp, at: 61, value: 1)
        bench.measure("heat", 1, at: 90)
        bench.measure("heat", 1, at: 120)
        bench.tick(at: 130)
        #expect(bench.result(0, 130).sums.production == 130.seconds)
    }

    @Test func aSensorWhoseClockIsAheadIsToldOnceAnHour() throws {
        let plant = try Fixtures.plant(
            unit: "heartbeat: 50 s",
            signals: [
                Fixtures.state,
                "heat: { kind: measurement, topic: t, field: h, unit: Cel }",
            ])
        var bench = Bench(plant)
        bench.state(.producing, at: 0)
        bench.measure("heat", 1, at: 10)
        for second in [20, 30, 3680] as [Int64] {
            bench.measure("heat", 1, at: second, flags: [.ownTime, .clockAhead])
        }
        bench.state(.stopped, at: 5, received: 3690)
        bench.tick(at: 3700)
        #expect(bench.added.map(\.finding?.kind) == [.clockAhead, .clockAhead])
        #expect(bench.added.map(\.at) == [Fixtures.at(0), Fixtures.at(3600)])
    }

    @Test func silenceForgetsAnInterlockEvenWhereTheStateIsUnknown() throws {
        let plant = try Fixtures.plant(
            unit: "heartbeat: 10 s",
            signals: [
                Fixtures.state,
                "blocked: { kind: state, topic: t, field: b, states: packml-blocked }",
            ])
        var bench = Bench(plant)
        bench.say("blocked", Int64(UnitState.blocked.rawValue), at: 0)
        bench.state(.starved, at: 100)
        #expect(bench.fold.conditions()[0].condition.state == .starved)
    }
}
