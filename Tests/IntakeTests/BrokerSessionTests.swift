import Foundation
import Testing

@testable import Intake

/// Sessions against a real mosquitto.
@Suite(
    .serialized, .enabled(if: TestBroker.isInstalled, "SKIPPED: mosquitto is not installed"))
struct BrokerSessionTests {
    private func start(_ options: IntakeOptions) throws -> (IntakeThread, Recorder) {
        let recorder = Recorder()
        return (try IntakeThread(options, delegate: recorder), recorder)
    }

    private func started(_ options: IntakeOptions) async throws -> (IntakeThread, Recorder) {
        let (intake, recorder) = try start(options)
        try await eventually("a subscription") { recorder.now.events.contains("subscribed") }
        return (intake, recorder)
    }

    private func stop(_ intake: IntakeThread) {
        intake.stop()
        intake.join()
    }

    @Test func whatWasNotCommittedComesAgainAsDuplicate() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let options = broker.options("redelivery", topics: ["t"])
        let (first, doomed) = try await started(options)
        doomed.change { $0.commits = .fail }
        try broker.publish("t", (1...5).map { "old \($0)" })
        try await eventually("an end") { doomed.now.hasEnded }
        first.join()
        #expect(doomed.now.error?.code == .commit)
        #expect(doomed.now.error?.cause is Recorder.Disk)
        #expect(!doomed.now.messages.contains { $0.delivery.duplicate })
        let handed = doomed.now.messages.count

        let (second, recorder) = try await started(options)
        try await eventually("the same messages") { recorder.now.messages.count >= 5 }
        try broker.publish("t", ["new 1", "new 2", "new 3"])
        try await eventually("new messages") { recorder.now.messages.count >= 8 }
        let messages = recorder.now.messages
        #expect(messages.map(\.text) == (1...5).map { "old \($0)" } + (1...3).map { "new \($0)" })
        #expect(messages.prefix(handed).allSatisfy { $0.delivery.duplicate })
        #expect(!messages.suffix(3).contains { $0.delivery.duplicate })
        #expect(messages.allSatisfy { $0.delivery.qos == 1 && $0.delivery.packetID > 0 })
        #expect(
            messages.prefix(handed).map(\.delivery.packetID)
                == doomed.now.messages.map(\.delivery.packetID))
        stop(second)
        #expect(recorder.now.statistics.received == 8)
    }

    @Test func endsWhereATurnFailsThoughNothingComes() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let (intake, recorder) = try await started(broker.options("idle", topics: ["t"]))
        recorder.change { $0.turnsFail = true }
        try await eventually("an end") { recorder.now.hasEnded }
        intake.join()
        #expect(recorder.now.error?.code == .commit)
        #expect(recorder.now.error?.cause is Recorder.Disk)
    }

    @Test func tellsANewSessionFromAKeptOne() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let options = broker.options("kept", topics: ["t"])
        let (first, one) = try await started(options)
        stop(first)
        try broker.publish("t", ["while away"])
        let (second, other) = try await started(options)
        try await eventually("the message") { other.now.messages.count == 1 }
        stop(second)
        #expect(one.now.events == ["new session", "subscribed", "disconnected", "ended"])
        #expect(other.now.events == ["resumed", "subscribed", "disconnected", "ended"])
        #expect(other.now.messages.map(\.delivery.duplicate) == [false])
        #expect(other.now.ends.map(\.kind) == [.stopped])
        #expect(other.now.error == nil)
    }

    @Test func comesBackAfterTheBrokerWasRestarted() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let (intake, recorder) = try await started(broker.options("restart", topics: ["t"]))
        try broker.publish("t", ["before"])
        try await eventually("a message") { recorder.now.messages.count == 1 }
        broker.stop()
        try await eventually("a loss") { recorder.now.events.contains("disconnected") }
        try await Task.sleep(for: .milliseconds(500))
        try broker.start()
        let back = Date()
        try broker.publish("t", ["after"])
        try await eventually("a message") { recorder.now.messages.count == 2 }
        #expect(Date().timeIntervalSince(back) < 10)
        stop(intake)
        #expect(
            recorder.now.events == [
                "new session", "subscribed", "disconnected", "resumed", "subscribed",
                "disconnected", "ended",
            ])
        #expect(recorder.now.statistics.connections == 2)
    }

    @Test func dropsTopicsThatAreNotWantedAnyMore() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let (first, one) = try await started(broker.options("stale", topics: ["a/#", "b/#"]))
        stop(first)
        var options = broker.options("stale", topics: ["b/#"])
        options.previousTopics = one.now.reports[0].remembered
        #expect(options.topicsToRemember == ["b/#", "a/#"])
        let (second, other) = try await started(options)
        try broker.publish("a/1", ["unwanted"])
        try broker.publish("b/1", ["wanted"])
        try await eventually("the wanted one") { !other.now.messages.isEmpty }
        stop(second)
        #expect(other.now.reports[0].unsubscribed == ["a/#"])
        #expect(other.now.reports[0].remembered == ["b/#"])
        #expect(other.now.messages.map(\.topic) == ["b/1"])
    }

    @Test func retainedMessagesStartANewSubscriptionOnly() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        try broker.publish("r/1", ["kept 1"], retain: true)
        try broker.publish("s/1", ["kept 2"], retain: true)
        let (first, one) = try await started(broker.options("retained", topics: ["r/#"]))
        try await eventually("the state") { one.now.messages.count == 1 }
        try broker.publish("r/1", ["live"], retain: true)
        try await eventually("a live one") { one.now.messages.count == 2 }
        stop(first)
        #expect(one.now.messages.map(\.delivery.retained) == [true, false])

        let (second, other) = try await started(broker.options("retained", topics: ["r/#", "s/#"]))
        try broker.publish("r/2", ["marker"])
        try await eventually("the marker") { other.now.messages.contains { $0.text == "marker" } }
        stop(second)
        #expect(other.now.messages.map(\.text).sorted() == ["kept 2", "marker"])
        #expect(other.now.messages.first { $0.text == "kept 2" }?.delivery.retained == true)
    }

    @Test func waitsForRoomAndThenGoesOn() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let (intake, recorder) = try await started(broker.options("room", topics: ["t"]))
        recorder.change { $0.commits = .findNoRoom }
        try broker.publish("t", ["1", "2"])
        try await eventually("no room") { recorder.now.statistics.commitsWithoutRoom >= 3 }
        let held = recorder.now.messages.count
        try broker.publish("t", ["3", "4"])
        try await Task.sleep(for: .milliseconds(200))
        #expect(recorder.now.messages.count == held, "nothing is read while there is no room")
        recorder.change { $0.commits = .succeed }
        try await eventually("all four") { recorder.now.committed == 4 }
        stop(intake)
        #expect(recorder.now.messages.map(\.text) == ["1", "2", "3", "4"])
        #expect(recorder.now.statistics.connections == 1)
    }

    @Test func anOrderlyStopLosesNoAcknowledgement() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let options = broker.options("orderly", topics: ["t"])
        stop(try await started(options).0)
        try broker.publish("t", (0..<20_000).map(String.init))
        let (first, one) = try start(options)
        try await eventually("some") { one.now.messages.count > 2000 }
        stop(first)
        let (second, other) = try start(options)
        let taken = one.now.messages.count
        try await eventually("the rest") { taken + other.now.messages.count >= 20_000 }
        stop(second)
        #expect(taken < 20_000, "the stop came in the middle")
        let all = one.now.messages.map(\.text) + other.now.messages.map(\.text)
        #expect(all == (0..<20_000).map(String.init))
    }

    @Test func rejectsAPayloadOverTheLimitAndAcknowledgesIt() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        let options = broker.options("large", topics: ["t"])
        let (first, one) = try await started(options)
        let file = broker.folder.appendingPathComponent("payload")
        try Data(count: (1 << 20) + 1).write(to: file)
        try broker.publish("t", file: file)
        try Data(count: 1 << 20).write(to: file)
        try broker.publish("t", file: file)
        try await eventually("the one within") { one.now.messages.count == 1 }
        stop(first)
        #expect(one.now.rejected.map(\.topic) == ["t"])
        #expect(one.now.rejected.map(\.bytes) == [(1 << 20) + 1])
        #expect(one.now.messages.map(\.payload.count) == [1 << 20])
        let (second, other) = try await started(options)
        try broker.publish("t", ["marker"])
        try await eventually("the marker") { other.now.messages.count == 1 }
        stop(second)
        #expect(other.now.rejected.isEmpty)
    }

    @Test func backPressureKeepsTheConnection() async throws {
        let broker = try TestBroker()
        defer { broker.stop() }
        var options = broker.options("pressure", topics: ["t"])
        options.keepAliveSeconds = 5
        let (intake, recorder) = try await started(options)
        recorder.change { $0.wantsMore = false }
        try broker.publish("t", (0..<100).map(String.init))
        let turns = recorder.now.statistics.turns
        try await Task.sleep(for: .seconds(14))
        #expect(recorder.now.messages.isEmpty)
        #expect(recorder.now.statistics.turns > turns + 200)
        recorder.change { $0.wantsMore = true }
        try await eventually("all") { recorder.now.messages.count == 100 }
        try await Task.sleep(for: .seconds(1))
        #expect(recorder.now.statistics.connections == 1)
        stop(intake)
        #expect(!recorder.now.messages.contains { $0.delivery.duplicate })
    }
}
