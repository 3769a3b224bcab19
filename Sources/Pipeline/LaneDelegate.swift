public import Intake
import Journal
public import Logging
public import Telemetry

extension Lane {
    /// What joins a broker session to this lane, for the intake thread.
    ///
    /// - Parameters:
    ///   - clientID: by which the broker knows the session.
    ///   - writer: the one thread that writes to the store.
    ///   - meter: counts how often limits are reached.
    ///   - logger: takes what people should know.
    ///   - remember: called with the topics that the session holds from now on.
    ///   - subscribed: called whenever the broker has answered for every topic.
    ///   - ended: called when the session has ended, with the error where there was one.
    /// - Returns: What the session hands over to.
    public func delegate(
        clientID: String, writer: StoreWriter, meter: LimitMeter, logger: Logger,
        remember: @escaping @Sendable ([String]) -> Void,
        subscribed: @escaping @Sendable () -> Void,
        ended: @escaping @Sendable (IntakeError?) -> Void
    ) -> any IntakeDelegate {
        LaneDelegate(
            lane: self, clientID: clientID, writer: writer, meter: meter, logger: logger,
            remember: remember, subscribed: subscribed, ended: ended)
    }
}

/// Joins a broker session to its lane: journals what comes, then lets it be acknowledged, then
/// decodes it.
final class LaneDelegate: IntakeDelegate {
    private let intake: LaneIntake
    private let remember: @Sendable ([String]) -> Void
    private let writer: StoreWriter
    private let health: LaneHealth
    private let lane: String
    private let clientID: String
    private let logger: Logger
    private let subscribed: @Sendable () -> Void
    private let ended: @Sendable (IntakeError?) -> Void
    /// The first failure of the journal; from then on nothing is acknowledged.
    private var failure: JournalError?
    private var isFull = false
    private let meter: LimitMeter
    private var told = IntakeStatistics()
    private var isContested = false
    private var lastMessage: Timestamp?
    private var lastSync: Timestamp?
    private var lastRetention: Timestamp = .distantPast

    /// How often old journal segments are looked for.
    private static let retentionInterval = 60 * nanosecondsPerSecond

    init(
        lane: Lane, clientID: String, writer: StoreWriter, meter: LimitMeter, logger: Logger,
        remember: @escaping @Sendable ([String]) -> Void,
        subscribed: @escaping @Sendable () -> Void,
        ended: @escaping @Sendable (IntakeError?) -> Void
    ) {
        self.meter = meter
        intake = lane.intake
        self.remember = remember
        self.writer = writer
        health = lane.health
        self.lane = lane.board.lane
        self.clientID = clientID
        self.logger = logger
        self.subscribed = subscribed
        self.ended = ended
    }

    func received(topic: Span<UInt8>, payload: Span<UInt8>, delivery: Delivery) {
        lastMessage = delivery.receiveTime
        journal {
            try intake.receive(
                topic: topic, payload: payload, at: delivery.receiveTime, qos: delivery.qos,
                packetID: delivery.packetID, retained: delivery.retained,
                duplicate: delivery.duplicate)
        }
    }

    func rejected(topic: Span<UInt8>, payloadBytes: Int, delivery: Delivery) {
        logger.warning(
            "payload over the limit rejected",
            metadata: ["lane": "\(lane)", "bytes": "\(payloadBytes)"])
        journal {
            try intake.receive(
                rejected: topic, payloadBytes: payloadBytes, at: delivery.receiveTime)
        }
    }

    func connected(sessionPresent: Bool, at now: Timestamp) {
        logger.info(
            "connected", metadata: ["lane": "\(lane)", "session_present": "\(sessionPresent)"])
        journal {
            try intake.receive(event: .connectionUp(sessionPresent: sessionPresent), at: now)
        }
    }

    func connecting(at now: Timestamp) {
        journal { try intake.receive(event: .connecting, at: now) }
    }

    func found(session origin: SessionOrigin, at now: Timestamp) {
        journal { try intake.receive(event: .session(origin), at: now) }
    }

    func brokerRuns(seconds: Int, at now: Timestamp) {
        journal { try intake.receive(event: .brokerRuns, value: Int64(seconds), at: now) }
    }

    func subscribed(_ report: SubscriptionReport, at now: Timestamp) {
        for refusal in report.refused {
            logger.error(
                "subscription refused",
                metadata: [
                    "lane": "\(lane)", "topic": "\(refusal.topic)", "reason": "\(refusal.message)",
                ])
        }
        if !report.unsubscribed.isEmpty {
            logger.info(
                "old subscriptions dropped",
                metadata: ["lane": "\(lane)", "topics": "\(report.unsubscribed.count)"])
        }
        remember(report.remembered)
        subscribed()
    }

    func disconnected(_ reason: ConnectionEnd, silence: Int64, at now: Timestamp) {
        logger.warning("disconnected", metadata: ["lane": "\(lane)", "reason": "\(reason)"])
        // Our own end is no loss of connection: the records of stop and start tell it.
        guard reason.kind != .stopped else { return }
        journal { try intake.receive(event: .connectionLost, value: silence, at: now) }
    }

    func connectionFailed(_ reason: ConnectionEnd, retryMilliseconds: Int, at now: Timestamp) {
        logger.warning(
            "no connection",
            metadata: [
                "lane": "\(lane)", "reason": "\(reason)", "retry_ms": "\(retryMilliseconds)",
            ])
    }

    func commit() throws(CommitFailure) {
        do throws(JournalError) {
            if let failure { throw failure }
            try intake.commit()
            lastSync = .systemNow
            tell(isFull: false)
        } catch {
            guard error.code != "store_full" else {
                tell(isFull: true)
                throw .noRoom
            }
            throw .failed(error)
        }
    }

    /// Once when the room ends, and once when there is some again.
    private func tell(isFull: Bool) {
        guard isFull != self.isFull else { return }
        self.isFull = isFull
        logger.log(
            level: isFull ? .error : .notice,
            isFull ? "no room for the journal: nothing is acknowledged" : "room again",
            metadata: ["lane": "\(lane)"])
    }

    /// Once when another client is found to use our client id, and once when none does any more.
    private func tell(isContested: Bool) {
        guard isContested != self.isContested else { return }
        self.isContested = isContested
        logger.log(
            level: isContested ? .error : .notice,
            isContested
                ? "another client seems to use our client id and takes messages that are ours"
                : "no other client seems to use our client id any more",
            metadata: ["lane": "\(lane)", "client_id": "\(clientID)"])
    }

    func turn(at now: Timestamp, statistics: IntakeStatistics) throws(CommitFailure) {
        note(statistics)
        journal {
            do {
                if try intake.tick(at: now, silence: statistics.silence) {
                    try intake.commit()
                    lastSync = now
                }
            } catch let error as JournalError where error.code == "store_full" {
                // A tick can wait: the next commit takes it along, when there is room.
            }
            _ = try intake.pump(heldByQuarantine: true)
            intake.tell(at: now)
            if now - lastRetention > Self.retentionInterval, let stored = writer.stored(lane: lane)
            {
                lastRetention = now
                try intake.retain(stored: stored, now: now)
            }
        }
        // Where nothing comes, no commit would tell it.
        if let failure { throw .failed(failure) }
    }

    private func note(_ statistics: IntakeStatistics) {
        tell(isContested: statistics.isContested)
        health.note { health in
            health.turns = statistics.turns
            health.journalState = failure != nil ? .failed : isFull ? .full : .working
            health.journalBytes = intake.journalBytes
            health.segments = intake.segmentCount
            health.lastDurableRecord = intake.lastDurableRecord
            health.backlog = intake.backlog
            health.journal = intake.counters
            health.connections = statistics.connections
            health.failedAttempts = statistics.failedAttempts
            health.shortConnections = statistics.shortConnections
            health.isContested = statistics.isContested
            health.receivedBytes = statistics.receivedBytes
            health.lastMessage = lastMessage
            health.lastSync = lastSync
            health.oldestRecord = intake.oldestRecord
        }
        meter.reached(IntakeLimits.payload, times: statistics.rejected - told.rejected)
        meter.reached(
            IntakeLimits.batchMessages,
            times: statistics.batchesFullOfMessages - told.batchesFullOfMessages)
        meter.reached(
            IntakeLimits.batchBytes,
            times: statistics.batchesFullOfBytes - told.batchesFullOfBytes)
        told = statistics
    }

    var wantsMore: Bool { failure == nil && !writer.isFull }

    func ended(_ error: IntakeError?, at now: Timestamp) {
        journal {
            try intake.receive(event: .stopped, at: now)
            try intake.commit()
            while try !intake.pump() {}
        }
        ended(error)
    }

    /// What is handed over must be in the journal, or nothing is acknowledged any more.
    private func journal(_ body: () throws -> Void) {
        guard failure == nil else { return }
        do { try body() } catch { fail(error) }
    }

    private func fail(_ error: any Error) {
        let cause = error as? JournalError ?? .dead(cause: "\(error)")
        failure = cause
        logger.critical("the journal failed", metadata: ["lane": "\(lane)", "error": "\(cause)"])
    }
}
