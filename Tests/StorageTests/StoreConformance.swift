import Plant
import Production
import Storage
import Telemetry
import Testing

/// What every store must do; a store's own suite calls each function with a way to open one.
///
/// `open` gives the same store again each time it is called: as after a restart.
struct StoreConformance {
    let open: () throws -> any Store

    func resumesWhereItStopped() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, try open())
        #expect(try open().resumePoint(lane: "shopfloor").map(\.topics) == nil)
        lane.state("a", .producing, at: 0)
        lane.say("a", "product", 1, at: 0)
        lane.count("a", "made", 7, at: 1)
        try lane.commit(at: 10, topics: ["a", "b"])
        lane.count("a", "made", 9, at: 11)
        try lane.commit(at: 20)
        let point = try #require(try open().resumePoint(lane: "shopfloor"))
        #expect(point.state == lane.fold.laneState)
        #expect(point.topics == ["a", "b"] && point.products == ["p", "q"])
        #expect(point.reasons == ["jam", "belt"] && point.checkpoints["l/a"] != nil)
        #expect(try open().lanes() == ["shopfloor": lane.fold.laneState])
    }

    /// A broker with a new name has a new journal, but the counters of its work units go on.
    func resumesTheWorkUnitsOfARenamedBroker() throws {
        var lane = HandLane(try Fixtures.plant(), try open())
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 10, topics: ["a"])
        let own = try #require(try open().resumePoint(lane: "shopfloor"))
        let renamed = try #require(try open().resumePoint(lane: "other"))
        #expect(renamed.state.position == 0 && renamed.state.counts == Fold.Counts())
        #expect(renamed.checkpoints == own.checkpoints && renamed.topics.isEmpty)
    }

    func replacesWhatIsKnownLater() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, try open())
        lane.state("a", .producing, at: 0)
        lane.state("a", .stopped, at: 50)
        try lane.commit(at: 60)
        lane.say("a", "state", Int64(UnitState.faulted.rawValue), at: 20, received: 61)
        try lane.commit(at: 100)
        let facts = try lane.store.facts(
            unit: "l/a", over: Fixtures.span(0, 100), names: PlantNames(plant))
        #expect(facts.conditions.last?.at == Fixtures.at(50))
        #expect(
            facts.conditions.map(\.condition.state).suffix(3) == [.producing, .faulted, .stopped])
    }

    func givesWhatLiesAroundASpan() throws {
        let plant = try Fixtures.plant(unit: "heartbeat: 100 s,")
        var lane = HandLane(plant, try open())
        for (state, second) in [
            (UnitState.producing, 0), (.stopped, 100), (.faulted, 200), (.starved, 300),
            (.producing, 400),
            (.producing, 500), (.producing, 900),
        ] as [(UnitState, Int64)] {
            lane.state("a", state, at: second)
            lane.count("a", "made", second, at: second)
        }
        try lane.commit(at: 1000)
        let names = PlantNames(plant)
        let stop = try lane.store.facts(unit: "l/a", over: Fixtures.span(250, 260), names: names)
        #expect(stop.conditions.first.map { $0.at <= Fixtures.at(0) } == true)
        #expect(stop.conditions.last?.at == Fixtures.at(400))
        #expect(stop.pieces.isEmpty && stop.gaps.isEmpty)
        let gap = try lane.store.facts(unit: "l/a", over: Fixtures.span(600, 610), names: names)
        #expect(gap.gaps.map(\.at) == [Fixtures.at(900)])
        #expect(gap.gaps.map(\.count.quantity) == [400 * quantityScale])
        #expect(gap.conditions.contains { $0.at == Fixtures.at(500) })
        let pieces = try lane.store.facts(unit: "l/a", over: Fixtures.span(100, 300), names: names)
        #expect(pieces.pieces.map(\.at) == [Fixtures.at(100), Fixtures.at(200)])
    }

    func knowsNothingOfAnotherUnit() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, try open())
        #expect(try lane.store.firstInstant() == nil)
        lane.state("b", .producing, at: 40)
        lane.state("a", .stopped, at: 50)
        try lane.commit(at: 60)
        let names = PlantNames(plant)
        let span = Fixtures.span(0, 60)
        #expect(
            try lane.store.facts(unit: "l/a", over: span, names: names).conditions.last?.condition
                .state == .stopped)
        #expect(
            try lane.store.facts(unit: "l/b", over: span, names: names).conditions.last?.condition
                .state == .producing)
        #expect(try lane.store.facts(unit: "l/c", over: span, names: names).conditions.isEmpty)
        #expect(try lane.store.firstInstant() == Fixtures.at(40))
    }

    func keepsNamesWhenTheirOrderChanges() throws {
        var lane = HandLane(try Fixtures.plant(products: ["p", "q"]), try open())
        lane.state("a", .producing, at: 0)
        lane.say("a", "product", 1, at: 0)
        lane.count("a", "made", 0, at: 1)
        lane.count("a", "made", 5, at: 2)
        lane.say("a", "reason", 1, at: 3)
        try lane.commit(at: 10)
        let changed = PlantNames(try Fixtures.plant(products: ["r", "q", "p"]))
        var facts = try open().facts(unit: "l/a", over: Fixtures.span(0, 10), names: changed)
        #expect(facts.pieces.map(\.count.product) == [1])
        var names = changed
        names.products = ["q", "p"]
        names.reasons = ["belt", "jam"]
        facts = try open().facts(unit: "l/a", over: Fixtures.span(0, 10), names: names)
        #expect(facts.pieces.map(\.count.product) == [0])
        #expect(facts.conditions.last?.condition.reason == 0)
        names.products = ["p"]
        facts = try open().facts(unit: "l/a", over: Fixtures.span(0, 10), names: names)
        #expect(facts.pieces.map(\.count.product) == [-1])
    }

    func addsQuarantineUp() throws {
        var lane = HandLane(try Fixtures.plant(), try open())
        func entry(_ topic: String, _ count: Int64, _ records: ClosedRange<UInt64>)
            -> QuarantineEntry
        {
            QuarantineEntry(
                lane: "shopfloor", topic: topic, reason: "not_json", count: count, records: records,
                received: Fixtures.at(
                    Int64(records.lowerBound))...Fixtures.at(Int64(records.upperBound)),
                sample: [UInt8(count)])
        }
        try lane.commit(at: 10, quarantine: [entry("t", 3, 1...8), entry("u", 1, 9...9)])
        try lane.commit(at: 20, quarantine: [entry("t", 4, 12...19)])
        let stored = try open().quarantine()
        #expect(stored.map(\.topic) == ["t", "u"] && stored.map(\.count) == [7, 1])
        #expect(stored[0].records == 1...19 && stored[0].sample == [3])
        #expect(stored[0].received == Fixtures.at(1)...Fixtures.at(19))
    }

    func keepsFindingsInOrder() throws {
        var lane = HandLane(try Fixtures.plant(), try open())
        lane.state("a", .producing, at: 0)
        for (second, value) in [(1, 100), (2, 0), (3, 5), (4, 4)] as [(Int64, Int64)] {
            lane.count("a", "made", value, at: second)
        }
        let week: Int64 = 7 * 86_400
        lane.say("a", "state", 1, at: 2, received: week + 10)
        lane.say("a", "mode", 1, at: 2, received: week + 11)
        try lane.commit(at: week + 20)
        let findings = try open().findings(unit: "l/a", over: Fixtures.span(0, 10))
        #expect(
            findings.map(\.kind) == [
                .counterBaseline, .counterReset, .late, .late, .counterJitter,
            ])
        #expect(findings[1].signal == "l/a/made" && findings[1].before == 100 * quantityScale)
        #expect(try open().findings(unit: "l/a", over: Fixtures.span(3, 4)).isEmpty)
        #expect(try open().findings(unit: "l/b", over: Fixtures.span(0, 10)).isEmpty)
    }

    func keepsTopicsAndCheckpointsThatDidNotChange() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, try open())
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 10, topics: ["a"])
        lane.state("b", .producing, at: 11)
        try lane.commit(at: 20)
        let point = try #require(try open().resumePoint(lane: "shopfloor"))
        #expect(point.topics == ["a"])
        #expect(point.checkpoints.keys.sorted() == ["l/a", "l/b"])
        try lane.commit(at: 30, topics: [])
        #expect(try open().resumePoint(lane: "shopfloor")?.topics == [])
    }
    /// What was said of set-aside and doubtful samples outlives what is known later, and a second
    /// time says nothing new.
    func keepsAddedFindings() throws {
        let signals = "temp: { kind: measurement, topic: t, unit: Cel }"
        let plant = try Fixtures.plant(unit: "heartbeat: 2 s,", more: signals)
        var lane = HandLane(plant, try open())
        lane.state("a", .producing, at: 0)
        let much = Int64(bitPattern: (3.4e38 as Double).bitPattern)
        for second in 1..<9 {
            lane.say("a", "temp", much, at: 0, received: Int64(second))
            try lane.commit(at: Int64(second))
        }
        func found() throws -> [FindingKind] {
            try open().findings(unit: "l/a", over: Fixtures.span(0, 30)).map(\.kind)
        }
        #expect(try found().count { $0 == .nonconforming } == 1 && found().contains(.silent))
        // Everything known since then is replaced.
        lane.state("a", .stopped, at: 0)
        try lane.commit(at: 30)
        #expect(try found().count { $0 == .nonconforming } == 1)
        // After a crash it is said again.
        var again = HandLane(plant, try open())
        again.say("a", "temp", much, at: 0, received: 31)
        try again.commit(at: 40)
        #expect(try found().count { $0 == .nonconforming } == 1)
    }

    /// A sample that is set aside changes nothing of what holds at the live edge.
    func keepsTheLiveEdgeBesideALateSample() throws {
        let plant = try Fixtures.plant(unit: "heartbeat: 2 s,")
        var lane = HandLane(plant, try open())
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 8)
        let week: Int64 = 7 * 86_400
        lane.say("a", "state", 1, at: 10 - week, received: 11)
        try lane.commit(at: 11)
        let facts = try open().facts(
            unit: "l/a", over: Fixtures.span(0, 11), names: PlantNames(plant))
        #expect(facts.conditions.last?.condition.state == .unknown)
        let found = try open().findings(unit: "l/a", over: Fixtures.span(10 - week, 11))
        #expect(found.map(\.kind) == [.late, .silent])
    }

    func addsMinutesUp() throws {
        let signals = "temp: { kind: measurement, topic: t, unit: Cel }"
        var lane = HandLane(try Fixtures.plant(more: signals), try open())
        for second in 0..<150 {
            let value = second == 70 ? -9e9 : Double(second)
            lane.say("a", "temp", Int64(bitPattern: value.bitPattern), at: Int64(second))
            if second % 40 == 0 { try lane.commit(at: Int64(second)) }
        }
        try lane.commit(at: 150)
        let minutes = try open().minutes(signal: "l/a/temp", over: Fixtures.span(0, 150))
        #expect(minutes.map(\.summary.count) == [60, 60, 30])
        #expect(minutes[0].summary.mean == 29.5 && minutes[0].summary.variance == 3599.0 / 12)
        #expect(minutes[1].summary.low == -9e9 && minutes[1].summary.high == 119)
        #expect(minutes[1].summary.squares > Int128(Int64.max) && minutes[1].summary.sum < 0)
        #expect(minutes[2].summary.last == 149 && minutes[2].summary.lastAt == Fixtures.at(149))
        let part = try open().minutes(signal: "l/a/temp", over: Fixtures.span(60, 120))
        #expect(part == [minutes[1]])
        #expect(try open().minutes(signal: "l/b/temp", over: Fixtures.span(0, 150)).isEmpty)
        #expect(
            try open().minutes(signal: "l/a/temp", over: Fixtures.span(-1_000_000_000, 60)).count
                == 1)
    }

    /// How old samples were, over transactions and hours; each path apart.
    func addsAgesUp() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, try open())
        for (second, received) in [(0, 1), (10, 13), (3599, 3607), (3600, 3700), (7200, 7200)] {
            lane.say(
                "a", "made", Int64(second) * quantityScale, at: Int64(second),
                received: Int64(received))
            if second % 20 == 0 { try lane.commit(at: Int64(received)) }
        }
        try lane.commit(at: 7300)
        let figures = Figures(plant: plant, store: try open())
        let ages = try figures.ages(unit: 0, over: Fixtures.span(0, 7200))
        #expect(SampleAge.allCases.map { ages[$0].count } == [2, 1, 1])
        #expect(ages.timed.count == 4 && ages.untimed == 0 && ages.since == Fixtures.at(0))
        #expect(ages.timed.sum == 112_000_000 && ages.timed.high == 100)
        let later = try figures.ages(unit: 0, over: Fixtures.span(3600, 10_800))
        #expect(later[.fresh].count == 1 && later[.backfilled].count == 1)
        #expect(later.since == Fixtures.at(3600))
        #expect(try figures.ages(unit: 1, over: Fixtures.span(0, 7200)) == SampleAges())
        try open().reset(lane: "shopfloor", paths: plant.agePaths)
        #expect(try figures.ages(unit: 0, over: Fixtures.span(0, 7200)) == SampleAges())
    }

    func keepsTheLatestVerdictOfACommand() throws {
        let signals = "gate: { kind: actuator, topic: t, command: c, feedback: f }"
        var lane = HandLane(try Fixtures.plant(more: signals), try open())
        for (second, value) in [(0, 0), (10, 40), (90, 0)] as [(Int64, Double)] {
            lane.say(
                "a", "gate", Int64(bitPattern: value.bitPattern), at: second, flags: [.command])
            try lane.commit(at: second)
        }
        lane.say("a", "gate", Int64(bitPattern: 0.0.bitPattern), at: 92)
        try lane.commit(at: 100)
        let all = try open().commands(signal: "l/a/gate", over: Fixtures.span(0, 100))
        #expect(all.map(\.at) == [Fixtures.at(10), Fixtures.at(90)])
        #expect(all.map(\.verdict) == [.notFollowed, .followed] && all.map(\.value) == [40, 0])
        #expect(all[1].delay == 2 * nanosecondsPerSecond)
        let held = try open().commands(signal: "l/a/gate", over: Fixtures.span(50, 60))
        #expect(held.map(\.at) == [Fixtures.at(10)])
        #expect(try open().resumePoint(lane: "shopfloor")?.checkpoints["l/a/gate"] != nil)
    }

    /// After a reset the lane begins anew, and what is not its own is as it was.
    func forgetsWhatALaneMade() throws {
        let plant = try Fixtures.plant(
            more: """
                heat: { kind: measurement, topic: h, unit: Cel },
                gate: { kind: actuator, topic: g, command: c, feedback: f }
                """)
        var lane = HandLane(plant, try open())
        lane.state("a", .producing, at: 0)
        lane.state("b", .producing, at: 0)
        let reading = Int64(bitPattern: (20 as Double).bitPattern)
        lane.say("a", "heat", reading, at: 1)
        lane.say("a", "gate", reading, at: 2)
        lane.say("a", "gate", reading, at: 3, flags: .command)
        lane.say("a", "gate", reading + 1, at: 4, flags: .command)
        lane.say("a", "state", Int64(UnitState.unknown.rawValue), at: 4, flags: .unknownWord)
        try lane.commit(at: 10, quarantine: [Self.refused(count: 3)], topics: ["a"])
        let signals = plant.signals.filter { $0.workUnit == 0 }.map(\.path)
        #expect(try !open().commands(signal: "l/a/gate", over: Fixtures.span(0, 100)).isEmpty)
        try open().reset(lane: "shopfloor", paths: ["l/a"] + signals)

        let store = try open()
        let point = try #require(try store.resumePoint(lane: "shopfloor"))
        #expect(point.state.position == 0 && point.state.counts == Fold.Counts())
        #expect(point.state.now == .distantPast && !point.state.isConnected)
        #expect(point.topics == ["a"] && Set(point.checkpoints.keys) == ["l/b"])
        #expect(try store.quarantine().isEmpty)
        let (span, names) = (Fixtures.span(0, 100), PlantNames(plant))
        #expect(try store.facts(unit: "l/a", over: span, names: names).conditions.isEmpty)
        #expect(try !store.facts(unit: "l/b", over: span, names: names).conditions.isEmpty)
        #expect(try store.findings(unit: "l/a", over: span).isEmpty)
        for signal in ["l/a/heat", "l/a/gate"] {
            #expect(try store.minutes(signal: signal, over: span).isEmpty)
            #expect(try store.commands(signal: signal, over: span).isEmpty)
        }
    }

    /// What was decoded after all leaves the quarantine with the flush that stores it.
    func releasesWhatWasDecodedAfterAll() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, try open())
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 10, quarantine: [Self.refused(count: 3)])
        try lane.commit(at: 20, released: [Self.refused(count: 2)], mapping: "sha256:x")
        #expect(try open().quarantine().map(\.count) == [1])
        #expect(try open().resumePoint(lane: "shopfloor")?.mapping == "sha256:x")
        try lane.commit(at: 30, released: [Self.refused(count: 1)])
        #expect(try open().quarantine().isEmpty)
    }

    private static func refused(count: Int64) -> QuarantineEntry {
        QuarantineEntry(
            lane: "shopfloor", topic: "t", reason: "not_json", count: count, records: 1...9,
            received: Fixtures.at(0)...Fixtures.at(9), sample: [])
    }
}
