import Foundation
import Testing

@testable import Journal

/// A copy made at any moment opens on what was durable then.
@Suite struct CopyTests {
    @Test func copiesEverythingDurableAcrossSegments() throws {
        let journal = try TemporaryJournal()
        var writer = try journal.open(JournalOptions(segmentBytes: 4096))
        let all = try writer.commitSamples(groups: 40, of: 5)
        #expect(journal.segments.count > 2)
        let copy = try JournalCopy(from: journal.path, to: journal.root + "/copy")
        #expect(copy.segments == journal.segments)
        #expect(copy.oldestRecord == 1 && copy.lastRecord == UInt64(all.count))
        #expect(try Self.records(journal.root + "/copy") == all)
        _ = consume writer
    }

    @Test func leavesOutWhatIsBeingWritten() throws {
        let journal = try TemporaryJournal()
        var writer = try journal.open()
        let all = try writer.commitSamples(groups: 3, of: 4)
        _ = consume writer
        let name = journal.segments[0]
        var bytes = try journal.bytes(of: name)
        let end = (bytes.lastIndex { $0 != 0 } ?? 0) + 1
        // The beginning of a record, as a write that is under way leaves it.
        bytes.replaceSubrange(end..<(end + 40), with: [UInt8](repeating: 0x2B, count: 40))
        try journal.write(bytes, to: name)
        let copy = try JournalCopy(from: journal.path, to: journal.root + "/copy")
        #expect(copy.lastRecord == UInt64(all.count))
        let copied = try FileManager.default.attributesOfItem(
            atPath: journal.root + "/copy/" + name)
        #expect(copied[.size] as? Int == end)
        #expect(try Self.records(journal.root + "/copy") == all)
    }

    @Test func copiesWhileItIsWritten() async throws {
        let journal = try TemporaryJournal()
        let options = JournalOptions(segmentBytes: 16_384)
        var writer = try journal.open(options)
        _ = try writer.commitSamples(groups: 1, of: 1)
        let path = journal.path
        let root = journal.root
        let copies = Task.detached {
            try (0..<20).map { number in
                try JournalCopy(from: path, to: root + "/copy-\(number)").lastRecord
            }
        }
        var all = ["first"]
        for _ in 0..<400 { all += try writer.commitSamples(groups: 1, of: 20) }
        let ends = try await copies.value
        #expect(ends == ends.sorted() && (ends.last ?? 0) > 0)
        for (number, end) in ends.enumerated() {
            #expect(try Self.records(root + "/copy-\(number)").count == Int(end))
        }
        _ = consume writer
    }

    @Test func refusesASegmentOfANewerVersionAndChangesNothing() throws {
        let journal = try TemporaryJournal()
        var writer = try journal.open()
        _ = try writer.commitSamples(groups: 1, of: 3)
        _ = consume writer
        let name = journal.segments[0]
        var bytes = try journal.bytes(of: name)
        bytes[8] = 2
        let before = crc32c(bytes.span.extracting(0..<12), seed: 0)
        let sum = crc32c(bytes.span.extracting(16..<64), seed: before)
        for place in 0..<4 { bytes[12 + place] = UInt8(truncatingIfNeeded: sum >> (8 * place)) }
        try journal.write(bytes, to: name)
        for policy in [JournalOptions.DamagePolicy.refuse, .setAside] {
            #expect(throws: JournalError.unknownVersion(segment: name, version: 2)) {
                _ = try journal.open(JournalOptions(damagePolicy: policy))
            }
        }
        #expect(throws: JournalError.unknownVersion(segment: name, version: 2)) {
            _ = try JournalCopy(from: journal.path, to: journal.root + "/copy")
        }
        #expect(try journal.bytes(of: name) == bytes)
    }

    private static func records(_ path: String) throws -> [String] {
        // Opening for writing proves that it is a whole journal, not only a readable one.
        let writer = try JournalWriter(
            directory: path, options: JournalOptions(verification: .allSegments))
        var reader = try JournalReader(directory: path)
        var batch = JournalBatch()
        var result: [String] = []
        while try reader.next(into: &batch, through: writer.lastDurableRecord) {
            result += batch.records.map { text($0, in: batch) }
        }
        return result
    }
}
