import Intake
import Journal
import Logging
import Pipeline
import Plant
import Storage
import Telemetry

/// One lane at work: its session, its core, and how they end.
final class RunningLane: Sendable {
    let board: LiveBoard
    let health: LaneHealth
    private let session: IntakeThread
    private let core: CoreThread
    private let refolding: RefoldThread

    /// What a lane shares with the others and with the lanes that come after it.
    struct Surroundings: Sendable {
        var folder: DataFolder
        var store: any Store
        var writer: StoreWriter
        var logger: Logger
        var failures: FailureBox
        /// Counts how often limits are reached.
        var meter: LimitMeter
        /// Called whenever the broker has answered for every topic of a lane.
        var subscribed: @Sendable () -> Void
    }

    /// Opens a lane; `answered` is called like ``Surroundings/subscribed``.
    init(
        plant: Plant, broker index: Int, in place: Surroundings,
        answered: @escaping @Sendable () -> Void
    ) throws {
        let broker = plant.brokers[index]
        let lane = try Lane(
            plant: plant, broker: index,
            journalDirectory: place.folder.journalPath(lane: broker.id), store: place.store,
            meter: place.meter)
        place.logger.info(
            "lane open",
            metadata: [
                "lane": "\(broker.id)", "position": "\(lane.core.position)",
                "journal": "\(lane.intake.lastDurableRecord)",
            ])
        if let cut = lane.recovery.cut { place.logger.note(cut, lane: broker.id) }
        place.logger.note(lane.remapping, lane: broker.id)
        var options = IntakeOptions(broker, topics: lane.intake.topics)
        options.previousTopics = lane.previousTopics
        options.asksBrokerAge = true
        try lane.begin(topics: options.topicsToRemember, at: .now, store: place.store)
        board = lane.board
        health = lane.health
        core = CoreThread(lane, writer: place.writer)
        let failures = place.failures
        refolding = RefoldThread(lane, writer: place.writer) { failures.end(with: $0) }
        let delegate = lane.delegate(
            clientID: broker.clientID, writer: place.writer, meter: place.meter,
            logger: place.logger, remember: { [core] in core.remember(topics: $0) },
            subscribed: {
                answered()
                place.subscribed()
            },
            ended: { error in if let error { failures.end(with: error) } })
        do {
            session = try IntakeThread(options, delegate: delegate)
        } catch {
            refolding.finish()
            core.finish()
            throw error
        }
    }

    /// Asks the session to end: what was received is journalled and acknowledged, no more comes.
    func stop() { session.stop() }

    /// Ends the session in good order, folds and hands over what is left.
    func finish() {
        session.stop()
        session.join()
        refolding.finish()
        core.finish()
    }
}

extension Logger {
    /// Says what the last run left unfinished in the journal.
    fileprivate func note(_ cut: JournalRecovery.Cut, lane: String) {
        warning(
            "the journal ended in an unfinished write, which was never acknowledged: cut off",
            metadata: [
                "lane": "\(lane)", "segment": "\(cut.segment)", "offset": "\(cut.offset)",
                "bytes": "\(cut.bytes)", "reason": "\(cut.reason.rawValue)",
            ])
    }

    /// Says what became of messages that were refused under an earlier mapping.
    fileprivate func note(_ remapping: Remapping, lane: String) {
        switch remapping {
        case .none: break
        case .rebuilding(let quarantined):
            notice(
                "the mapping was mended: the lane is folded again from its journal",
                metadata: ["lane": "\(lane)", "quarantined": "\(quarantined)"])
        case .late(let decoded, let left):
            notice(
                "the mapping was mended: quarantined messages were decoded late",
                metadata: ["lane": "\(lane)", "decoded": "\(decoded)", "left": "\(left)"])
        }
    }
}

extension IntakeOptions {
    /// A session as the plant file describes its broker.
    init(_ broker: Broker, topics: [String]) {
        self.init(host: broker.host, clientID: broker.clientID, topics: topics)
        port = Int(broker.port)
        credentials = broker.username.map {
            IntakeCredentials(username: $0, passwordFile: broker.passwordFile ?? "")
        }
        guard broker.usesTLS else { return }
        tls = IntakeTLS(
            authorityFile: broker.caFile ?? "/etc/ssl/certs/ca-certificates.crt",
            certificateFile: broker.certificateFile, keyFile: broker.keyFile)
    }
}
