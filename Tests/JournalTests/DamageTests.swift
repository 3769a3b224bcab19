import Foundation
import Promises
import Telemetry
import Testing

@testable import Journal

struct DamageTests {
    private let small = JournalOptions(segmentBytes: 4_096)

    /// The bytes of a journal and every record in it.
    private struct Original {
        var files: [(name: String, bytes: [UInt8])]
        var records: [String]
        /// Where the records of the last file end, the header's end included.
        var boundaries: Set<Int>
        var end: Int

        func write(to place: TemporaryJournal) throws {
            try? FileManager.default.removeItem(atPath: place.path)
            try FileManager.default.createDirectory(
                atPath: place.path, withIntermediateDirectories: false)
            for file in files { try place.write(file.bytes, to: file.name) }
        }
    }

    private func makeOriginal(in place: TemporaryJournal, groups: Int) throws -> Original {
        var writer = try place.open(small)
        let records = try writer.commitSamples(groups: groups, of: 4)
        let last = try #require(writer.segments.last)
        var boundaries: Set = [SegmentFormat.headerBytes]
        var reader = try JournalReader(directory: place.path, from: last.first)
        var batch = JournalBatch()
        while try reader.next(into: &batch) {
            for record in batch.records {
                boundaries.insert(SegmentFormat.headerBytes + record.payload.upperBound)
            }
        }
        let files = try place.segments.map { ($0, try place.bytes(of: $0)) }
        return Original(
            files: files, records: records, boundaries: boundaries, end: last.bytes)
    }

    @Test func opensOnPrefixAtEveryTruncationOfTheLastSegment() throws {
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 30)
        let last = try #require(original.files.last)
        var line = PromiseLine(promise: "P3", part: "journal truncated", seed: 0)
        defer { line.close() }
        var wrong: [Int] = []
        var cuts = 0
        for size in 0...(original.end + 3) {
            line.runs += 1
            line.faults += 1
            line.messages += original.records.count
            try original.write(to: place)
            try place.write(Array(last.bytes.prefix(size)), to: last.name)
            let recovery = try place.open(small).recovery
            let found = try place.readAll()
            let isPrefix = found == Array(original.records.prefix(found.count))
            let isClean = original.boundaries.contains(size) || size > original.end
            let namesCut = (recovery.cut?.segment == last.name) == !isClean
            let isCounted = recovery.lastRecord == UInt64(found.count)
            if !isPrefix || !namesCut && size > 0 || !isCounted { wrong.append(size) }
            if recovery.cut != nil { cuts += 1 }
        }
        report(
            "journal truncation: \(original.end + 4) offsets, \(cuts) cuts, \(wrong.count) wrong")
        #expect(wrong.isEmpty)
    }

    @Test func refusesTruncationOfAnEarlierSegment() throws {
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 60)
        let first = original.files[0]
        for size in stride(from: 0, to: first.bytes.count, by: 13) {
            try original.write(to: place)
            try place.write(Array(first.bytes.prefix(size)), to: first.name)
            let thrown = #expect(throws: JournalError.self) { _ = try place.open(small) }
            guard case .damaged(let damage) = thrown else {
                Issue.record("\(size): \(String(describing: thrown))")
                continue
            }
            #expect(damage.segment == first.name)
            #expect(damage.offset <= size)
            #expect(try place.bytes(of: first.name).count == size)
        }
    }

    @Test func neverAcceptsWrongRecordAfterBitFlips() throws {
        let seed = PromiseLine.seed(20_261_122)
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 60)
        var generator = SeededGenerator(seed: seed)
        var figures: [String: Int] = [:]
        var line = PromiseLine(promise: "P3", part: "journal bits flipped", seed: seed)
        defer { line.close() }
        for _ in 0..<PromiseLine.runs(2_000) {
            line.runs += 1
            line.faults += 1
            line.messages += original.records.count
            var damaged = original
            let file = Int.random(in: 0..<damaged.files.count, using: &generator)
            let isLast = file == damaged.files.count - 1
            let range = 0..<(isLast ? original.end + 64 : damaged.files[file].bytes.count)
            let offset = Int.random(
                in: range.clamped(to: 0..<damaged.files[file].bytes.count), using: &generator)
            damaged.files[file].bytes[offset] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            try damaged.write(to: place)
            figures[try outcome(in: place, original: original), default: 0] += 1
        }
        let text = figures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        report("journal bit flips, seed \(seed): " + text.joined(separator: ", "))
        #expect(figures["WRONG"] == nil)
        #expect((figures["refused when opened"] ?? 0) > 0)
        #expect((figures["refused when read"] ?? 0) > 0)
        #expect((figures["opened on a prefix"] ?? 0) > 0)
    }

    private func outcome(in place: TemporaryJournal, original: Original) throws -> String {
        let recovery: JournalRecovery
        do { recovery = try place.open(small).recovery } catch {
            return isDamage(error) ? "refused when opened" : "WRONG"
        }
        let (found, failure) = readUntilFailure(place)
        guard found == Array(original.records.prefix(found.count)) else { return "WRONG" }
        if let failure { return isDamage(failure) ? "refused when read" : "WRONG" }
        if found.count == original.records.count { return "opened whole" }
        return recovery.cut == nil ? "WRONG" : "opened on a prefix"
    }

    private func readUntilFailure(_ place: TemporaryJournal) -> ([String], (any Error)?) {
        var found: [String] = []
        do {
            var reader = try JournalReader(directory: place.path)
            var batch = JournalBatch()
            while try reader.next(into: &batch) {
                found += batch.records.map { text($0, in: batch) }
            }
            return (found, nil)
        } catch {
            return (found, error)
        }
    }

    private func isDamage(_ error: any Error) -> Bool {
        (error as? JournalError)?.code == "journal_damaged"
    }

    @Test func refusesEveryDamageWhenAllSegmentsAreVerified() throws {
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 60)
        let options = JournalOptions(segmentBytes: 4_096, verification: .allSegments)
        for offset in stride(from: 0, to: original.files[0].bytes.count, by: 17) {
            var damaged = original
            damaged.files[0].bytes[offset] ^= 4
            try damaged.write(to: place)
            // The header's last 24 bytes are unused, but covered by its checksum.
            #expect(throws: JournalError.self) { _ = try place.open(options) }
        }
    }

    /// Opening looks at the last segment alone: what is written then can be read, though not from
    /// the oldest record on.
    @Test func takesRecordsBehindDamageOfAClosedSegment() throws {
        let place = try TemporaryJournal(inMemory: true)
        var damaged = try makeOriginal(in: place, groups: 60)
        damaged.files[0].bytes[SegmentFormat.headerBytes + 40] ^= 1
        try damaged.write(to: place)
        var writer = try place.open(small)
        let first = writer.lastDurableRecord + 1
        let more = try writer.commitSamples(groups: 2, of: 3)
        #expect(try place.readAll(from: first) == more)
        let (found, failure) = readUntilFailure(place)
        #expect(found.isEmpty)
        #expect(failure.map(isDamage) == true)
    }

    @Test func cutsTornGroupWhoseLaterRecordsSurvived() throws {
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 5)
        let before = original.records.count - 4
        var damaged = original
        let boundaries = original.boundaries.sorted()
        damaged.files[0].bytes[boundaries[before] + 40] ^= 1
        try damaged.write(to: place)
        var writer = try place.open(small)
        let cut = try #require(writer.recovery.cut)
        #expect(cut.offset == boundaries[before])
        #expect(cut.records == 3)
        #expect(cut.bytes == original.end - boundaries[before])
        #expect(cut.reason == .checksum)
        #expect(writer.counters.cutBytes == UInt64(cut.bytes))
        #expect(try place.bytes(of: cut.segment).count == cut.offset)
        let more = try writer.commitSamples(groups: 2, of: 3)
        #expect(try place.readAll() == Array(original.records.prefix(before)) + more)
    }

    @Test func refusesDamageThatLaterGroupsFollow() throws {
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 5)
        let boundaries = original.boundaries.sorted()
        for record in 0..<(original.records.count - 4) {
            var damaged = original
            damaged.files[0].bytes[boundaries[record] + 33] ^= 1
            try damaged.write(to: place)
            #expect(
                throws: JournalError.damaged(
                    JournalDamage(
                        segment: original.files[0].name, offset: boundaries[record],
                        record: UInt64(record + 1), reason: .checksum))
            ) { _ = try place.open(small) }
            #expect(try place.bytes(of: original.files[0].name) == damaged.files[0].bytes)
        }
    }

    @Test func setsDamageAsideWhenTold() throws {
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 60)
        var damaged = original
        let offset = 1_000
        damaged.files[1].bytes[offset] ^= 1
        try damaged.write(to: place)
        let options = JournalOptions(
            segmentBytes: 4_096, verification: .allSegments, damagePolicy: .setAside)
        do {
            var writer = try place.open(options)
            #expect(writer.recovery.setAside?.segment == original.files[1].name)
            let kept = Int(writer.lastDurableRecord)
            let more = try writer.commitSamples(groups: 3, of: 3)
            #expect(try place.readAll() == Array(original.records.prefix(kept)) + more)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        let aside = names.filter { $0.hasSuffix(".damaged") }
        #expect(aside.count == original.files.count - 1)
        #expect(try place.open(options).recovery.setAside == nil)
    }

    @Test func refusesMissingAndForeignSegments() throws {
        let place = try TemporaryJournal(inMemory: true)
        let original = try makeOriginal(in: place, groups: 60)
        try original.write(to: place)
        try FileManager.default.removeItem(atPath: place.path + "/" + original.files[1].name)
        #expect(throws: JournalError.self) { _ = try place.open(small) }
        let other = try makeOriginal(in: try TemporaryJournal(inMemory: true), groups: 60)
        try original.write(to: place)
        try place.write(other.files[1].bytes, to: original.files[1].name)
        let thrown = #expect(throws: JournalError.self) { _ = try place.open(small) }
        guard case .damaged(let damage) = thrown else {
            Issue.record("not refused as damage")
            return
        }
        #expect(damage.reason == .foreign)
    }
}
