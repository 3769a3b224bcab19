import Foundation
import Telemetry
import Testing

@testable import Decoding

@Suite struct ShdrTests {
    private func pairs(_ line: String) -> [String]? {
        Shdr.readings(in: line)?.map { "\($0.key)=\($0.value)" }
    }

    @Test func splitsLines() {
        #expect(pairs("2017-06-12T18:51:19.413687Z|execution|ACTIVE") == ["execution=ACTIVE"])
        #expect(pairs("2017-06-12T18:51:19Z|a|1|b||c|x y\r\n") == ["a=1", "b=", "c=x y"])
        #expect(pairs("2017-06-12T18:51:19Z@12.5|a|1") == ["a=1"])
        #expect(pairs("* PING") == [] && pairs("") == [])
    }

    @Test func keepsConditionsWhole() {
        #expect(pairs("2017-06-12T18:27:05.384Z|logic|Unavailable||||") == ["logic=Unavailable"])
        #expect(pairs("2017-06-12T18:27:05Z|l|Fault|7|1|HIGH|too | hot | now") == ["l=Fault"])
        #expect(pairs("2017-06-12T18:27:05Z|msg|CODE|door open") == ["msg=door open"])
        #expect(
            pairs("2017-06-12T18:27:05Z|a|UNAVAILABLE|b|1|c|2") == ["a=UNAVAILABLE", "b=1", "c=2"])
    }

    @Test(arguments: ["x", "a|b", "yesterday|a|1", "2017-06-12T18:27:05Z|", "|a|1"])
    func refusesOtherLines(_ line: String) { #expect(pairs(line) == nil) }

    @Test func readsTheRecordingOfARealMachine() throws {
        guard let text = Recording.read("nist-smstestbed/Mazak03-20170613-20170614.txt") else {
            return
        }
        var readings: [ShdrReading] = []
        var unreadable = 0
        for line in text.split(separator: "\n") {
            guard let read = Shdr.readings(in: String(line)) else {
                unreadable += 1
                continue
            }
            readings += read
        }
        let execution = readings.filter { $0.key == "execution" }
        #expect(unreadable == 0 && readings.count == 71_724)
        #expect(execution.count == 513)
        #expect(execution.first?.time.nanoseconds == 1_497_293_479_413_687_000)
        #expect(execution.last?.time.nanoseconds == 1_497_382_117_357_724_000)
        #expect(readings.filter { $0.key == "system_cond" }.count == 38)
    }
}

/// Recordings of real machines beside the repository.
enum Recording {
    /// The text of a recording, or nil, with a word, where it is not there.
    static func read(_ name: String) -> String? {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../shared/data/\(name)").standardizedFileURL
        if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
        FileHandle.standardError.write(Data("SKIPPED: no recording \(name)\n".utf8))
        return nil
    }
}
