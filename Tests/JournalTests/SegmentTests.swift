import Foundation
import Telemetry
import Testing

@testable import Journal

enum ProcessIdentifier {
    static var own: Int32 { ProcessInfo.processInfo.processIdentifier }
}

struct SegmentTests {
    private let small = JournalOptions(segmentBytes: 4_096)

    @Test func beginsNewSegmentWhenFullAndReadsAcross() throws {
        let place = try TemporaryJournal()
        var writer = try place.open(small)
        let all = try writer.commitSamples(groups: 100, of: 4)
        #expect(writer.segmentCount > 5)
        #expect(place.segments.count == writer.segmentCount)
        #expect(try place.readAll() == all)
        #expect(try place.readAll(maxBytes: 1) == all)
        #expect(try place.readAll(from: 117) == Array(all[116...]))
        #expect(try place.readAll(from: 401).isEmpty)
        let files = try place.segments.reduce(0) { try $0 + place.bytes(of: $1).count }
        #expect(writer.sizeInBytes == files)
    }

    @Test func readsWhileTheWriterGoesOn() throws {
        let place = try TemporaryJournal()
        var writer = try place.open(small)
        var reader = try JournalReader(directory: place.path)
        var batch = JournalBatch()
        var seen: [String] = []
        var written: [String] = []
        for round in 0..<200 {
            written += try writer.commitSamples(groups: 1, of: 1 + round % 5)
            guard round % 3 == 0 else { continue }
            while try reader.next(into: &batch, maxBytes: 500, through: writer.lastDurableRecord) {
                seen += batch.records.map { text($0, in: batch) }
            }
            #expect(seen == written)
        }
        #expect(writer.segmentCount > 3)
    }

    @Test func readerStopsAtTheDurableEndItIsTold() throws {
        let place = try TemporaryJournal()
        var writer = try place.open()
        _ = try writer.commitSamples(groups: 5, of: 2)
        var reader = try JournalReader(directory: place.path)
        var batch = JournalBatch()
        #expect(try reader.next(into: &batch, through: 7))
        #expect(batch.records.map(\.number) == Array(1...7))
        #expect(try !reader.next(into: &batch, through: 7))
        #expect(try reader.next(into: &batch, through: 8))
        #expect(try reader.next(into: &batch, through: 11))
        #expect(batch.records.map(\.number) == [9, 10])
        #expect(throws: JournalError.self) { try reader.next(into: &batch, through: 11) }
    }

    @Test func removesOnlyWhatIsStoredAndOld() throws {
        let place = try TemporaryJournal()
        var writer = try place.open(small)
        _ = try writer.commitSamples(groups: 100, of: 4)
        let count = writer.segmentCount
        let late = Timestamp(nanoseconds: 1_000_000_000)
        let ageOnly = JournalRetention(maxAge: 1_000, minMessages: 0)
        #expect(try writer.retain(stored: 0, now: late, rule: ageOnly) == 0)
        let young = Timestamp(nanoseconds: 0)
        #expect(try writer.retain(stored: 400, now: young, rule: ageOnly) == 0)
        #expect(try writer.retain(stored: 117, now: late, rule: ageOnly) > 0)
        #expect(writer.oldestRecord <= 117)
        #expect(writer.oldestRecord > 1)
        #expect(place.segments.count == writer.segmentCount)
        #expect(try writer.retain(stored: 400, now: late, rule: ageOnly) > 0)
        #expect(writer.segmentCount == 1)
        #expect(Int(writer.counters.segmentsRemoved) == count - 1)
        let oldest = writer.oldestRecord
        #expect(throws: JournalError.recordRemoved(number: 1, oldest: oldest)) {
            try place.readAll(from: 1)
        }
    }

    @Test func removesBySizeButKeepsTheMemoryForRedeliveries() throws {
        let place = try TemporaryJournal()
        var writer = try place.open(small)
        _ = try writer.commitSamples(groups: 100, of: 4)
        let rule = JournalRetention(maxAge: .max, maxBytes: 9_000, minMessages: 0)
        let atLimit = JournalRetention(
            maxAge: .max, maxBytes: writer.sizeInBytes, minMessages: 0)
        try writer.retain(stored: 200, now: Timestamp(nanoseconds: 0), rule: atLimit)
        #expect(writer.counters.segmentsRemoved == 0)
        try writer.retain(stored: 200, now: Timestamp(nanoseconds: 0), rule: rule)
        #expect(writer.oldestRecord <= 201)
        #expect(writer.counters.segmentsRemoved > 0)
        #expect(writer.counters.segmentsRemovedForSize == writer.counters.segmentsRemoved)
        let keepAll = JournalRetention(maxAge: 0, maxBytes: 0, minMessages: 150)
        let forSize = writer.counters.segmentsRemovedForSize
        try writer.retain(stored: 400, now: Timestamp.distantFuture, rule: keepAll)
        #expect(writer.counters.segmentsRemovedForSize == forSize, "these were old")
        #expect(400 - writer.oldestRecord + 1 >= 150)
        #expect(writer.oldestRecord > 150)
    }

    @Test func keepsItsKnowledgeOfSegmentsAcrossReopening() throws {
        let place = try TemporaryJournal()
        let before: [SegmentSummary]
        do {
            var writer = try place.open(small)
            _ = try writer.commitSamples(groups: 60, of: 4)
            before = writer.segments
        }
        let again = try place.open(small)
        #expect(again.segments == before)
        #expect(again.recovery.recordsRead < 60)
    }

    @Test func findsWhereEnoughMessagesBegin() throws {
        let place = try TemporaryJournal()
        var writer = try place.open(small)
        for number in 1...400 {
            try writer.appendSample(qos: number % 2 == 0 ? 1 : 0)
            if number % 4 == 0 { try writer.commit() }
        }
        for wanted: UInt64 in [1, 50, 100, 150] {
            for before: UInt64 in [300, 350, 401] {
                let start = writer.record(withMessages: wanted, before: before)
                let lower = (start + 1) / 2
                let messages = (before - 1) / 2 - lower + 1
                #expect(messages >= wanted || start == 1)
            }
        }
        #expect(writer.record(withMessages: 50, before: 401) > 200)
        #expect(writer.record(withMessages: 32_000, before: 401) == 1)
    }

    @Test func readerWhoseSegmentsWereRemovedSaysSo() throws {
        let place = try TemporaryJournal()
        var writer = try place.open(small)
        _ = try writer.commitSamples(groups: 60, of: 4)
        var reader = try JournalReader(directory: place.path)
        var batch = JournalBatch()
        try writer.retain(
            stored: 240, now: .distantFuture, rule: JournalRetention(maxAge: 0, minMessages: 0))
        var thrown: JournalError?
        do {
            while try reader.next(into: &batch) {}
        } catch {
            thrown = error
        }
        #expect(
            thrown
                == .recordRemoved(number: reader.nextRecord, oldest: writer.oldestRecord))
    }
}
