import Foundation
import Telemetry
import Testing

@testable import Journal

/// A journal's directory that lives as long as the test that uses it.
final class TemporaryJournal {
    let root: String
    let path: String

    /// Makes an empty folder; in memory for tests that open it thousands of times.
    init(inMemory: Bool = false) throws {
        let memory = "/dev/shm/"
        let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory)
        root = (isThere ? memory : NSTemporaryDirectory()) + "journal-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true)
        path = root + "/lane"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    func open(
        _ options: JournalOptions = JournalOptions(), calls: SystemCalls = .kernel
    ) throws -> JournalWriter {
        try JournalWriter(directory: JournalDirectory(path, calls: calls), options: options)
    }

    /// The segment files in order.
    var segments: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".journal") }.sorted()
    }

    func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name)))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: path + "/" + name))
    }

    /// Everything a reader sees, as text that names every field.
    func readAll(from number: UInt64 = 1, maxBytes: Int = 1 << 20) throws -> [String] {
        var reader = try JournalReader(directory: path, from: number)
        var batch = JournalBatch()
        var result: [String] = []
        while try reader.next(into: &batch, maxBytes: maxBytes) {
            result += batch.records.map { text($0, in: batch) }
        }
        return result
    }
}

/// A record in words, so that any changed field shows.
func text(_ header: RecordHeader, in batch: JournalBatch) -> String {
    let topic = String(decoding: batch.bytes[header.topic], as: UTF8.self)
    let payload = String(decoding: batch.bytes[header.payload], as: UTF8.self)
    return "\(header.number) \(header.kind) \(header.receiveTime.nanoseconds) q\(header.qos) "
        + "\(header.retained) \(header.duplicate) \(header.packetID) \(topic)=\(payload)"
}

extension JournalWriter {
    /// Appends the test message that belongs to its number and gives it in words.
    @discardableResult
    mutating func appendSample(payloadBytes: Int? = nil, qos: UInt8 = 1) throws -> String {
        let number = lastDurableRecord + 1 + UInt64(pendingRecords)
        let topic = [UInt8]("plant/line/\(number % 7)/count".utf8)
        let size = payloadBytes ?? Int(number % 40)
        let payload = (0..<size).map { UInt8(97 + ($0 + Int(number)) % 26) }
        try append(
            topic: topic.span, payload: payload.span,
            receiveTime: Timestamp(nanoseconds: Int64(number) * 1_000), qos: qos,
            packetID: UInt16(truncatingIfNeeded: number), retained: number % 5 == 0,
            duplicate: number % 3 == 0)
        guard let last = group.records.last else { return "" }
        return text(last, in: group)
    }

    /// Commits groups of samples and gives all of them in words.
    mutating func commitSamples(groups: Int, of count: Int) throws -> [String] {
        var all: [String] = []
        for _ in 0..<groups {
            for _ in 0..<count { all.append(try appendSample()) }
            try commit()
        }
        return all
    }
}

/// A small generator whose results depend on its seed alone.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Writes a line of figures to the test's output.
func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
