import Synchronization
import Telemetry

@testable import Intake

/// A delegate that keeps everything for the test and does as it is told.
final class Recorder: IntakeDelegate, Sendable {
    enum Commits { case succeed, findNoRoom, fail, wait, waitWithMessages }
    struct Disk: Error {}

    struct Message: Sendable {
        var topic: String
        var payload: [UInt8]
        var delivery: Delivery
        var text: String { String(decoding: payload, as: UTF8.self) }
    }

    struct State {
        var messages: [Message] = []
        var committed = 0
        var rejected: [(topic: String, bytes: Int)] = []
        var events: [String] = []
        var reports: [SubscriptionReport] = []
        var ages: [Int] = []
        var attempts = 0
        var origins: [SessionOrigin] = []
        var ends: [ConnectionEnd] = []
        var failures: [ConnectionEnd] = []
        var commits = Commits.succeed
        var wantsMore = true
        var turnsFail = false
        var statistics = IntakeStatistics()
        var hasEnded = false
        var error: IntakeError?
    }

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    var wantsMore: Bool { state.withLock { $0.wantsMore } }

    func received(topic: Span<UInt8>, payload: Span<UInt8>, delivery: Delivery) {
        let message = Message(
            topic: text(topic), payload: unsafe payload.withUnsafeBytes { unsafe Array($0) },
            delivery: delivery)
        state.withLock { $0.messages.append(message) }
    }

    func rejected(topic: Span<UInt8>, payloadBytes: Int, delivery: Delivery) {
        let name = text(topic)
        state.withLock { $0.rejected.append((name, payloadBytes)) }
    }

    func connected(sessionPresent: Bool, at now: Timestamp) {
        event(sessionPresent ? "resumed" : "new session")
    }

    func connecting(at now: Timestamp) { state.withLock { $0.attempts += 1 } }

    func found(session origin: SessionOrigin, at now: Timestamp) {
        state.withLock { $0.origins.append(origin) }
    }

    func brokerRuns(seconds: Int, at now: Timestamp) {
        state.withLock { $0.ages.append(seconds) }
    }

    func subscribed(_ report: SubscriptionReport, at now: Timestamp) {
        event("subscribed")
        state.withLock { $0.reports.append(report) }
    }

    func disconnected(_ reason: ConnectionEnd, silence: Int64, at now: Timestamp) {
        event("disconnected")
        state.withLock { $0.ends.append(reason) }
    }

    func connectionFailed(_ reason: ConnectionEnd, retryMilliseconds: Int, at now: Timestamp) {
        state.withLock { $0.failures.append(reason) }
    }

    func commit() throws(CommitFailure) {
        while now.commits == .wait || now.commits == .waitWithMessages && !now.messages.isEmpty {
            pause(milliseconds: 2)
        }
        switch now.commits {
        case .succeed, .wait, .waitWithMessages: state.withLock { $0.committed = $0.messages.count }
        case .findNoRoom: throw .noRoom
        case .fail: throw .failed(Disk())
        }
    }

    func turn(at now: Timestamp, statistics: IntakeStatistics) throws(CommitFailure) {
        let fails = state.withLock { state in
            state.statistics = statistics
            return state.turnsFail
        }
        if fails { throw .failed(Disk()) }
    }

    func ended(_ error: IntakeError?, at now: Timestamp) {
        event("ended")
        state.withLock {
            $0.error = error
            $0.hasEnded = true
        }
    }

    private func event(_ name: String) { state.withLock { $0.events.append(name) } }

    private func text(_ bytes: Span<UInt8>) -> String {
        unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
