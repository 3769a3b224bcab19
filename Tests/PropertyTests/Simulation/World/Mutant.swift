import Intake
import Telemetry

/// A bug that is put in on purpose, at one of the thin lines between the program's parts.
enum Mutant: String, CaseIterable, Sendable {
    // At the disk.
    case acknowledgesBeforeSync
    case syncFailureIgnored
    case keepsTornTail
    // Between session and lane.
    case commitFailureIgnored
    case duplicateTakenAsNew
    case sessionPresentIgnored
    case sessionAlwaysPresent
    case lossNotJournalled
    case attemptNotJournalled
    case sessionTakenAsOurs
    case retainedTakenAsNew
    // Between lane and store.
    case positionBeforeFacts
    case factsBeforePosition
    case talliesOutsideTransaction
    case patchOnStaleBase
    case lateEventsUsedTwice
    case quarantineForgotten
    case signalsForgotten
    case checkpointOfAnotherUnit
}

/// Hands everything on, but for what a mutant does to it.
final class MutantDelegate: IntakeDelegate {
    private let inner: any IntakeDelegate
    private let mutant: Mutant?

    init(_ inner: any IntakeDelegate, _ mutant: Mutant?) {
        (self.inner, self.mutant) = (inner, mutant)
    }

    func received(topic: Span<UInt8>, payload: Span<UInt8>, delivery: Delivery) {
        var delivery = delivery
        if mutant == .duplicateTakenAsNew { delivery.duplicate = false }
        if mutant == .retainedTakenAsNew { delivery.retained = false }
        inner.received(topic: topic, payload: payload, delivery: delivery)
    }

    func rejected(topic: Span<UInt8>, payloadBytes: Int, delivery: Delivery) {
        inner.rejected(topic: topic, payloadBytes: payloadBytes, delivery: delivery)
    }

    func connecting(at now: Timestamp) {
        if mutant != .attemptNotJournalled { inner.connecting(at: now) }
    }

    func found(session origin: SessionOrigin, at now: Timestamp) {
        inner.found(session: mutant == .sessionTakenAsOurs ? .ours : origin, at: now)
    }

    func connected(sessionPresent: Bool, at now: Timestamp) {
        let isPresent =
            switch mutant {
            case .sessionPresentIgnored: false
            case .sessionAlwaysPresent: true
            default: sessionPresent
            }
        inner.connected(sessionPresent: isPresent, at: now)
    }

    func brokerRuns(seconds: Int, at now: Timestamp) {
        inner.brokerRuns(seconds: seconds, at: now)
    }

    func subscribed(_ report: SubscriptionReport, at now: Timestamp) {
        inner.subscribed(report, at: now)
    }

    func disconnected(_ reason: ConnectionEnd, silence: Int64, at now: Timestamp) {
        if mutant != .lossNotJournalled { inner.disconnected(reason, silence: silence, at: now) }
    }

    func connectionFailed(_ reason: ConnectionEnd, retryMilliseconds: Int, at now: Timestamp) {
        inner.connectionFailed(reason, retryMilliseconds: retryMilliseconds, at: now)
    }

    func commit() throws(CommitFailure) {
        do throws(CommitFailure) {
            try inner.commit()
        } catch {
            if mutant != .commitFailureIgnored { throw error }
        }
    }

    func turn(at now: Timestamp, statistics: IntakeStatistics) throws(CommitFailure) {
        try inner.turn(at: now, statistics: statistics)
    }

    var wantsMore: Bool { inner.wantsMore }

    func ended(_ error: IntakeError?, at now: Timestamp) { inner.ended(error, at: now) }
}
