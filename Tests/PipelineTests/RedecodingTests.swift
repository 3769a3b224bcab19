import Journal
import Pipeline
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// What was refused under a wrong mapping is decoded again once the mapping is mended.
@Suite struct RedecodingTests {
    /// The pulses of the recording cannot be read by it.
    private static func wronged(seconds: Int64) throws -> Workplace {
        try run(Workplace(replacing: "field: n,", with: "field: num,"), seconds: seconds)
    }

    private static func run(_ place: Workplace, seconds: Int64) throws -> Workplace {
        try place.open()
        try place.takeAll(recording(seconds: seconds))
        try place.flush()
        return place
    }

    private static func begin(_ place: Workplace, at second: Int64) throws {
        try place.lane?.begin(topics: ["t"], at: Happening.at(second), store: place.store)
    }

    /// As if the mapping had been right from the start.
    private static func righted(seconds: Int64) throws -> Workplace {
        let place = try run(Workplace(), seconds: seconds)
        try place.mend()
        try place.open()
        try begin(place, at: seconds + 2)
        return place
    }

    private func expectEqual(
        _ place: Workplace, _ right: Workplace, seconds: Int64,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let span = TimeSpan(from: Happening.at(0), to: Happening.at(seconds + 2))
        #expect(
            try place.sums(0, seconds + 2) == right.sums(0, seconds + 2), sourceLocation: location)
        #expect(try place.counts == right.counts, sourceLocation: location)
        let ages = try Figures(plant: place.plant, store: place.store).ages(unit: 0, over: span)
        #expect(ages.timed.count > 0, sourceLocation: location)
        #expect(
            try ages == Figures(plant: right.plant, store: right.store).ages(unit: 0, over: span),
            sourceLocation: location)
        #expect(try place.counts.isBalanced, sourceLocation: location)
        #expect(
            try place.store.quarantine() == right.store.quarantine(), sourceLocation: location)
        #expect(
            try place.store.findings(unit: "l/u", over: span)
                == right.store.findings(unit: "l/u", over: span), sourceLocation: location)
    }

    @Test func theLaneIsFoldedAgainFromItsJournal() throws {
        let place = try Self.wronged(seconds: 600)
        #expect(try place.counts[.quarantined] == 200 + 15)
        #expect(try place.sums(0, 601).pieces.scrap == 0)
        try place.mend()
        try place.open()
        #expect(place.lane?.remapping == .rebuilding(quarantined: 215))
        try Self.begin(place, at: 602)
        try expectEqual(place, Self.righted(seconds: 600), seconds: 600)
        #expect(try place.sums(0, 601).pieces.scrap == 200 * quantityScale)
        #expect(place.lane?.previousTopics == [])
    }

    /// The reset is one transaction, and what follows is the ordinary way back.
    @Test(arguments: [0, 1, 100, 700])
    func aKillInTheMiddleDoesNotMatter(samples: Int) throws {
        let place = try Self.wronged(seconds: 300)
        try place.mend()
        try place.open()
        _ = try place.lane?.intake.pump()
        if samples > 0 {
            _ = place.lane?.core.turn(limit: samples)
            if let flush = place.lane?.core.takeFlush() { try place.store.commit(flush) }
        }
        place.kill()
        try place.open()
        #expect(place.lane?.remapping == Remapping.none)
        try Self.begin(place, at: 302)
        try expectEqual(place, Self.righted(seconds: 300), seconds: 300)
    }

    @Test func aMappingThatHelpsNothingChangesNothing() throws {
        let place = try Self.run(
            Workplace(replacing: "states: packml", with: "states: packml-opc"), seconds: 100)
        let before = try place.sums(0, 101)
        try place.mend()
        try place.open()
        #expect(place.lane?.remapping == Remapping.none)
        #expect(try place.sums(0, 101) == before)
        // From now on it is known that this mapping does not read them either.
        try Self.begin(place, at: 102)
        let mapping = try place.store.resumePoint(lane: "shopfloor")?.mapping
        #expect(mapping == place.plant.mappingHash(broker: 0))
    }

    @Test func theSameMappingIsNotTriedAgain() throws {
        let place = try Self.wronged(seconds: 100)
        place.kill()
        try place.open()
        #expect(place.lane?.remapping == Remapping.none)
    }

    // MARK: Where the journal does not have all of the lane

    /// A broker that had another name: its journal is elsewhere.
    private static func renamed(_ place: Workplace) throws {
        let lane = try place.store.lanes()["shopfloor"]
        guard var state = lane else { return }
        state.now = .distantPast
        state.counts = Fold.Counts()
        try place.store.commit(
            LaneFlush(
                lane: "former", state: state, units: [], signals: [], quarantine: [], topics: nil,
                names: PlantNames(place.plant)))
    }

    /// What the plant file names elsewhere by now must not take its facts with it.
    @Test func factsOfAnEarlierTopicStay() throws {
        let place = try Self.wronged(seconds: 120)
        let made = try place.sums(0, 121).pieces.made
        try place.mend(replacing: "topic: t, field: m,", with: "topic: elsewhere, field: m,")
        try place.open()
        #expect(place.lane?.remapping == .late(decoded: 40, left: 0))
        try Self.begin(place, at: 122)
        #expect(try place.sums(0, 121).pieces.made == made && made > 0)
        #expect(try place.sums(0, 121).pieces.scrap == 40 * quantityScale)
    }

    @Test func withoutTheWholeJournalTheRefusedAloneAreFolded() throws {
        let place = try Self.wronged(seconds: 120)
        try Self.renamed(place)
        try place.mend()
        try place.open()
        #expect(place.lane?.remapping == .late(decoded: 40, left: 0))
        try Self.begin(place, at: 122)
        let right = try Self.righted(seconds: 120)
        try expectEqual(place, right, seconds: 120)
        place.kill()
        try place.open()
        #expect(place.lane?.remapping == Remapping.none)
    }

    @Test func whatFellOutOfTheWindowIsFoldedAgain() throws {
        let place = try Self.wronged(seconds: 3000)
        try Self.renamed(place)
        try place.mend()
        try place.open()
        #expect(place.lane?.remapping == .late(decoded: 1000, left: 0))
        try Self.begin(place, at: 3002)
        try place.settle()
        let counts = try place.counts
        #expect(counts.isBalanced && counts.lateSetAside == 0)
        #expect(counts[.quarantined] == 75 && counts[.decoded] == 4000)
        try expectEqual(place, try Self.righted(seconds: 3000), seconds: 3000)
        #expect(try place.sums(0, 3001).pieces.scrap == 1000 * quantityScale)
    }

    @Test func whereNobodyKnowsWhichWereRefusedTheyStay() throws {
        let place = try Workplace(replacing: "type: delta", with: "type: cumulative")
        try place.open()
        let readings = [1, -1, 2, -1, 3].enumerated().map { offset, count in
            Happening.message(
                .init(topic: "pulse", payload: "{\"n\":\(count)}", second: Int64(offset + 1)))
        }
        try place.takeAll(readings + [.event(.tick, second: 10)])
        try place.flush()
        #expect(try place.store.quarantine().map(\.count) == [2])
        try Self.renamed(place)
        try place.mend()
        try place.open()
        #expect(place.lane?.remapping == .late(decoded: 0, left: 2))
        #expect(try place.store.quarantine().map(\.count) == [2])
    }
}
