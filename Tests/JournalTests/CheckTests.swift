import Foundation
import Testing

@testable import Journal

@Suite struct CheckTests {
    private let small = JournalOptions(segmentBytes: 4_096)

    private func check(_ place: TemporaryJournal) throws -> (JournalCheck, numbers: [UInt64]) {
        var numbers: [UInt64] = []
        let check = try JournalCheck(directory: place.path) { header, _ in
            numbers.append(header.number)
        }
        return (check, numbers)
    }

    @Test func visitsEveryRecordOfAWholeJournalWhileItIsOpen() throws {
        let place = try TemporaryJournal()
        var writer = try place.open(small)
        let records = try writer.commitSamples(groups: 40, of: 5)
        let (check, numbers) = try check(place)
        #expect(numbers == (1...UInt64(records.count)).map(\.self))
        #expect(check.damage.isEmpty && check.unfinishedBytes == 0)
        #expect(check.segments.count == place.segments.count)
        #expect(check.segments.dropLast().allSatisfy { $0.isSealed })
        #expect(check.segments.last?.isSealed == false)
        #expect(check.segments.reduce(0) { $0 + $1.records } == UInt64(records.count))
        withExtendedLifetime(writer.recovery) {}
    }

    @Test func namesEveryByteThatWasFlipped() throws {
        let place = try TemporaryJournal(inMemory: true)
        do {
            var writer = try place.open(small)
            _ = try writer.commitSamples(groups: 30, of: 4)
        }
        for name in [place.segments[0], try #require(place.segments.last)] {
            let whole = try place.bytes(of: name)
            // In the last group nobody could tell a flipped byte from an unfinished write.
            let end = try #require(whole.lastIndex { $0 != 0 }) / 3
            for offset in stride(from: 8, to: end, by: 7) where whole[offset] != 0 {
                var bytes = whole
                bytes[offset] ^= 0x10
                try place.write(bytes, to: name)
                let (found, _) = try check(place)
                let isNamed = found.damage.contains { $0.segment == name }
                if !isNamed { Issue.record("\(name) at \(offset) is not found") }
            }
            try place.write(whole, to: name)
        }
        #expect(try check(place).0.damage.isEmpty)
    }

    @Test func unfinishedWriteIsNoDamage() throws {
        let place = try TemporaryJournal()
        do {
            var writer = try place.open(small)
            _ = try writer.commitSamples(groups: 3, of: 4)
        }
        let name = try #require(place.segments.last)
        var bytes = try place.bytes(of: name)
        let end = try #require(bytes.lastIndex { $0 != 0 })
        bytes.removeLast(bytes.count - end + 2)
        try place.write(bytes, to: name)
        let (found, numbers) = try check(place)
        #expect(found.damage.isEmpty && found.unfinishedBytes > 0)
        #expect(numbers.count == 11)
    }

    @Test func missingSegmentIsDamage() throws {
        let place = try TemporaryJournal()
        do {
            var writer = try place.open(small)
            _ = try writer.commitSamples(groups: 60, of: 4)
        }
        let middle = place.segments[1]
        try FileManager.default.removeItem(atPath: place.path + "/" + middle)
        let (found, numbers) = try check(place)
        #expect(found.damage.map(\.reason) == [.missing])
        #expect(numbers.count < 240 && numbers.last == 240)
    }
}
