import Intake
import Plant
import Synchronization
import Telemetry

/// Tries whether a broker would take our session: address, certificates, user and password.
///
/// Under a name of its own and without keeping anything at the broker, so that a running daemon is
/// not disturbed.
final class BrokerProbe: Sendable {
    /// How long a broker may take.
    private static let patience = Duration.seconds(5)

    private let answers = AsyncStream.makeStream(of: String?.self)

    /// Why the broker does not take us, in a sentence; nil where it does.
    func fault(of broker: Broker) async -> String? {
        var options = IntakeOptions(broker, topics: [])
        options.clientID = "lineside-check-\(UInt32.random(in: .min ... .max))"
        options.sessionExpirySeconds = 0
        options.connectTimeoutMilliseconds = 4000
        do throws(IntakeError) {
            let thread = try IntakeThread(
                options, delegate: ProbeDelegate(answer: answers.continuation))
            let timeout = Task { [answers] in
                try await Task.sleep(for: Self.patience)
                answers.continuation.yield("no answer")
            }
            var answer: String?
            for await first in answers.stream {
                answer = first
                break
            }
            timeout.cancel()
            thread.stop()
            return answer
        } catch {
            return error.message
        }
    }
}

/// Says how the first attempt ended.
private final class ProbeDelegate: IntakeDelegate {
    private let answer: AsyncStream<String?>.Continuation

    init(answer: AsyncStream<String?>.Continuation) { self.answer = answer }

    func connected(sessionPresent: Bool, at now: Timestamp) { answer.yield(nil) }

    func connectionFailed(_ reason: ConnectionEnd, retryMilliseconds: Int, at now: Timestamp) {
        answer.yield(reason.message)
    }

    func ended(_ error: IntakeError?, at now: Timestamp) { answer.yield(error?.message) }

    func received(topic: Span<UInt8>, payload: Span<UInt8>, delivery: Delivery) {}
    func rejected(topic: Span<UInt8>, payloadBytes: Int, delivery: Delivery) {}
    func subscribed(_ report: SubscriptionReport, at now: Timestamp) {}
    func disconnected(_ reason: ConnectionEnd, silence: Int64, at now: Timestamp) {
        answer.yield(reason.message)
    }
    func commit() throws(CommitFailure) {}
    func turn(at now: Timestamp, statistics: IntakeStatistics) {}
    var wantsMore: Bool { true }
}
