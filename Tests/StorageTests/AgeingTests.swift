import Foundation
import GRDB
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// Facts that grow old become fewer, and no figure of whole minutes changes.
@Suite struct AgeingTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private var path: String { folder.path + "/facts.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(path: folder.path + "/facts.sqlite")
    }

    @Test(arguments: [1, 2] as [UInt64])
    func mergingChangesNoFigureOfWholeMinutes(seed: UInt64) throws {
        let plant = try Self.plant()
        try Self.fill(plant, store, seed: seed)
        let figures = Figures(plant: plant, store: store)
        let spans = Self.spans(plant)
        let before = try Self.sums(figures, spans)
        let rows = try rowCount("pieces")
        let rule = try rule(plant, mergesBefore: 5400)
        var steps = 0
        while try store.age(rule, limit: 100) {
            steps += 1
            // Stopped here, everything holds as well.
            guard steps.isMultiple(of: 7) else { continue }
            #expect(try Self.sums(figures, [spans[0]]) == [before[0], before[spans.count]])
        }
        #expect(steps > 10)
        #expect(try rowCount("pieces") < rows / 3)
        let after = try Self.sums(figures, spans)
        #expect(after == before)
        #expect(before.contains { $0.stops > 0 } && before.contains { $0.unknown > 0 })
        #expect(before.contains { !$0.unrated.isEmpty || $0.outside.made > 0 })
        let merged = try rowCount("pieces")
        #expect(try !store.age(rule, limit: 100))
        #expect(try rowCount("pieces") == merged)
    }

    @Test func mergesAgainWhatWasFoldedAgain() throws {
        let plant = try Self.plant()
        try Self.fill(plant, store, seed: 5)
        let rule = try rule(plant, mergesBefore: 5400)
        while try store.age(rule, limit: 5000) {}
        let rows = try rowCount("pieces")
        try store.reset(lane: "shopfloor", paths: plant.subjects)
        try Self.fill(plant, store, seed: 5)
        #expect(try rowCount("pieces") > rows)
        while try store.age(rule, limit: 5000) {}
        #expect(try rowCount("pieces") == rows)
    }

    @Test func leavesYoungCountsAlone() throws {
        let plant = try Self.plant()
        try Self.fill(plant, store, seed: 6)
        let rule = try rule(plant, mergesBefore: 1800)
        while try store.age(rule, limit: 5000) {}
        let facts = try store.facts(
            unit: "l/a", over: Fixtures.span(1800, 5400), names: PlantNames(plant))
        let fresh = try TemporaryFolder()
        let other = try SQLiteStore(path: fresh.path + "/facts.sqlite")
        try Self.fill(plant, other, seed: 6)
        let untouched = try other.facts(
            unit: "l/a", over: Fixtures.span(1800, 5400), names: PlantNames(plant))
        #expect(facts.pieces.map(\.at) == untouched.pieces.map(\.at))
    }

    @Test func forgetsWhatIsTooOldAndKeepsWhatHeldThen() throws {
        let plant = try Self.plant(
            more: "gate: { kind: actuator, topic: g, command: c, feedback: f },"
                + "temp: { kind: measurement, topic: t, unit: Cel }")
        try Self.fill(plant, store, seed: 7)
        try addSignals(plant)
        let figures = Figures(plant: plant, store: store)
        let spans = Self.spans(plant).filter { $0.from >= Fixtures.at(3600) }
        let before = try Self.sums(figures, spans)
        let rule = try rule(plant, mergesBefore: 0, forgetsBefore: 3600)
        var steps = 0
        while try store.age(rule, limit: 200) { steps += 1 }
        #expect(steps > 5)
        #expect(try Self.sums(figures, spans) == before)
        let conditions = try store.conditions(
            unit: "l/a", over: Fixtures.span(0, 5400), names: PlantNames(plant))
        let old = conditions.filter { $0.at < Fixtures.at(3600) }
        #expect(old.count == 1)
        let facts = try store.facts(
            unit: "l/a", over: Fixtures.span(0, 5400), names: PlantNames(plant))
        #expect(facts.pieces.allSatisfy { $0.at >= old[0].at })
        #expect(try store.minutes(signal: "l/a/temp", over: Fixtures.span(0, 3600)).isEmpty)
        #expect(try store.minutes(signal: "l/a/temp", over: Fixtures.span(0, 5400)).count == 1)
        #expect(
            try store.commands(signal: "l/a/gate", over: Fixtures.span(0, 5400)).map(\.at)
                == [Fixtures.at(2900), Fixtures.at(4000)])
    }

    @Test func goesByThePlantFile() throws {
        let plant = try Self.plant()
        let store = try SQLiteStore(path: path)
        let rule = try AgeRule(plant: plant, now: Fixtures.at(5000), store: store)
        #expect(rule.mergesBefore == Fixtures.at(-400 * 86_400))
        #expect(rule.forgetsBefore == Fixtures.at(-3660 * 86_400))
        let edges = rule.edges("l/a", Fixtures.span(0, 5400))
        #expect(edges.contains(Fixtures.at(3600)) && edges.contains(Fixtures.at(2130)))
        #expect(rule.edges("l/gone", Fixtures.span(0, 5400)).isEmpty)
        let past = try AgeRule(plant: plant, now: .distantPast, store: store)
        #expect(past.mergesBefore == Timestamp(nanoseconds: 0))
    }
}

/// What the tests begin with.
extension AgeingTests {
    /// A shift of an hour and a half with a break, from 08:00 by the plant's clock, which is second
    /// 0; a rate that changes in the middle of a minute.
    private static func plant(more: String? = nil) throws -> Plant {
        var plant = try Fixtures.plant(
            calendar: """
                shifts: [ { name: d, from: "08:00", to: "09:00" },
                    { name: e, from: "09:00", to: "09:25", breaks: ["09:10-09:15"] } ]
                """, unit: "heartbeat: 60 s,", more: more)
        for unit in plant.workUnits.indices {
            var rate = plant.workUnits[unit].rates[0]
            rate.from = Fixtures.at(2130)
            rate.itemTime = 700_000_000
            plant.workUnits[unit].rates.append(rate)
        }
        return plant
    }

    /// An hour and a half of two units that count twice a second, stop, fall silent and change
    /// product.
    private static func fill(_ plant: Plant, _ store: SQLiteStore, seed: UInt64) throws {
        var lane = HandLane(plant, store)
        var random = SeededGenerator(seed: seed)
        var (made, scrap): (Int64, Int64) = (0, 0)
        let states: [UnitState] = [
            .producing, .producing, .producing, .setup, .stopped, .faulted, .idle, .unknown,
        ]
        for second in Int64(0)..<5400 {
            for unit in ["a", "b"]
            where Int.random(in: 0..<3, using: &random) > 0 && second % 1200 > 100 {
                if Int.random(in: 0..<40, using: &random) == 0 {
                    lane.state(unit, states[Int.random(in: 0..<8, using: &random)], at: second)
                }
                if Int.random(in: 0..<300, using: &random) == 0 {
                    lane.say(unit, "product", Int64.random(in: 0..<2, using: &random), at: second)
                }
                if Int.random(in: 0..<300, using: &random) == 0 {
                    lane.say(unit, "reason", Int64.random(in: 0..<2, using: &random), at: second)
                }
                made += Int64.random(in: 0..<3, using: &random)
                lane.count(unit, "made", made, at: second)
                if Int.random(in: 0..<9, using: &random) == 0 { scrap += 1 }
                lane.count(unit, "scrap", scrap, at: second)
            }
            if second % 300 == 0 { try lane.commit(at: second) }
        }
        try lane.commit(at: 5400)
    }

    private func addSignals(_ plant: Plant) throws {
        func index(_ path: String) throws -> Int {
            try #require(plant.signals.firstIndex { $0.path == path })
        }
        let minutes = [100, 4000].map { second in
            MinuteSummary(minute: Fixtures.at(second).minute, summary: SignalSummary())
        }
        let commands = [10, 2900, 4000].map { second in
            CommandFact(at: Fixtures.at(second), value: 1, verdict: .followed, delay: 1)
        }
        try store.commit(
            LaneFlush(
                lane: "shopfloor", state: try #require(try store.lanes()["shopfloor"]), units: [],
                signals: [
                    SignalFlush(
                        signal: try index("l/a/temp"), minutes: minutes, commands: [],
                        checkpoint: nil),
                    SignalFlush(
                        signal: try index("l/a/gate"), minutes: [], commands: commands,
                        checkpoint: nil),
                ], quarantine: [], topics: nil, names: PlantNames(plant)))
    }

    /// The whole first, then shifts, hours and all minutes.
    private static func spans(_ plant: Plant) -> [TimeSpan] {
        let whole = Fixtures.span(0, 5400)
        let cuts = [whole.from] + plant.hourCuts(over: whole) + [whole.to]
        let hours = zip(cuts, cuts.dropFirst()).map { TimeSpan(from: $0, to: $1) }
        let minutes = (0..<90).map { Fixtures.span($0 * 60, $0 * 60 + 60) }
        return [whole] + plant.schedule(line: 0, over: whole).shifts.map(\.span) + hours + minutes
    }

    private static func sums(_ figures: Figures, _ spans: [TimeSpan]) throws -> [Sums] {
        try [0, 1].flatMap { unit in
            try spans.flatMap { try figures.figures(unit: unit, over: [($0, nil)]).map(\.sums) }
        }
    }

    private func rule(
        _ plant: Plant, mergesBefore: Int64, forgetsBefore: Int64? = nil
    ) throws -> AgeRule {
        AgeRule(
            mergesBefore: Fixtures.at(mergesBefore),
            forgetsBefore: forgetsBefore.map(Fixtures.at) ?? Timestamp(nanoseconds: 0),
            edges: try AgeRule(
                plant: plant, now: Fixtures.at(0), store: try SQLiteStore(path: path)
            ).edges)
    }

    private func rowCount(_ table: String) throws -> Int {
        let queue = try DatabaseQueue(path: path)
        return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }
}
