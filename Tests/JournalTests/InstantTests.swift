import Telemetry
import Testing

@testable import Journal

/// Where reading begins for what was received at an instant.
struct InstantTests {
    @Test(arguments: [0, 1, 1_000, 117_000, 117_001, 399_999, 400_000, 9_000_000] as [Int64])
    func beginsInTheSegmentOfAnInstant(nanoseconds: Int64) throws {
        let place = try TemporaryJournal()
        var writer = try place.open(JournalOptions(segmentBytes: 4_096))
        // The sample of a number is received at so many thousand nanoseconds.
        _ = try writer.commitSamples(groups: 100, of: 4)
        let instant = Timestamp(nanoseconds: nanoseconds)
        let reader = try JournalReader(directory: place.path, receivedAt: instant)
        let wanted = UInt64(max(1, min(400, (nanoseconds + 999) / 1_000)))
        #expect(reader.nextRecord <= wanted)
        // In the segment of the instant itself, not in one long before.
        let received = UInt64(max(1, min(400, nanoseconds / 1_000)))
        let own = try JournalDirectory(place.path).segments().last { $0 <= received }
        #expect(reader.nextRecord == own)
        #expect(nanoseconds < 200_000 || reader.nextRecord > 1)
    }

    @Test func readsFromTheStartWhereNothingIsOlder() throws {
        let place = try TemporaryJournal()
        var writer = try place.open()
        let all = try writer.commitSamples(groups: 1, of: 3)
        var reader = try JournalReader(directory: place.path, receivedAt: .distantPast)
        var batch = JournalBatch()
        let isThere = try reader.next(into: &batch)
        #expect(isThere && batch.records.count == all.count)
    }
}
