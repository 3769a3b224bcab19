import Foundation
import Telemetry
import Testing

@testable import Intake

/// How a broker tells how long it has run.
@Suite struct BrokerAgeTests {
    @Test(arguments: [
        ("0 seconds", 0), ("86400 seconds", 86_400), ("7", 7), ("", nil), ("seconds", nil),
        ("-1 seconds", nil), ("9999999999999", nil),
    ])
    func readsSeconds(payload: String, seconds: Int?) {
        let bytes = [UInt8](payload.utf8)
        let read = BrokerAge.seconds(bytes.span)
        #expect(read == seconds)
    }

    @Test(arguments: [
        ("$SYS/broker/uptime", true), ("$SYS/broker/uptimf", false), ("$SYS/broker", false),
    ])
    func knowsItsTopic(topic: String, isOn: Bool) {
        let bytes = [UInt8](topic.utf8)
        let found = BrokerAge.isOn(bytes.span)
        #expect(found == isOn)
    }
}

/// The same, of a real mosquitto.
@Suite(
    .serialized, .enabled(if: TestBroker.isInstalled, "SKIPPED: mosquitto is not installed"))
struct BrokerAgeSessionTests {
    @Test func tellsTheAgeOfEachLifeAndCountsItAsNoMessage() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        var options = broker.options("age", topics: ["t"])
        options.asksBrokerAge = true
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        defer {
            intake.stop()
            intake.join()
        }
        try await eventually("an age") { recorder.now.ages.count == 1 }
        try broker.publish("t", ["one"])
        try await eventually("the message") { recorder.now.messages.count == 1 }
        broker.stop()
        try await eventually("a loss") { recorder.now.events.contains("disconnected") }
        try broker.start()
        try await eventually("another age") { recorder.now.ages.count == 2 }
        #expect(recorder.now.ages.allSatisfy { $0 < 60 })
        #expect(recorder.now.statistics.received == 1)
    }
}
