import Benefits
import Foundation
import Intake
import Logging
import Pipeline
import Plant
import ServiceLifecycle
import Storage
import StorageSQLite
import Synchronization
import Web

/// The assembly: the one place where broker, journal, store and pages meet.
struct Daemon: Service {
    let plant: Plant
    let dataFolder: String
    let host: String
    let port: Int
    let benefit: BenefitRequest?
    let logger: Logger
    /// Called whenever the broker has answered for every topic of a lane.
    var subscribed: @Sendable () -> Void = {}
    /// Called with the page's port once it is open.
    var listening: @Sendable (Int) -> Void = { _ in }

    /// Runs until it is told to end or something fails for good.
    func run() async throws {
        let folder = try DataFolder(dataFolder)
        let store = try SQLiteStore(path: folder.storePath)
        let failures = FailureBox()
        let writer = StoreWriter(store: store) { failures.end(with: $0) }
        var running: [RunningLane] = []
        for broker in plant.brokers.indices {
            running.append(
                try RunningLane(
                    plant: plant, broker: broker, folder: folder, store: store, writer: writer,
                    logger: logger, failures: failures, subscribed: subscribed))
        }
        let lanes = running
        defer {
            lanes.forEach { $0.finish() }
            writer.finish()
            withExtendedLifetime(folder) {}
        }
        let figures = Figures(plant: plant, store: store)
        let request = benefit
        let context = WebContext(
            plant: plant, figures: figures, boards: lanes.map(\.board), store: store,
            logger: logger, benefit: { try request?.report(figures) })
        let server = WebServer(context: context, host: host, port: port, onBound: listening)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try await failures.wait() }
            try await group.next()
            group.cancelAll()
        }
    }
}

/// The first failure that no part can mend, for whoever waits for it.
final class FailureBox: Sendable {
    private let stream: AsyncStream<any Error>
    private let continuation: AsyncStream<any Error>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func end(with error: any Error) { continuation.yield(error) }

    /// Throws the first failure; returns when cancelled.
    func wait() async throws {
        for await error in stream { throw error }
    }
}

/// The data folder, locked: one process owns all writes.
final class DataFolder: Sendable {
    let path: String
    private let lock: FileHandle

    var storePath: String { path + "/facts.sqlite" }

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let lockPath = path + "/lock"
        if !FileManager.default.fileExists(atPath: lockPath) {
            _ = FileManager.default.createFile(atPath: lockPath, contents: nil)
        }
        guard let lock = FileHandle(forUpdatingAtPath: lockPath),
            flock(lock.fileDescriptor, LOCK_EX | LOCK_NB) == 0
        else {
            throw failure(Exit.inputOutput, "the data folder \(path) is in use by another process")
        }
        self.lock = lock
    }

    func journalPath(lane: String) -> String { path + "/journal-" + lane }
}
