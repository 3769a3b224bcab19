import Plant
import Telemetry
import Testing

@testable import Production

/// State signals beside the state: names win over numbers, a fault holds above any state, an
/// interlock says what a starved unit waits for.
@Suite struct StateLayerTests {
    private static func bench(unit: String = "") throws -> Bench {
        let signals = [
            "state: { kind: state, topic: t, field: s, states: packml }",
            "number: { kind: state, topic: t, field: n, states: packml-libremfg, fallback: true }",
            "blocked: { kind: state, topic: t, field: b, states: packml-blocked }",
            "logic: { kind: state, topic: t, field: l, states: mtconnect-condition }",
            "motion: { kind: state, topic: t, field: m, states: mtconnect-condition }",
            "made: { kind: counter, counts: made, topic: t, field: c, type: cumulative }",
        ]
        return Bench(
            unit.isEmpty
                ? try Fixtures.plant(signals: signals)
                : try Fixtures.plant(unit: unit, signals: signals))
    }

    /// The states of the unit from each second on, without those that hold no time.
    private func states(_ bench: Bench) -> [Int64: UnitState] {
        var states: [Int64: UnitState] = [:]
        for fact in bench.facts {
            guard case .condition(let condition) = fact.content else { continue }
            states[(fact.at - Fixtures.at(0)) / nanosecondsPerSecond] = condition.state
        }
        return states
    }

    private func say(
        _ bench: inout Bench, _ signal: String, _ state: UnitState, at second: Int64,
        received: Int64? = nil
    ) {
        bench.say(signal, Int64(state.rawValue), at: second, received: received)
    }

    @Test func numbersAreHeardUntilANameHasSpoken() throws {
        var bench = try Self.bench()
        say(&bench, "number", .idle, at: 0)
        say(&bench, "number", .producing, at: 10)
        say(&bench, "state", .stopped, at: 20)
        say(&bench, "number", .producing, at: 30)
        #expect(states(bench) == [0: .idle, 10: .producing, 20: .stopped])
    }

    @Test func aNumberIsASignOfLifeOnceANameHasSpoken() throws {
        var bench = try Self.bench(unit: "heartbeat: 10 s, \(Fixtures.oneSecond)")
        say(&bench, "state", .producing, at: 0)
        for second in [15, 30, 45] as [Int64] { say(&bench, "number", .faulted, at: second) }
        #expect(states(bench) == [0: .producing])
    }

    @Test func theStateHoldsAgainWhenNoFaultDoes() throws {
        var bench = try Self.bench()
        say(&bench, "state", .producing, at: 0)
        say(&bench, "logic", .faulted, at: 10)
        say(&bench, "motion", .faulted, at: 20)
        say(&bench, "logic", .unknown, at: 30)
        say(&bench, "state", .idle, at: 40)
        say(&bench, "motion", .unknown, at: 50)
        #expect(states(bench) == [0: .producing, 10: .faulted, 50: .idle])
        bench.tick(at: 60)
        #expect(bench.result(0, 60).sums.production == 10.seconds)
    }

    @Test func faultsOfOneInstantAreKeptApart() throws {
        var bench = try Self.bench()
        say(&bench, "state", .producing, at: 0)
        say(&bench, "logic", .faulted, at: 10)
        say(&bench, "motion", .unknown, at: 10)
        say(&bench, "state", .producing, at: 20)
        #expect(states(bench) == [0: .producing, 10: .faulted])
    }

    @Test func whatIsLateIsPutInItsPlace() throws {
        var bench = try Self.bench()
        say(&bench, "state", .producing, at: 0)
        say(&bench, "logic", .unknown, at: 30)
        say(&bench, "logic", .faulted, at: 20, received: 40)
        #expect(states(bench) == [0: .producing, 20: .faulted, 30: .producing])
    }

    @Test func aStarvedUnitWithABlockedInterlockIsBlocked() throws {
        var bench = try Self.bench()
        say(&bench, "blocked", .blocked, at: 0)
        say(&bench, "state", .producing, at: 0)
        say(&bench, "state", .starved, at: 10)
        say(&bench, "blocked", .unknown, at: 20)
        say(&bench, "state", .producing, at: 30)
        #expect(states(bench) == [0: .producing, 10: .blocked, 20: .starved, 30: .producing])
    }

    @Test func aLostConnectionClearsWhatWasAdded() throws {
        var bench = try Self.bench()
        bench.event(.connectionUp, at: 0)
        say(&bench, "state", .producing, at: 0)
        say(&bench, "logic", .faulted, at: 10)
        bench.event(.connectionLost, at: 20)
        bench.event(.connectionUp, at: 30)
        say(&bench, "state", .producing, at: 40)
        #expect(states(bench) == [0: .producing, 10: .faulted, 20: .unknown, 40: .producing])
    }

    @Test func whatItsSourceDoesNotTrustIsNoCountAndNoState() throws {
        var bench = try Self.bench()
        say(&bench, "state", .producing, at: 0)
        bench.count("made", 1, at: 0)
        bench.count("made", 1000, at: 10, flags: [.ownTime, .badQuality])
        bench.count("made", 3, at: 20)
        bench.say(
            "state", Int64(UnitState.producing.rawValue), at: 30, flags: [.ownTime, .badQuality])
        bench.tick(at: 40)
        #expect(bench.result(0, 40).sums.pieces.made == 2.pieces)
        #expect(states(bench) == [0: .producing, 30: .unknown])
    }

    @Test func layersSurviveARestart() throws {
        var bench = try Self.bench()
        say(&bench, "state", .producing, at: 0)
        say(&bench, "logic", .faulted, at: 10)
        bench.tick(at: 20)
        let flush = bench.flush()
        var resumed = Fold(plant: bench.plant, broker: 0)
        try resumed.resume(
            bench.fold.laneState, checkpoints: [0: flush[0].checkpoint], actuators: [:],
            indices: IndexChange(products: [], [], reasons: [], []))
        #expect(resumed.tracks[0].head.layers.faults == 1)
        #expect(resumed.tracks[0].head.layers.said == .producing)
        #expect(resumed.tracks[0].head.layers.hasSpoken)
    }

    /// The first version of a checkpoint had eleven subjects and no layers, the second did not say
    /// when the unit had spoken last.
    @Test(arguments: [1, 2] as [UInt8])
    func readsACheckpointOfAnEarlierVersion(version: UInt8) throws {
        var bench = try Self.bench()
        say(&bench, "state", .producing, at: 0)
        for second in 1...1200 as ClosedRange<Int64> {
            say(&bench, "state", second % 2 == 0 ? .producing : .idle, at: second)
        }
        bench.tick(at: 1300)
        let bytes = bench.flush()[0].checkpoint
        let (flags, counters, layers, times) = (62, 4 * 92, 11, 16)
        var old = bytes
        let end = flags + 14 + counters + layers
        old.removeSubrange(end..<(end + times))
        if version == 1 {
            old.removeSubrange((end - layers)..<end)
            old.removeSubrange((flags + 11)..<(flags + 14))
        }
        old[0] = version
        var resumed = Fold(plant: bench.plant, broker: 0)
        try resumed.resume(
            bench.fold.laneState, checkpoints: [0: old], actuators: [:],
            indices: IndexChange(products: [], [], reasons: [], []))
        let (track, expected) = (resumed.tracks[0], bench.fold.tracks[0])
        #expect(track.head.condition == expected.head.condition)
        #expect(track.head.layers.said == expected.head.layers.said)
        #expect(track.base.lastSaid == expected.base.lastSaid)
        #expect(track.base.lastHeard == expected.base.lastHeard)
    }
}
