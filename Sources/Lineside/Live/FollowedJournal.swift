import Decoding
import Foundation
import Journal
import Telemetry

/// A journal that is read while it is written, into a tap.
///
/// One thread.
final class FollowedJournal {
    private let tap: Tap
    private var reader: JournalReader
    private var batch = JournalBatch()
    private let begin: Timestamp

    /// Begins with what was received from an instant on; nil: with what comes from now on.
    init(_ path: String, from begin: Timestamp?, tap: Tap) throws {
        self.tap = tap
        self.begin = begin ?? .distantPast
        let segments = try Self.segments(at: path)
        var first = segments.last ?? 1
        if let begin {
            // The first record of a segment tells whether the span may begin before it.
            for segment in segments.reversed() {
                first = segment
                var reader = try JournalReader(directory: path, from: segment)
                var batch = JournalBatch()
                guard try reader.next(into: &batch, maxBytes: 1), let record = batch.records.first
                else { continue }
                if record.receiveTime <= begin { break }
            }
        }
        reader = try JournalReader(directory: path, from: first)
        guard begin == nil else { return }
        while try reader.next(into: &batch) {}
    }

    /// The first records of the segments, in order, by their names.
    private static func segments(at path: String) throws -> [UInt64] {
        try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".journal") }.compactMap { UInt64($0.dropLast(8)) }.sorted()
    }

    /// Takes what is new; whether there was anything.
    func turn() throws -> Bool {
        guard try reader.next(into: &batch) else { return false }
        for header in batch.records where header.receiveTime >= begin {
            switch header.kind {
            case .connectionUp(let sessionPresent): tap.connected(sessionPresent: sessionPresent)
            case .message:
                tap.take(
                    topic: batch.bytes.span.extracting(header.topic),
                    payload: batch.bytes.span.extracting(header.payload),
                    MessageInfo(
                        record: header.number, receiveTime: header.receiveTime,
                        retained: header.retained, acknowledged: header.qos > 0),
                    packetID: header.packetID, isDuplicate: header.duplicate)
            default: break
            }
        }
        return true
    }
}
