import Intake
import Plant
import UnixSignals

/// Listens to a broker for a while, or until Ctrl-C.
struct Listening {
    let broker: Broker
    let topics: [String]
    let length: ListeningTime

    /// How long the broker may take to answer before it is given up.
    private static let patience = 15

    /// Writes what comes into a journal; says what goes wrong.
    func run(into directory: String) async throws {
        let spool = Spool()
        let delegate = try SpoolDelegate(spool: spool, directory: directory)
        let session = try start(delegate)
        defer {
            session.stop()
            session.join()
        }
        say(
            "listening to \(broker.host):\(broker.port) for \(length.seconds) s; Ctrl-C ends it "
                + "early")
        let interrupts = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in interrupts { return } }
            group.addTask { try await wait(spool) }
            try await group.next()
            group.cancelAll()
        }
        guard spool.status.isSubscribed else {
            throw failure(
                Exit.inputOutput,
                "\(broker.host):\(broker.port) did not answer: "
                    + (spool.status.trouble ?? "no answer"))
        }
    }

    private func start(_ delegate: sending SpoolDelegate) throws -> IntakeThread {
        try IntakeThread(
            IntakeOptions(listeningTo: broker, topics: topics), delegate: delegate)
    }

    private func wait(_ spool: Spool) async throws {
        let progress = ProgressLine("listening")
        let begin = ContinuousClock.now
        defer { progress.end() }
        while ContinuousClock.now - begin < .seconds(length.seconds) {
            try await Task.sleep(for: .milliseconds(200))
            let status = spool.status
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            if status.isEnded || !status.isSubscribed && Int(seconds) >= Self.patience { return }
            guard !status.isFull else {
                return say("stopped after \(status.bytes) bytes: more is not kept")
            }
            progress.show(
                "listening: \(status.messages) messages, "
                    + "\(Int(Double(status.messages) / seconds))/s, "
                    + "\(max(0, length.seconds - Int(seconds))) s left"
                    + (status.trouble.map { " (\($0))" } ?? ""))
        }
    }
}
