import Intake
import Logging
import Pipeline
import Plant
import Storage
import Telemetry

/// One lane at work: its session, its core, and how they end.
final class RunningLane: Sendable {
    let board: LiveBoard
    private let session: IntakeThread
    private let core: CoreThread

    init(
        plant: Plant, broker index: Int, folder: DataFolder, store: any Store,
        writer: StoreWriter, logger: Logger, failures: FailureBox,
        subscribed: @escaping @Sendable () -> Void
    ) throws {
        let broker = plant.brokers[index]
        let lane = try Lane(
            plant: plant, broker: index, journalDirectory: folder.journalPath(lane: broker.id),
            store: store)
        logger.info(
            "lane open",
            metadata: [
                "lane": "\(broker.id)", "position": "\(lane.core.position)",
                "journal": "\(lane.intake.lastDurableRecord)",
            ])
        logger.note(lane.remapping, lane: broker.id)
        var options = IntakeOptions(
            host: broker.host, clientID: broker.clientID, topics: lane.intake.topics)
        options.port = Int(broker.port)
        options.previousTopics = lane.previousTopics
        options.credentials = broker.username.map {
            IntakeCredentials(username: $0, passwordFile: broker.passwordFile ?? "")
        }
        options.tls = broker.usesTLS ? IntakeTLS(broker) : nil
        try lane.begin(topics: options.topicsToRemember, at: .now, store: store)
        board = lane.board
        core = CoreThread(core: lane.core, lane: broker.id, writer: writer)
        let delegate = LaneDelegate(
            intake: lane.intake, core: core, writer: writer, lane: broker.id, logger: logger,
            subscribed: subscribed,
            ended: { error in if let error { failures.end(with: error) } })
        session = try IntakeThread(options, delegate: delegate)
    }

    /// Ends the session in good order, folds and hands over what is left.
    func finish() {
        session.stop()
        session.join()
        core.finish()
    }
}

extension Logger {
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

extension IntakeTLS {
    init(_ broker: Broker) {
        self.init(
            authorityFile: broker.caFile ?? "/etc/ssl/certs/ca-certificates.crt",
            certificateFile: broker.certificateFile, keyFile: broker.keyFile)
    }
}
