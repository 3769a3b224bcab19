import CChecksum
import Telemetry
import Testing

@testable import Journal

struct RoundTripTests {
    @Test func readsBackEveryFieldOfEveryKind() throws {
        let place = try TemporaryJournal()
        var writer = try place.open()
        let at = Timestamp(nanoseconds: -5)
        try writer.append(event: .started, receiveTime: at)
        try writer.append(event: .connectionUp(sessionPresent: true), receiveTime: at)
        try writer.append(event: .connectionUp(sessionPresent: false), receiveTime: at)
        try writer.append(event: .tick, receiveTime: at)
        let topic = [UInt8]("a/b".utf8)
        try writer.append(
            topic: topic.span, payload: Span<UInt8>(), receiveTime: at, qos: 2, packetID: 65_535,
            retained: true, duplicate: true)
        try writer.append(event: .connectionLost, receiveTime: at)
        try writer.append(event: .stopped, receiveTime: at)
        let long = [UInt8](repeating: 120, count: JournalLimits.topicBytes + 9)
        try writer.append(rejected: topic.span, payloadBytes: 20_000_000, receiveTime: at)
        try writer.append(rejected: long.span, payloadBytes: 1, receiveTime: at)
        try writer.append(event: .brokerRuns, value: 86_400, receiveTime: at)
        try writer.append(event: .connecting, receiveTime: at)
        for origin in SessionOrigin.allCases {
            try writer.append(event: .session(origin), receiveTime: at)
        }
        try writer.commit()
        #expect(
            try place.readAll() == [
                "1 started -5 q0 false false 0 =",
                "2 connectionUp(sessionPresent: true) -5 q0 false false 0 =",
                "3 connectionUp(sessionPresent: false) -5 q0 false false 0 =",
                "4 tick -5 q0 false false 0 =",
                "5 message -5 q2 true true 65535 a/b=",
                "6 connectionLost -5 q0 false false 0 =",
                "7 stopped -5 q0 false false 0 =",
                "8 rejected -5 q0 false false 0 a/b=20000000",
                "9 rejected -5 q0 false false 0 "
                    + String(repeating: "x", count: JournalLimits.topicBytes) + "=1",
                "10 brokerRuns -5 q0 false false 0 =86400",
                "11 connecting -5 q0 false false 0 =",
                "12 session(Telemetry.SessionOrigin.unknown) -5 q0 false false 0 =",
                "13 session(Telemetry.SessionOrigin.ours) -5 q0 false false 0 =",
                "14 session(Telemetry.SessionOrigin.empty) -5 q0 false false 0 =",
            ])
    }

    @Test func givesCommittedGroupWithoutReadingTheFile() throws {
        let place = try TemporaryJournal()
        var writer = try place.open()
        let written = try writer.commitSamples(groups: 1, of: 9)
        let committed = writer.committed
        #expect(committed.records.map { text($0, in: committed) } == written)
        #expect(writer.lastDurableRecord == 9)
        #expect(writer.pendingRecords == 0)
    }

    @Test func continuesNumbersAfterReopening() throws {
        let place = try TemporaryJournal()
        var all: [String] = []
        for round in 0..<4 {
            var writer = try place.open()
            #expect(writer.recovery.isNew == (round == 0))
            #expect(writer.recovery.lastRecord == UInt64(all.count))
            #expect(writer.recovery.cut == nil)
            all += try writer.commitSamples(groups: 3, of: 5)
        }
        #expect(try place.readAll() == all)
    }

    @Test func dropsWhatWasNeverCommitted() throws {
        let place = try TemporaryJournal()
        do {
            var writer = try place.open()
            _ = try writer.commitSamples(groups: 1, of: 3)
            try writer.appendSample()
        }
        #expect(try place.open().lastDurableRecord == 3)
    }

    @Test func keepsLargestMessageAndRefusesLarger() throws {
        let place = try TemporaryJournal()
        var writer = try place.open()
        let topic = [UInt8](repeating: 116, count: JournalLimits.topicBytes)
        let payload = [UInt8](repeating: 112, count: JournalLimits.payloadBytes + 1)
        let at = Timestamp(nanoseconds: 0)
        try writer.append(
            topic: topic.span, payload: payload.span.extracting(droppingLast: 1),
            receiveTime: at, qos: 0)
        try writer.commit()
        #expect(throws: JournalError.self) {
            try writer.append(topic: topic.span, payload: payload.span, receiveTime: at, qos: 0)
        }
        try writer.appendSample()
        try writer.commit()
        let sizes = try place.readAll(maxBytes: 100).map(\.utf8.count)
        #expect(sizes.count == 2)
        #expect(sizes[0] > JournalLimits.payloadBytes + JournalLimits.topicBytes)
    }

    @Test func refusesRecordBeyondTheGroupLimitUntilCommitted() throws {
        let place = try TemporaryJournal()
        var writer = try place.open()
        for _ in 0..<JournalLimits.groupRecords {
            try writer.append(event: .tick, receiveTime: Timestamp(nanoseconds: 1))
        }
        #expect(throws: JournalError.self) {
            try writer.append(event: .tick, receiveTime: Timestamp(nanoseconds: 1))
        }
        try writer.commit()
        try writer.append(event: .tick, receiveTime: Timestamp(nanoseconds: 1))
        try writer.commit()
        #expect(writer.lastDurableRecord == UInt64(JournalLimits.groupRecords) + 1)
    }

    @Test func refusesSecondWriterAndNamesTheFirst() throws {
        let place = try TemporaryJournal()
        do {
            let writer = try place.open()
            #expect(
                throws: JournalError.locked(
                    directory: place.path, process: ProcessIdentifier.own)
            ) {
                _ = try place.open()
            }
            #expect(writer.lastDurableRecord == 0)
        }
        _ = try place.open()
    }

    @Test func checksumMatchesTheStandardAndItsTables() {
        let digits = [UInt8]("123456789".utf8)
        #expect(crc32c(digits.span, seed: 0) == 0xE306_9283)
        var generator = SeededGenerator(seed: 1)
        var differences = 0
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let byTable = unsafe bytes.withUnsafeBytes { buffer -> UInt32 in
                guard let base = buffer.baseAddress else { return 7 }
                return unsafe lineside_crc32c_table(7, base, buffer.count)
            }
            if length > 0, byTable != crc32c(bytes.span, seed: 7) { differences += 1 }
        }
        #expect(differences == 0)
    }
}
