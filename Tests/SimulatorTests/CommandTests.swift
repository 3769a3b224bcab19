import Engine
import Foundation
import Testing

/// The command itself; with a broker where one is installed.
@Suite(.serialized) struct CommandTests {
    private let folder: TemporaryFolder
    private static let day = [
        "--seed", "8", "--scale-cycle", "10", "--start", "2026-03-02T08:00:00+08:00",
    ]

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func writesMessagesAsJSONLines() throws {
        let file = folder.url.appendingPathComponent("messages.jsonl")
        let arguments = Self.day + ["--duration", "1h", "--messages", file.path]
        let command = try Command.simulator(arguments, in: folder.url)
        #expect(command.wait() == 0)
        let expected = try SimulatedShift(seed: 8, length: SimulatedShift.hour)
        let lines = try Command.lines(of: file)
        #expect(lines.count == expected.messages.count + 1)
        #expect(lines.last == #"{"at":"2026-03-02T09:00:00.000+08:00","end":true}"#)
        var isValid = true
        for (line, message) in zip(lines, expected.messages) {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let payload = object?["payload"] as? [String: Any]
            isValid = isValid && payload?["ts"] as? Int64 == message.time
            isValid = isValid && object?["qos"] as? Int == 1
            let at = try Date(
                #require(object?["at"] as? String),
                strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            let milliseconds = (at.timeIntervalSince1970 * 1000).rounded()
            isValid = isValid && Milliseconds(milliseconds) == message.time
        }
        #expect(isValid)
    }

    @Test func faultsLeaveTheTruthAsItIs() throws {
        let truths = try [[], ["--faults", "connection,restart,late,reset"]].map { faults in
            let messages = folder.url.appendingPathComponent("messages.jsonl")
            let truth = folder.url.appendingPathComponent("truth.json")
            let files = ["--messages", messages.path, "--truth", truth.path]
            let command = try Command.simulator(
                Self.day + ["--duration", "8h"] + files + faults, in: folder.url)
            #expect(command.wait() == 0)
            let lines = try Command.lines(of: messages)
            #expect(lines.contains { $0.contains("restart") } == !faults.isEmpty)
            return try Data(contentsOf: truth)
        }
        #expect(truths[0] == truths[1])
    }

    @Test(arguments: [
        ["--speed", "0"], ["--start", "yesterday"], ["--broker", "nowhere"], ["--duration", "8"],
        ["--qos", "2"], ["--scale-cycle", "0"], ["--messages", "-"], ["--line", "a/b"],
        ["--scenario", "nowhere"], ["--faults", "connection"], ["--faults", "late,hail"],
        ["--counter-modulus", "1"],
    ])
    func refusesWhatItCannotDo(arguments: [String]) throws {
        let command = try Command.simulator(arguments, in: folder.url)
        #expect(command.wait() == 64)
        #expect(try command.errorText.contains("Error"))
    }

    @Test(.enabled(if: TestBroker.isInstalled, "SKIPPED: mosquitto is not installed"))
    func everyMessageArrivesOnceAndInOrder() throws {
        let broker = try TestBroker(in: folder.url)
        let expected = try SimulatedShift(seed: 8, length: 2 * SimulatedShift.hour)
        #expect(expected.messages.count >= 5000)
        _ = try broker.subscribe(count: nil).wait()
        let subscriber = try broker.subscribe(count: expected.messages.count)
        let arguments = ["--broker", "127.0.0.1:\(broker.port)", "--duration", "2h"]
        let command = try Command.simulator(
            Self.day + arguments + ["--speed", "max", "--in-flight", "100"], in: folder.url)
        #expect(command.wait() == 0)
        let count = expected.messages.count
        #expect(try command.errorText.contains("published \(count) acknowledged \(count)"))
        #expect(subscriber.wait() == 0)
        let isSame = try subscriber.outputLines == expected.payloads
        #expect(isSame)
    }

    @Test(.enabled(if: TestBroker.isInstalled, "SKIPPED: mosquitto is not installed"))
    func nothingIsLostWhenTheBrokerRestarts() throws {
        let broker = try TestBroker(in: folder.url)
        let expected = try SimulatedShift(seed: 8, length: 2 * SimulatedShift.hour)
        _ = try broker.subscribe(count: nil).wait()
        let arguments = ["--broker", "127.0.0.1:\(broker.port)", "--duration", "2h"]
        let command = try Command.simulator(
            Self.day + arguments + ["--speed", "max", "--rate-limit", "3000"], in: folder.url)
        while try !command.errorText.contains("Accepted"), command.process.isRunning {
            Thread.sleep(forTimeInterval: 0.05)
        }
        Thread.sleep(forTimeInterval: 0.5)
        try broker.restart(after: 0.5)
        #expect(command.wait() == 0)
        #expect(try command.errorText.contains("waiting for"))
        let subscriber = try broker.subscribe(count: expected.messages.count)
        #expect(subscriber.wait() == 0)
        let isSame = Set(try subscriber.outputLines) == Set(expected.payloads)
        #expect(isSame)
    }

    @Test(.enabled(if: TestBroker.isInstalled, "SKIPPED: mosquitto is not installed"))
    func endsOnAWholeSecondWhenAskedToStop() throws {
        let broker = try TestBroker(in: folder.url)
        let truth = folder.url.appendingPathComponent("truth.json")
        let arguments = ["--broker", "127.0.0.1:\(broker.port)", "--truth", truth.path]
        let command = try Command.simulator(
            ["--start", "-30m", "--catch-up", "--scale-cycle", "10"] + arguments, in: folder.url)
        Thread.sleep(forTimeInterval: 2)
        #expect(command.process.isRunning)
        command.process.terminate()
        #expect(command.wait() == 0)
        let stopped = Date().timeIntervalSince1970 * 1000
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: truth))
        let root = try #require(object as? [String: Any])
        let start = try #require(root["start_ms"] as? Int64)
        let end = try #require(root["end_ms"] as? Int64)
        #expect(end % 1000 == 0)
        #expect((1_800_000...1_830_000).contains(end - start))
        #expect(abs(stopped - Double(end)) < 5000)
        let messages = try #require(root["messages"] as? [String: Int])
        #expect(messages["published"] == messages["acknowledged"])
    }
}
