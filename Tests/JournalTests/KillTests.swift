import Foundation
import Telemetry
import Testing

@testable import Journal

struct KillTests {
    /// kill -9 of a process that writes as fast as it can, again and again on one journal.
    @Test func losesNothingCommittedWhenKilled() async throws {
        let place = try TemporaryJournal()
        let rounds = 20
        var lost = 0
        var previous: UInt64 = 0
        for _ in 0..<rounds {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = place.path as String] in
                try writeUntilKilled(path)
            }
            let acknowledged = try #require(UInt64(try readNote(place.path)))
            let writer = try place.open(JournalOptions(segmentBytes: 65_536))
            if writer.lastDurableRecord < acknowledged { lost += 1 }
            #expect(acknowledged >= previous)
            previous = acknowledged
        }
        let found = try place.readAll()
        var expected = try TemporaryJournal(inMemory: true).open()
        var wrong = 0
        for record in found {
            if try expected.appendSample() != record { wrong += 1 }
            if expected.pendingRecords == 1_000 { try expected.commit() }
        }
        report(
            "journal kill -9: \(rounds) kills, \(found.count) records, \(lost) lost, "
                + "\(wrong) wrong")
        #expect(lost == 0)
        #expect(wrong == 0)
        #expect(found.count > rounds)
    }
}

/// Commits groups and notes what is acknowledged, until a thread of its own kills the process.
private func writeUntilKilled(_ path: String) throws {
    var writer = try JournalWriter(
        directory: path, options: JournalOptions(segmentBytes: 65_536))
    let note = unsafe open(path + "/acknowledged", O_RDWR | O_CREAT, 0o600)
    Thread.detachNewThread {
        usleep(UInt32.random(in: 0..<60_000))
        kill(getpid(), SIGKILL)
    }
    while true {
        for _ in 0..<Int.random(in: 1...40) { try writer.appendSample() }
        try writer.commit()
        let digits = String(writer.lastDurableRecord)
        let line = [UInt8]((String(repeating: "0", count: 20 - digits.count) + digits).utf8)
        _ = unsafe line.withUnsafeBytes { unsafe pwrite(note, $0.baseAddress, $0.count, 0) }
    }
}

private func readNote(_ path: String) throws -> String {
    let note = path + "/acknowledged"
    guard FileManager.default.fileExists(atPath: note) else { return "0" }
    let text = try String(contentsOfFile: note, encoding: .utf8)
    return text.isEmpty ? "0" : text
}
