import Foundation
import Journal
import Plant
import Telemetry

/// Something that was received once and can be read any number of times, in order of receipt.
protocol RecordingSource {
    /// Hands over every entry; the same each time.
    func forEach(_ body: (RecordingEntry) throws -> Void) throws
}

/// A file of `messages.jsonl`.
struct RecordingFile: RecordingSource {
    let path: String
    let plant: Plant
    let progress: ProgressLine

    func forEach(_ body: (RecordingEntry) throws -> Void) throws {
        let reader = MessageLine(plant: plant)
        let text = try contents(of: path)
        let total = text.utf8.count
        var read = 0
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            read += line.utf8.count + 1
            guard !line.allSatisfy({ $0 == " " || $0 == "\r" }) else { continue }
            try body(try entry(line, number: index + 1, reader))
            progress.step(done: read, of: total)
        }
        progress.end()
    }

    private func entry(
        _ line: Substring, number: Int, _ reader: MessageLine
    ) throws(RecordingError) -> RecordingEntry {
        do {
            return try reader.entry(String(line))
        } catch {
            throw RecordingError(file: path, line: number, message: error.message)
        }
    }
}

/// The records of a journal as entries of a recording.
struct JournalFolder: RecordingSource {
    let path: String
    let progress: ProgressLine

    func forEach(_ body: (RecordingEntry) throws -> Void) throws {
        var last: Timestamp?
        var isFirstStart = true
        let check = try JournalCheck(directory: path) { header, bytes in
            last = header.receiveTime
            if case .started = header.kind, isFirstStart { return isFirstStart = false }
            guard let entry = RecordingEntry(header, in: bytes) else { return }
            try body(entry)
            progress.step()
        }
        progress.end()
        if let damage = check.damage.first { throw JournalError.damaged(damage) }
        if let last { try body(.end(at: last)) }
    }
}

extension RecordingEntry {
    /// Nil for records that a recording has no words for: ticks, a stop, what was rejected.
    init?(_ header: RecordHeader, in bytes: [UInt8]) {
        switch header.kind {
        case .message:
            self = .message(
                RecordedMessage(
                    at: header.receiveTime, topic: Array(bytes[header.topic]),
                    payload: Array(bytes[header.payload]), qos: header.qos,
                    retained: header.retained, packetID: header.packetID,
                    duplicate: header.duplicate))
        case .connectionUp(let sessionPresent):
            self = .connectionUp(at: header.receiveTime, sessionPresent: sessionPresent)
        case .connectionLost:
            self = .connectionLost(at: header.receiveTime, silence: header.value(in: bytes))
        case .started: self = .restart(at: header.receiveTime)
        case .brokerRuns:
            self = .brokerRuns(
                at: header.receiveTime, seconds: Int(header.value(in: bytes)))
        case .connecting: self = .connecting(at: header.receiveTime)
        case .session(let origin): self = .session(at: header.receiveTime, origin)
        case .tick, .stopped, .rejected: return nil
        }
    }
}
