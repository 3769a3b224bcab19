import Foundation
import Logging
import Pipeline
import Supervision
import Synchronization

/// Watches whether the threads go on, and tells the service manager.
///
/// Ready is said when the lanes are open and pages and commands are answered: a broker that is away
/// must not make the start fail. The watchdog is fed only while every thread goes on, so that a
/// stalled one has the process started again.
final class Supervisor: Sendable {
    /// How often the threads are looked at.
    static let interval = Duration.seconds(1)
    /// A thread that counts nothing for so long is stalled; a name look-up may take a while.
    static let patience = Duration.seconds(10)

    private let lanes: LaneSet
    private let manager: ServiceManager?
    private let logger: Logger
    private let stalled = Mutex<[String]>([])

    init(lanes: LaneSet, manager: ServiceManager?, logger: Logger) {
        self.lanes = lanes
        self.manager = manager
        self.logger = logger
    }

    /// How the running parts are.
    var health: DaemonHealth {
        var health = lanes.health
        health.version = LinesideCommand.version
        health.stalled = stalled.withLock { $0 }
        return health
    }

    /// Says something to the service manager, where there is one.
    func say(_ word: ServiceManager.Word) { manager?.say(word) }

    /// Looks and tells until it is cancelled.
    func run() async throws {
        let patience = min(Self.patience, manager?.watchdogTimeout.map { $0 / 2 } ?? Self.patience)
        let feeding = manager?.watchdogTimeout.map { $0 / 2 }
        var watch = ProgressWatch(patience: patience)
        var fed = ContinuousClock.now
        var status = ""
        while true {
            let now = ContinuousClock.now
            let found = watch.look(at: lanes.health, now: now)
            note(found)
            if found.isEmpty, let feeding, now - fed >= feeding - Self.interval / 2 {
                manager?.say(.watchdog)
                fed = now
            }
            if let line = line(found), line != status {
                manager?.say(.status(line))
                status = line
            }
            try await Task.sleep(for: min(Self.interval, feeding ?? Self.interval))
        }
    }

    private func note(_ found: [String]) {
        let before = stalled.withLock { stalled in
            defer { stalled = found }
            return stalled
        }
        for name in found where !before.contains(name) {
            logger.critical("a thread does not go on", metadata: ["thread": "\(name)"])
        }
        for name in before where !found.contains(name) {
            logger.notice("a thread goes on again", metadata: ["thread": "\(name)"])
        }
    }

    private func line(_ stalled: [String]) -> String? {
        guard manager != nil else { return nil }
        guard stalled.isEmpty else { return "stalled: " + stalled.joined(separator: ", ") }
        let health = lanes.health
        if health.store.isFull { return "the store is full" }
        let heads = lanes.boards.map(\.now)
        let connected = heads.count { $0.isConnected }
        return "\(connected) of \(heads.count) brokers connected"
    }
}
