import Plant
import Telemetry
import Testing

@testable import Production

struct ActuatorTests {
    /// Half a unit of tolerance, two seconds of time.
    private static func bench() throws -> Bench {
        let actuator =
            "gate: { kind: actuator, topic: t, command: c, feedback: f, within: 2 s, tolerance: 0.5 }"
        return try Bench(Fixtures.plant(signals: [Fixtures.state, actuator]))
    }

    @Test(
        arguments: [
            // The feedback's seconds after the command, and what follows from it.
            (0, CommandVerdict.followed), (2, .followed), (3, .late),
        ] as [(Int64, CommandVerdict)])
    func isJudgedByWhenTheFeedbackIsThere(after delay: Int64, verdict: CommandVerdict) throws {
        var bench = try Self.bench()
        bench.command("gate", 0, at: 0)
        bench.command("gate", 40, at: 10)
        if delay > 0 { bench.measure("gate", 12, at: 10) }
        bench.measure("gate", 39.5, at: 10 + delay)
        bench.measure("gate", 40, at: 20)
        let command = try #require(bench.commands().last)
        #expect(command.at == Fixtures.at(10) && command.value == 40)
        #expect(command.verdict == verdict && command.delay == delay.seconds)
        #expect(bench.commands().count == 1, "the first one is where things stand")
    }

    @Test func aCommandThatNothingFollowedIsJudgedByTheNext() throws {
        var bench = try Self.bench()
        for (second, value) in [(0, 0), (10, 40), (11, 41), (20, 42)] as [(Int64, Double)] {
            bench.command("gate", value, at: second)
            bench.measure("gate", 5, at: second)
        }
        #expect(bench.commands().map(\.verdict) == [.superseded, .notFollowed, .pending])
        let last = try #require(bench.commands().last)
        #expect(last.verdict(at: Fixtures.at(22), within: 2.seconds) == .pending)
        #expect(last.verdict(at: Fixtures.at(23), within: 2.seconds) == .notFollowed)
    }

    @Test func theSameCommandAgainIsNoNewOne() throws {
        var bench = try Self.bench()
        for second in 0..<10 { bench.command("gate", 40, at: Int64(second)) }
        #expect(bench.commands().isEmpty)
    }

    @Test func aRetainedCommandIsWhereThingsStand() throws {
        var bench = try Self.bench()
        bench.command("gate", 0, at: 0)
        bench.command("gate", 40, at: 10, flags: [.ownTime, .retained])
        bench.measure("gate", 0, at: 30)
        #expect(bench.commands().isEmpty)
    }

    @Test func aRetainedCommandEndsTheWaitForTheOneBefore() throws {
        var bench = try Self.bench()
        bench.command("gate", 0, at: 0)
        bench.command("gate", 40, at: 10)
        bench.command("gate", 80, at: 11, flags: [.ownTime, .retained])
        #expect(bench.commands().map(\.verdict) == [.superseded])
    }

    @Test func aCommandOlderThanWhatIsKnownIsSetAside() throws {
        var bench = try Self.bench()
        bench.measure("gate", 5, at: 100)
        bench.command("gate", 40, at: 10, received: 101)
        #expect(bench.fold.counts.lateSetAside == 1 && bench.commands().isEmpty)
        #expect(bench.added.map(\.finding?.kind) == [.late])
    }

    @Test func anOlderValueDoesNotMoveWhatHolds() throws {
        var bench = try Self.bench()
        bench.command("gate", 0, at: 0)
        bench.command("gate", 40, at: 10)
        bench.command("gate", 7, at: 5, received: 11)
        bench.measure("gate", 40, at: 11)
        #expect(bench.commands().map(\.value) == [40])
        #expect(bench.commands().map(\.verdict) == [.followed])
    }

    @Test func aCrashBetweenCommandAndFeedbackLosesNeither() throws {
        var bench = try Self.bench()
        bench.command("gate", 0, at: 0)
        bench.command("gate", 40, at: 10)
        bench.tick(at: 10)
        var resumed = try Self.bench()
        let state = bench.fold.laneState
        let flushes = bench.fold.takeSignals()
        let checkpoints = Dictionary(
            uniqueKeysWithValues: flushes.compactMap { flush in
                flush.checkpoint.map { (flush.signal, $0) }
            })
        #expect(flushes.flatMap(\.commands).map(\.verdict) == [.pending])
        try resumed.fold.resume(
            state, checkpoints: [:], actuators: checkpoints,
            indices: IndexChange(products: [], [], reasons: [], []))
        resumed.measure("gate", 40, at: 11)
        #expect(resumed.commands().map(\.verdict) == [.followed])
        #expect(resumed.commands().map(\.at) == [Fixtures.at(10)])
    }

    @Test func refusesADamagedCheckpoint() throws {
        for bytes in [[], [9], [UInt8](repeating: 255, count: 64)] {
            var bench = try Self.bench()
            #expect(throws: CheckpointError.self) {
                try bench.fold.resume(
                    bench.fold.laneState, checkpoints: [:], actuators: [1: bytes],
                    indices: IndexChange(products: [], [], reasons: [], []))
            }
        }
    }
}
