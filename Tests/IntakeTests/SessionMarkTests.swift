import Foundation
import Telemetry
import Testing

@testable import Intake

/// Whose a session is that the broker has kept, of a real mosquitto.
@Suite(
    .serialized, .enabled(if: TestBroker.isInstalled, "SKIPPED: mosquitto is not installed"))
struct SessionMarkTests {
    private func visit(
        _ broker: TestBroker, _ body: (Recorder) throws -> Void = { _ in }
    ) async throws -> Recorder.State {
        var options = broker.options("mark", topics: ["t", "u"])
        options.asksBrokerAge = true
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("subscriptions") { recorder.now.events.contains("subscribed") }
        try body(recorder)
        intake.stop()
        intake.join()
        return recorder.now
    }

    @Test func knowsItsOwnSessionAlsoAfterTheBrokerBeganAnew() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let first = try await visit(broker)
        #expect((first.events.first, first.origins) == ("new session", []))
        #expect(try await visit(broker).origins == [.ours])
        broker.stop()
        try broker.start()
        let last = try await visit(broker)
        #expect((last.events.first, last.origins) == ("resumed", [.ours]))
        #expect((last.attempts, last.statistics.received) == (1, 0))
    }

    @Test func tellsASessionThatAnAttemptWithoutAnAnswerMade() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        try broker.makeSession("mark")
        let first = try await visit(broker)
        #expect((first.events.first, first.origins) == ("resumed", [.empty]))
        #expect(try await visit(broker).origins == [.ours])
    }

    @Test func doesNotKnowWhereTheBrokerSaysNothingOfItself() async throws {
        let broker = try TestBroker { folder in
            let list = folder.appendingPathComponent("acl")
            try "topic readwrite t\ntopic readwrite u\n".write(
                to: list, atomically: true, encoding: .utf8)
            return "allow_anonymous true\nacl_file \(list.path)"
        }
        defer { broker.stop() }
        _ = try await visit(broker)
        #expect(try await visit(broker).origins == [.unknown])
    }

    @Test func tellsAgainWhereABrokerDoesNotAnswer() async throws {
        let broker = try ScriptedBroker(ScriptedBroker.Script(consent: []))
        var options = IntakeOptions(host: "127.0.0.1", clientID: "mark", topics: ["t"])
        options.port = broker.port
        options.connectTimeoutMilliseconds = 200
        options.backoffFirstMilliseconds = 20
        options.backoffLastMilliseconds = 40
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("three attempts") { recorder.now.failures.count >= 3 }
        intake.stop()
        intake.join()
        broker.stop()
        #expect(recorder.now.attempts >= recorder.now.failures.count)
    }

    @Test func tellsOnceWhereNobodyIsThere() async throws {
        var options = IntakeOptions(host: "127.0.0.1", clientID: "mark", topics: ["t"])
        options.port = try freePort()
        options.backoffFirstMilliseconds = 20
        options.backoffLastMilliseconds = 40
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("three attempts") { recorder.now.failures.count >= 3 }
        intake.stop()
        intake.join()
        #expect(recorder.now.attempts == 1)
    }
}
