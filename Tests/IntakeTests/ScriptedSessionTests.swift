import Testing

@testable import Intake

/// What a session does with answers that no real broker can be made to give.
@Suite(.serialized) struct ScriptedSessionTests {
    private func options(_ broker: ScriptedBroker, topics: [String] = ["t"]) -> IntakeOptions {
        var options = IntakeOptions(host: "127.0.0.1", clientID: "scripted", topics: topics)
        options.port = broker.port
        options.backoffFirstMilliseconds = 20
        options.backoffLastMilliseconds = 100
        options.connectTimeoutMilliseconds = 300
        return options
    }

    @Test func noAcknowledgementLeavesBeforeTheCommit() async throws {
        let messages = (1...3).map { ScriptedBroker.publish([0x74], packetID: $0) }
        let broker = try ScriptedBroker(.init(messages: messages))
        defer { broker.stop() }
        let recorder = Recorder()
        recorder.change { $0.commits = .waitWithMessages }
        let intake = try IntakeThread(options(broker), delegate: recorder)
        try await eventually("a message") { !recorder.now.messages.isEmpty }
        try await Task.sleep(for: .milliseconds(300))
        #expect(broker.acknowledgements == 0 && recorder.now.committed == 0)
        recorder.change { $0.commits = .succeed }
        try await eventually("acknowledgements") { broker.acknowledgements == 3 }
        intake.stop()
        intake.join()
    }

    @Test(arguments: [(3, 0), (4, 1)]) func tellsOfABatchThatWasFull(
        messages: Int, full: UInt64
    ) async throws {
        let batch = (1...messages).map { ScriptedBroker.publish([0x74], packetID: UInt8($0)) }
        let broker = try ScriptedBroker(.init(messages: [batch.flatMap { $0 }]))
        defer { broker.stop() }
        var options = options(broker)
        (options.batchMessages, options.batchMilliseconds) = (4, 1000)
        options.readMilliseconds = 1000
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("acknowledgements") { broker.acknowledgements == messages }
        intake.stop()
        intake.join()
        #expect(recorder.now.statistics.batchesFullOfMessages == full)
        #expect(recorder.now.statistics.batchesFullOfBytes == 0)
    }

    /// A message of a topic of one byte and a payload of one.
    @Test(arguments: [(3, 0), (4, 1)]) func tellsOfABatchWithAllItsBytes(
        messages: Int, full: UInt64
    ) async throws {
        let batch = (1...messages).map { ScriptedBroker.publish([0x74], packetID: UInt8($0)) }
        let broker = try ScriptedBroker(.init(messages: [batch.flatMap { $0 }]))
        defer { broker.stop() }
        var options = options(broker)
        (options.batchBytes, options.batchMilliseconds) = (8, 1000)
        options.readMilliseconds = 1000
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("acknowledgements") { broker.acknowledgements == messages }
        intake.stop()
        intake.join()
        #expect(recorder.now.statistics.batchesFullOfBytes == full)
    }

    @Test func reportsARefusedSubscription() async throws {
        let broker = try ScriptedBroker(.init(reasons: [0x87, 1]))
        defer { broker.stop() }
        let recorder = Recorder()
        let intake = try IntakeThread(
            options(broker, topics: ["secret", "open"]), delegate: recorder)
        try await eventually("a report") { !recorder.now.reports.isEmpty }
        let report = recorder.now.reports[0]
        #expect(report.refused.map(\.topic) == ["secret"])
        #expect(report.refused.first?.reason == 0x87)
        #expect(report.subscribed == ["open"])
        #expect(report.remembered == ["open"])
        intake.stop()
        intake.join()
    }

    @Test func givesUpOnAPeerThatSaysNothing() async throws {
        let broker = try ScriptedBroker(.init(consent: []))
        defer { broker.stop() }
        let recorder = Recorder()
        let intake = try IntakeThread(options(broker), delegate: recorder)
        try await eventually("two attempts", within: 2) { recorder.now.failures.count >= 2 }
        #expect(recorder.now.failures.allSatisfy { $0.kind == .timeout })
        #expect(recorder.now.events.isEmpty)
        intake.stop()
        intake.join()
    }

    @Test func tellsTheBrokersReasonForRefusingUs() async throws {
        let broker = try ScriptedBroker(.init(consent: [0x20, 3, 0, 0x87, 0]))
        defer { broker.stop() }
        let recorder = Recorder()
        let intake = try IntakeThread(options(broker), delegate: recorder)
        try await eventually("a refusal") { !recorder.now.failures.isEmpty }
        #expect(recorder.now.failures[0].kind == .refused)
        #expect(recorder.now.failures[0].code == 0x87)
        intake.stop()
        intake.join()
    }

    @Test func aTopicThatIsNotUTF8EndsTheConnection() async throws {
        let bad = ScriptedBroker.publish([0xC3, 0x28], packetID: 1)
        let broker = try ScriptedBroker(.init(messages: [bad]))
        defer { broker.stop() }
        let recorder = Recorder()
        let intake = try IntakeThread(options(broker), delegate: recorder)
        try await eventually("an end") { !recorder.now.ends.isEmpty }
        #expect(recorder.now.ends[0].kind == .malformedTopic)
        #expect(recorder.now.messages.isEmpty)
        intake.stop()
        intake.join()
    }

    @Test func tellsThatTheBrokerSentUsAway() async throws {
        let broker = try ScriptedBroker(.init(messages: [[0xE0, 1, 0x8B]]))
        defer { broker.stop() }
        let recorder = Recorder()
        let intake = try IntakeThread(options(broker), delegate: recorder)
        try await eventually("an end") { !recorder.now.ends.isEmpty }
        #expect(recorder.now.ends[0].kind == .dismissed)
        #expect(recorder.now.ends[0].code == 0x8B)
        #expect(
            recorder.now.statistics.shortConnections > 0 && !recorder.now.statistics.isContested)
        intake.stop()
        intake.join()
    }

    @Test func leavesASessionForLongerWheneverAnotherClientTakesIt() async throws {
        let broker = try ScriptedBroker(.init(messages: [[0xE0, 1, 0x8E]]))
        defer { broker.stop() }
        let recorder = Recorder()
        var options = options(broker)
        (options.rivalPauseFirstMilliseconds, options.rivalPauseLastMilliseconds) = (200, 800)
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("a takeover") { recorder.now.statistics.isContested }
        let begin = ContinuousClock.now
        try await eventually("three more") { recorder.now.ends.count == 4 }
        // Half of 200, of 400 and of 800 at least, and a tenth of a second each time.
        #expect(ContinuousClock.now - begin >= .milliseconds(1000))
        #expect(recorder.now.ends.allSatisfy { $0.kind == .takenOver && $0.code == 0x8E })
        #expect(recorder.now.ends[0].message.contains("client id scripted"))
        intake.stop()
        intake.join()
    }

    @Test func severalConnectionsInARowThatEndSoonTellOfAnotherClient() async throws {
        // Some brokers say nothing when they send us away: they just go.
        let broker = try ScriptedBroker(.init(messages: [[0xE0, 1, 0x8B]]))
        defer { broker.stop() }
        let recorder = Recorder()
        let intake = try IntakeThread(options(broker), delegate: recorder)
        try await eventually("a contest") { recorder.now.statistics.isContested }
        #expect(recorder.now.ends.count == Rivalry.telling)
        #expect(recorder.now.statistics.shortConnections == UInt64(Rivalry.telling))
        intake.stop()
        intake.join()
    }

    @Test func aConnectionThatStandsEndsTheContest() async throws {
        let broker = try ScriptedBroker(.init(messages: [[0xE0, 1, 0x8E]], messageRounds: 1))
        defer { broker.stop() }
        let recorder = Recorder()
        var options = options(broker)
        (options.rivalPauseFirstMilliseconds, options.rivalGoneMilliseconds) = (20, 1000)
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("a takeover") { recorder.now.statistics.isContested }
        try await eventually("peace") { !recorder.now.statistics.isContested }
        #expect(recorder.now.statistics.connections == 2 && recorder.now.ends.count == 1)
        intake.stop()
        intake.join()
    }

    @Test func goesOnTryingWhileNobodyListens() async throws {
        var options = IntakeOptions(host: "127.0.0.1", clientID: "nobody", topics: ["t"])
        options.port = try freePort()
        options.backoffFirstMilliseconds = 10
        options.backoffLastMilliseconds = 40
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("attempts") { recorder.now.failures.count >= 4 }
        #expect(recorder.now.failures.allSatisfy { $0.kind == .lost })
        intake.stop()
        intake.join()
        #expect(recorder.now.events == ["ended"])
    }

    @Test(arguments: ["", "a/#/b", "a+"])
    func refusesWhatIsNoTopicFilter(topic: String) {
        let options = IntakeOptions(host: "127.0.0.1", clientID: "c", topics: [topic])
        #expect(throws: IntakeError.self) {
            _ = try IntakeThread(options, delegate: Recorder())
        }
    }

    @Test func refusesAPasswordFileThatIsNotThere() {
        var options = IntakeOptions(host: "127.0.0.1", clientID: "c", topics: ["t"])
        options.credentials = IntakeCredentials(username: "u", passwordFile: "/nowhere/at/all")
        #expect(throws: IntakeError.self) {
            _ = try IntakeThread(options, delegate: Recorder())
        }
    }
}
