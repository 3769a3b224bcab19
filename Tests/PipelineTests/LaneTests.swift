import Foundation
import Journal
import Pipeline
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// One lane on one thread: journal, decoder, ring, fold and store.
@Suite struct LaneTests {
    @Test func givesEveryMessageOneFate() throws {
        let place = try Workplace()
        try place.open()
        try place.takeAll(recording(seconds: 600))
        try place.flush()
        let counts = try place.counts
        #expect(counts.isBalanced)
        #expect(counts[.received] == 600 + 200 + 15 + 10)
        #expect(counts[.decoded] == 800 && counts[.quarantined] == 15 && counts[.unbound] == 10)
        let sums = try place.sums(1, 601)
        #expect(sums.production == 480 * nanosecondsPerSecond)
        #expect(sums.pieces.made == 300 * quantityScale && sums.pieces.scrap == 200 * quantityScale)
    }

    @Test(arguments: [4097, 20_001]) func opensWithManySignals(count: Int) throws {
        let signals = (0..<count - 3).map {
            "m\($0): { kind: measurement, topic: \"m\($0)\", unit: Cel }"
        }
        let place = try Workplace(
            replacing: "type: delta }",
            with: "type: delta }\n          "
                + signals.joined(separator: "\n          "))
        #expect(place.plant.signals.count == count)
        try place.open()
        try place.takeAll(recording(seconds: 10))
        try place.flush()
        #expect(try place.counts.isBalanced)
    }

    @Test func catchesUpFromTheJournalWhereTheRingIsFull() throws {
        let place = try Workplace()
        try place.open()
        let happenings = recording(seconds: 15_000)
        for happening in happenings { try place.take(happening) }
        try place.lane?.intake.commit()
        let isDone = try place.lane?.intake.pump()
        #expect(isDone == false)
        #expect((place.lane?.intake.backlog ?? 0) > 0)
        // More comes while it is behind: it must stay in order.
        try place.take(.event(.tick, second: 15_010))
        try place.commit()
        try place.flush()
        #expect(place.lane?.intake.backlog == 0)
        let counts = try place.counts
        #expect(counts.isBalanced)
        #expect(counts[.received] == UInt64(happenings.count - 3))
        #expect(counts.lateSetAside == 0)
        #expect(try place.sums(1, 15_001).pieces.made == 7500 * quantityScale)
        #expect(try place.sums(1, 15_001).pieces.scrap == 5000 * quantityScale)
    }

    @Test func staysBalancedOnTheBoardBetweenMarks() throws {
        let place = try Workplace()
        try place.open()
        for happening in recording(seconds: 2000) { try place.take(happening) }
        try place.lane?.intake.commit()
        _ = try place.lane?.intake.pump()
        var isBalanced = true
        while (place.lane?.core.turn(limit: 100) ?? 0) > 0 {
            place.lane?.core.publish()
            isBalanced = isBalanced && place.lane?.board.now.isBalanced == true
        }
        #expect(isBalanced)
    }

    @Test func storesNothingTwiceAndNothingWithoutChange() throws {
        let place = try Workplace()
        try place.open()
        try place.takeAll(recording(seconds: 10))
        #expect(place.lane?.core.takeFlush() != nil)
        #expect(place.lane?.core.takeFlush() == nil)
        let topics = place.lane?.core.takeFlush(topics: ["x"])
        #expect(topics?.topics == ["x"] && topics?.units.isEmpty == true)
    }

    @Test func refusesAJournalOlderThanTheStore() throws {
        let place = try Workplace()
        try place.open()
        try place.takeAll(recording(seconds: 10))
        try place.flush()
        place.kill()
        try FileManager.default.removeItem(atPath: place.journal)
        let error = #expect(throws: LaneError.self) { try place.open() }
        #expect(error?.lane == "shopfloor")
        #expect(error?.message.contains("not the journal that belongs to this store") == true)
    }

    @Test func foldsWhatAnEarlierRunLeftInTheJournal() throws {
        let place = try Workplace()
        try place.open()
        for happening in recording(seconds: 100) { try place.take(happening) }
        try place.lane?.intake.commit()
        place.kill()
        try place.open()
        try place.lane?.begin(topics: ["t"], at: Happening.at(200), store: place.store)
        #expect(try place.sums(1, 101).pieces.made == 50 * quantityScale)
        #expect(try place.counts.isBalanced)
        place.kill()
        try place.open()
        #expect(place.lane?.previousTopics == ["t"])
    }

    @Test func countsQuarantineOnceWhateverTheMarks() throws {
        let place = try Workplace()
        try place.open()
        for (index, happening) in recording(seconds: 400).enumerated() {
            try place.take(happening)
            if index % 7 == 0 { try place.commit() }
            if index % 20 == 0 { try place.flush() }
        }
        try place.commit()
        try place.flush()
        let entries = try place.store.quarantine()
        #expect(entries.map(\.count) == [10])
        #expect(entries.map(\.reason) == ["not_json"])
        #expect(entries[0].received == Happening.at(7)...Happening.at(367))
        #expect(entries[0].sample == Array("{broken".utf8))
    }

    @Test func storesQuarantineUpToTheMarkOnly() throws {
        let place = try Workplace()
        try place.open()
        for second in [1, 2] as [Int64] {
            try place.take(.message(.init(payload: "{broken", second: second)))
            try place.lane?.intake.commit()
            _ = try place.lane?.intake.pump()
        }
        // Two tallies and the mark of the first message; the second waits in the ring.
        #expect(place.lane?.core.turn(limit: 3) == 3)
        let first = place.lane?.core.takeFlush()
        #expect(first?.state.position == 1 && first?.state.counts[.quarantined] == 1)
        #expect(first?.quarantine.map(\.records) == [1...1])
        _ = place.lane?.core.turn()
        #expect(place.lane?.core.takeFlush()?.quarantine.map(\.records) == [2...2])
    }
}
