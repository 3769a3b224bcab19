import Journal
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Pipeline

/// A journal folded beside its lane gives what the lane gave.
@Suite struct JournalFoldingTests {
    private static func place() throws -> Workplace {
        let place = try Workplace()
        try place.open()
        for (number, happening) in recording(seconds: 3000).enumerated() {
            try place.take(happening)
            if number % 500 == 499 {
                try place.commit()
                try place.flush()
            }
        }
        try place.commit()
        try place.settle()
        return place
    }

    private static func fold(
        _ place: Workplace, into store: SQLiteStore, through last: UInt64? = nil,
        plant: Plant? = nil
    ) throws -> JournalFolding {
        var folding = try JournalFolding(
            plant: plant ?? place.plant, broker: 0, journalDirectory: place.journal, store: store)
        let position = try #require(try place.store.lanes()["shopfloor"]).position
        var steps: [UInt64] = []
        try folding.run(through: last ?? position) { steps.append($0) }
        #expect(steps == steps.sorted() && steps.last == last ?? position)
        return folding
    }

    private static func facts(_ store: SQLiteStore, _ plant: Plant) throws -> [Fact] {
        try store.facts(unit: "l/u", knownIn: Int64.min...Int64.max, names: PlantNames(plant))
    }

    private static func ages(_ store: SQLiteStore, _ plant: Plant) throws -> SampleAges {
        try Figures(plant: plant, store: store).ages(
            unit: 0, over: TimeSpan(from: Happening.at(-3600), to: Happening.at(7200)))
    }

    @Test func givesTheFactsAndTheFoldOfItsLane() throws {
        let place = try Self.place()
        let store = try SQLiteStore(path: place.folder + "/fresh.sqlite")
        let folding = try Self.fold(place, into: store)
        #expect(try Self.facts(store, place.plant) == (try Self.facts(place.store, place.plant)))
        let ages = try Self.ages(store, place.plant)
        #expect(try ages == Self.ages(place.store, place.plant) && ages.timed.count > 1000)
        let (point, own) = (
            try store.resumePoint(lane: "shopfloor"), try place.store.resumePoint(lane: "shopfloor")
        )
        #expect(point?.state == own?.state && point?.checkpoints == own?.checkpoints)
        #expect(folding.oldest.record == 1 && folding.firstValues.count == 3)
        #expect(folding.firstValues[0] == Happening.at(1))
    }

    @Test func goesOnWhereItStands() throws {
        let place = try Self.place()
        let store = try SQLiteStore(path: place.folder + "/fresh.sqlite")
        for last in [1, 700, 701, 2000] as [UInt64] {
            _ = try Self.fold(place, into: store, through: last)
        }
        _ = try Self.fold(place, into: store)
        #expect(try Self.facts(store, place.plant) == (try Self.facts(place.store, place.plant)))
        let own = try place.store.resumePoint(lane: "shopfloor")
        #expect(try store.resumePoint(lane: "shopfloor")?.checkpoints == own?.checkpoints)
    }

    @Test func foldsAsAnotherPlantFileSays() throws {
        let place = try Self.place()
        let store = try SQLiteStore(path: place.folder + "/fresh.sqlite")
        let other = try Workplace.makePlant(
            replacing: "states: packml", with: "states: { 6: stopped, 2: producing }")
        _ = try Self.fold(place, into: store, plant: other)
        let span = TimeSpan(from: Happening.at(0), to: Happening.at(3000))
        let sums = try Figures(plant: other, store: store)
            .figures(unit: 0, over: [(span, nil)])[0].sums
        let before = try place.sums(0, 3000)
        #expect(sums.production == before.delay && sums.delay == before.production)
        #expect(sums.pieces == before.pieces)
    }

    @Test func needsAJournal() throws {
        let place = try Workplace()
        #expect(throws: LaneError.self) {
            _ = try JournalFolding(
                plant: place.plant, broker: 0, journalDirectory: place.folder + "/none",
                store: place.store)
        }
    }
}
