import Foundation
import Telemetry
import Testing

@testable import Journal

/// Figures for the log; nothing is asserted, because a time on a shared machine proves nothing.
@Suite(.serialized)
struct SpeedTests {
    private let topic = [UInt8]("plant/line/unit-17/good-count".utf8)
    private let payload = [UInt8](repeating: 120, count: 100)

    @Test func reportsCommitsPerSecond() throws {
        var figures: [String] = []
        for (records, commits) in [(1, 400), (64, 300), (1_000, 100)] {
            let place = try TemporaryJournal()
            var writer = try place.open()
            try fill(&writer, records: records)
            try writer.commit()
            let clock = ContinuousClock()
            var longest = Duration.zero
            let total = try clock.measure {
                for _ in 0..<commits {
                    try fill(&writer, records: records)
                    longest = max(longest, try clock.measure { try writer.commit() })
                }
            }
            let rate = Double(commits) / seconds(total)
            figures.append(
                "\(records) records: \(Int(rate)) commits/s, \(Int(rate) * records) records/s, "
                    + "longest \(Int(seconds(longest) * 1e6)) µs")
            #expect(Int(writer.lastDurableRecord) == records * (commits + 1))
        }
        report("journal commits of 100-byte payloads: " + figures.joined(separator: "; "))
    }

    @Test func reportsCostPerRecord() throws {
        let place = try TemporaryJournal(inMemory: true)
        var writer = try place.open()
        let rounds = 2_000
        let perGroup = 64
        try fill(&writer, records: perGroup)
        try writer.commit()
        let clock = ContinuousClock()
        var encoding = Duration.zero
        for _ in 0..<rounds {
            encoding += try clock.measure { try fill(&writer, records: perGroup) }
            try writer.commit()
        }
        var reader = try JournalReader(directory: place.path)
        var batch = JournalBatch()
        var read = 0
        let reading = try clock.measure {
            while try reader.next(into: &batch) { read += batch.records.count }
        }
        let count = rounds * perGroup
        #expect(read == count + perGroup)
        report(
            "journal, 100-byte payloads: encode and checksum "
                + "\(Int(seconds(encoding) * 1e9) / count) ns a record, "
                + "read and check \(Int(seconds(reading) * 1e9) / read) ns a record")
    }

    private func fill(_ writer: inout JournalWriter, records: Int) throws {
        for index in 0..<records {
            try writer.append(
                topic: topic.span, payload: payload.span,
                receiveTime: Timestamp(nanoseconds: Int64(index)), qos: 1,
                packetID: UInt16(truncatingIfNeeded: index))
        }
    }

    private func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
