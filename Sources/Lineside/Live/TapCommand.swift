import ArgumentParser
import Decoding
import Foundation
import Intake
import Journal
import Plant
import Telemetry
import UnixSignals

/// `lineside tap`: decoded samples as they arrive.
struct TapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap", abstract: "Prints decoded samples as they arrive.",
        discussion: """
            Examples:
              lineside tap --plant plant.yaml --data /var/lib/lineside
              lineside tap --plant plant.yaml --signal 'mask-1/*/state'
              lineside tap --plant plant.yaml --data DIR --from 2026-03-02T08:00 --count 20 --json

            With --data it follows the daemon's journal, read only, from its end or from --from; \
            without, it listens to the plant's brokers in a session of its own. Ends on Ctrl-C, \
            after --count lines or --for a while. Exit code 74 where no broker answers.
            """)

    @OptionGroup var plantOption: PlantOption

    @Option(help: "The data folder whose journal is followed; a broker session otherwise.")
    var data: String?

    @Option(help: "Begin with what was received then; with --data.")
    var from: String?

    @Option(help: "Only signals whose path matches; * stands for anything.")
    var signal = SignalPattern.all

    @Option(help: "End after so many lines.")
    var count: Int?

    @Option(name: .customLong("for"), help: "End after so long, like 10s.")
    var length: ListeningTime?

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func run() async throws {
        let plant = try plantOption.read()
        let budget = Tap.Budget(count)
        let interrupts = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let length = length
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in interrupts { return } }
            if let length {
                group.addTask { try await Task.sleep(for: .seconds(length.seconds)) }
            }
            group.addTask { try await self.tap(plant, budget) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func tap(_ plant: Plant, _ budget: Tap.Budget) async throws {
        if let data {
            try await follow(plant, data, budget)
        } else {
            try await listen(plant, budget)
        }
    }

    // MARK: The journal

    private func follow(_ plant: Plant, _ data: String, _ budget: Tap.Budget) async throws {
        let begin: Timestamp?
        do {
            begin = try from.map(plant.parse(instant:))
        } catch {
            throw failure(.validationFailure, "\(error)")
        }
        var journals: [FollowedJournal] = []
        for broker in plant.brokers.indices {
            let path = "\(data)/\(DataFolder.journalPrefix)\(plant.brokers[broker].id)"
            guard FileManager.default.fileExists(atPath: path) else {
                throw failure(Exit.noInput, "\(path) is not there: nothing was journalled yet")
            }
            let tap = Tap(
                plant: plant, broker: broker, pattern: signal, isJSON: json, budget: budget)
            journals.append(try FollowedJournal(path, from: begin, tap: tap))
        }
        do {
            while !budget.isEmpty, !Task.isCancelled {
                var isNew = false
                for journal in journals { isNew = try journal.turn() || isNew }
                if !isNew { try await Task.sleep(for: .milliseconds(100)) }
            }
        } catch let error as JournalError {
            throw failure(error.exitCode, error.description)
        } catch is CancellationError {}
    }

    // MARK: The brokers

    private func listen(_ plant: Plant, _ budget: Tap.Budget) async throws {
        var sessions: [IntakeThread] = []
        defer {
            sessions.forEach { $0.stop() }
            sessions.forEach { $0.join() }
        }
        for broker in plant.brokers.indices {
            let delegate = TapDelegate(
                Tap(plant: plant, broker: broker, pattern: signal, isJSON: json, budget: budget),
                broker: plant.brokers[broker].id)
            let options = IntakeOptions(
                listeningTo: plant.brokers[broker], topics: delegate.topics)
            do {
                sessions.append(try IntakeThread(options, delegate: delegate))
            } catch {
                throw failure(Exit.inputOutput, "\(error)")
            }
        }
        do {
            while !budget.isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        } catch is CancellationError {}
    }
}

/// Prints what a session receives; what goes wrong is said, and tried again.
private final class TapDelegate: IntakeDelegate {
    private let tap: Tap
    private let broker: String

    init(_ tap: Tap, broker: String) {
        self.tap = tap
        self.broker = broker
    }

    var topics: [String] { tap.topics }

    func received(topic: Span<UInt8>, payload: Span<UInt8>, delivery: Delivery) {
        tap.take(
            topic: topic, payload: payload,
            MessageInfo(
                record: 1, receiveTime: delivery.receiveTime, retained: delivery.retained,
                acknowledged: delivery.qos > 0), packetID: delivery.packetID,
            isDuplicate: delivery.duplicate)
    }

    func rejected(topic: Span<UInt8>, payloadBytes: Int, delivery: Delivery) {}

    func connected(sessionPresent: Bool, at now: Timestamp) {
        tap.connected(sessionPresent: sessionPresent)
    }

    func subscribed(_ report: SubscriptionReport, at now: Timestamp) {
        for refusal in report.refused { say("\(refusal.topic): \(refusal.message)") }
    }

    func disconnected(_ reason: ConnectionEnd, silence: Int64, at now: Timestamp) {
        if reason.kind != .stopped { say("broker \(broker): \(reason)") }
    }

    func connectionFailed(_ reason: ConnectionEnd, retryMilliseconds: Int, at now: Timestamp) {
        say("broker \(broker): \(reason); tried again in \(retryMilliseconds) ms")
    }

    func commit() throws(CommitFailure) {}

    func turn(at now: Timestamp, statistics: IntakeStatistics) {}

    var wantsMore: Bool { true }

    func ended(_ error: IntakeError?, at now: Timestamp) {
        if let error { say("broker \(broker): \(error)") }
    }
}
