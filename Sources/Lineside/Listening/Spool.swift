import Intake
import Journal
import Synchronization
import Telemetry

/// What is heard from a broker, kept in a journal of its own until it is understood.
///
/// Bounded: at ``byteLimit`` nothing more is read.
final class Spool: Sendable {
    /// The most bytes of topics and payloads that are kept.
    static let byteLimit = 1 << 30

    /// How far it is.
    struct Status: Sendable {
        var messages = 0
        var bytes = 0
        var isSubscribed = false
        var isFull = false
        /// Why there is no connection, or why the session ended.
        var trouble: String?
        var isEnded = false
    }

    private let state = Mutex(Status())

    var status: Status { state.withLock { $0 } }

    fileprivate func update(_ body: (inout Status) -> Void) {
        state.withLock { body(&$0) }
    }
}

/// Writes what a session receives into a spool's journal.
final class SpoolDelegate: IntakeDelegate {
    private let spool: Spool
    private var journal: JournalWriter

    init(spool: Spool, directory: String) throws {
        self.spool = spool
        journal = try JournalWriter(directory: directory)
    }

    func received(topic: Span<UInt8>, payload: Span<UInt8>, delivery: Delivery) {
        let bytes = topic.count + payload.count
        do {
            let isFull =
                journal.pendingRecords >= JournalLimits.groupRecords - 1
                || journal.pendingBytes >= JournalLimits.groupBytes / 2
            if isFull { try journal.commit() }
            try journal.append(
                topic: topic, payload: payload, receiveTime: delivery.receiveTime,
                qos: delivery.qos, packetID: delivery.packetID, retained: delivery.retained,
                duplicate: delivery.duplicate)
        } catch {
            return fail(error)
        }
        spool.update {
            $0.messages += 1
            $0.bytes += bytes
            $0.isFull = $0.bytes >= Spool.byteLimit
        }
    }

    func rejected(topic: Span<UInt8>, payloadBytes: Int, delivery: Delivery) {}

    func connected(sessionPresent: Bool, at now: Timestamp) {
        note(.connectionUp(sessionPresent: sessionPresent), at: now)
        spool.update { $0.trouble = nil }
    }

    func subscribed(_ report: SubscriptionReport, at now: Timestamp) {
        let refused = report.refused.first.map { "\($0.topic): \($0.message)" }
        spool.update {
            $0.isSubscribed = true
            $0.trouble = refused
        }
    }

    func disconnected(_ reason: ConnectionEnd, silence: Int64, at now: Timestamp) {
        guard reason.kind != .stopped else { return }
        note(.connectionLost, at: now)
        spool.update { $0.trouble = "\(reason)" }
    }

    func connectionFailed(_ reason: ConnectionEnd, retryMilliseconds: Int, at now: Timestamp) {
        spool.update { $0.trouble = "\(reason)" }
    }

    func commit() throws(CommitFailure) {
        do throws(JournalError) { try journal.commit() } catch { throw .failed(error) }
    }

    func turn(at now: Timestamp, statistics: IntakeStatistics) {}

    var wantsMore: Bool { !spool.status.isFull }

    func ended(_ error: IntakeError?, at now: Timestamp) {
        note(.stopped, at: now)
        do throws(JournalError) { try journal.commit() } catch { fail(error) }
        spool.update {
            $0.isEnded = true
            if let error { $0.trouble = "\(error)" }
        }
    }

    private func note(_ event: RecordKind, at now: Timestamp) {
        do throws(JournalError) {
            try journal.append(event: event, receiveTime: now)
        } catch { fail(error) }
    }

    private func fail(_ error: any Error) {
        spool.update {
            $0.trouble = "\(error)"
            $0.isFull = true
        }
    }
}
