import Foundation
import GRDB
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// Facts are replaced by those of another store, and what held around them holds on.
@Suite struct RecomputingTests {
    private let folder: TemporaryFolder
    private let plant: Plant
    private let store: SQLiteStore
    private let fresh: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        plant = try Fixtures.plant(products: ["p", "q"])
        store = try SQLiteStore(path: folder.path + "/facts.sqlite")
        fresh = try SQLiteStore(path: folder.path + "/fresh.sqlite")
        // Terms get other numbers.
        try fill(fresh, faulted: .faulted, pieces: 3, first: 1)
        try fill(store, faulted: .stopped, pieces: 2, first: 0)
    }

    /// An hour of minutes, every third of which stands.
    private func fill(
        _ store: SQLiteStore, faulted: UnitState, pieces: Int64, first product: Int64
    ) throws {
        var lane = HandLane(plant, store)
        for minute in Int64(0)..<60 {
            lane.state("a", minute % 3 == 2 ? faulted : .producing, at: minute * 60)
            if minute == 0 { lane.say("a", "product", product, at: 0) }
            if minute == 1 { lane.say("a", "product", 1 - product, at: 60) }
            if minute == 2 { lane.say("a", "product", 0, at: 120) }
            lane.count("a", "made", minute * pieces, at: minute * 60 + 1)
        }
        try lane.commit(at: 3600)
    }

    private func seconds(_ from: Int64, _ to: Int64) -> ClosedRange<Int64> {
        (Fixtures.start + from)...(Fixtures.start + to - 1)
    }

    private func replace(_ seconds: ClosedRange<Int64>...) throws {
        let names = PlantNames(plant)
        let changes = try seconds.map {
            FactChange(
                from: try store.facts(unit: "l/a", knownIn: $0, names: names),
                to: try fresh.facts(unit: "l/a", knownIn: $0, names: names), late: 0)
        }
        try store.replace(
            Replacement(
                store: folder.path + "/fresh.sqlite",
                units: [Replacement.Unit(path: "l/a", seconds: seconds, changes: changes)],
                by: "ming", why: "the table"))
    }

    private func sums(_ store: SQLiteStore, _ from: Int64, _ to: Int64) throws -> Sums {
        try Figures(plant: plant, store: store)
            .figures(unit: 0, over: [(Fixtures.span(from, to), nil)])[0].sums
    }

    @Test func replacesAPartAndLeavesTheRest() throws {
        let before = try [(0, 1200), (2400, 3600)].map { try sums(store, $0, $1) }
        for _ in 0..<2 {
            try replace(seconds(1200, 2400))
            #expect(try [(0, 1200), (2400, 3600)].map { try sums(store, $0, $1) } == before)
            #expect(try sums(store, 1200, 2400) == (try sums(fresh, 1200, 2400)))
        }
        let changes = Array(
            try store.changes(unit: "l/a", over: Fixtures.span(0, 3600), limit: 100).reversed())
        #expect(changes.map(\.cause) == [.recompute, .recompute])
        #expect(changes.map(\.by) == ["ming", "ming"] && changes[0].why == "the table")
        #expect(changes[0].change.before != changes[0].change.after)
        #expect(changes[1].change.before == changes[1].change.after)
    }

    @Test func leavesOutWhatLiesBetween() throws {
        let between = try sums(store, 1800, 2400)
        try replace(seconds(1200, 1800), seconds(2400, 3000))
        #expect(try sums(store, 1800, 2400) == between)
        #expect(try sums(store, 1200, 1800) == (try sums(fresh, 1200, 1800)))
        #expect(try sums(store, 2400, 3000) == (try sums(fresh, 2400, 3000)))
    }

    @Test func saysWhatHeldWhereAPartBeginsWithinAState() throws {
        // From 1200 to 1260 the unit is faulted in one, stopped in the other.
        try replace(seconds(1210, 1230))
        let states = try store.conditions(
            unit: "l/a", over: Fixtures.span(1201, 1260), names: PlantNames(plant))
        let around = states.filter { Fixtures.span(1200, 1261).contains($0.at) }
        #expect(
            around.map(\.at) == [1200, 1210, 1230, 1260].map(Fixtures.at))
        #expect(
            around.map(\.condition.state) == [.stopped, .faulted, .stopped, .producing])
    }

    @Test func takesTheFoldAlongWhereAPartHasNoEnd() throws {
        try replace((Fixtures.start + 1200)...Int64.max)
        let point = try #require(try store.resumePoint(lane: "shopfloor"))
        let other = try #require(try fresh.resumePoint(lane: "shopfloor"))
        #expect(point.checkpoints["l/a"] == other.checkpoints["l/a"])
        #expect(try sums(store, 1200, 3600) == (try sums(fresh, 1200, 3600)))
        #expect(try sums(store, 0, 1200) != (try sums(fresh, 0, 1200)))
    }

    @Test func refusesAFoldThatHasNotComeAsFar() throws {
        var lane = HandLane(plant, fresh)
        lane.state("a", .idle, at: 3700)
        try lane.commit(at: 3800)
        let before = try sums(store, 0, 3600)
        #expect(throws: StoreError.self) { try replace(Fixtures.start...Int64.max) }
        #expect(try sums(store, 0, 3600) == before)
        // It is usable afterwards.
        try replace(seconds(1200, 2400))
    }

    @Test func keepsSeals() throws {
        func seal(_ number: Int64) -> StoredSeal {
            StoredSeal(
                number: number, line: "l", span: Fixtures.span(600, 1200), at: Fixtures.at(4000),
                manifest: [1], signature: [2], files: ["report.json": [3], "plant.yaml": [4]])
        }
        try store.append(seal(1))
        try store.append(seal(2))
        #expect(throws: StoreError.self) { try store.append(seal(2)) }
        #expect(throws: StoreError.self) { try store.append(seal(4)) }
        #expect(
            try store.seals(line: "l", over: Fixtures.span(0, 3600)) == [Fixtures.span(600, 1200)])
        #expect(try store.seals(line: "l", over: Fixtures.span(1200, 3600)).isEmpty)
        #expect(try store.seals(line: "other", over: Fixtures.span(0, 3600)).isEmpty)
        #expect(try store.seals().map(\.number) == [1, 2] && store.seals()[0].manifest == [1])
        #expect(try store.files(ofSeal: 2) == ["plant.yaml", "report.json"])
        #expect(try store.file("report.json", ofSeal: 2) == [3])
        #expect(try store.file("other", ofSeal: 2) == nil)
    }
}
