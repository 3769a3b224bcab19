import Access
import ArgumentParser
import Benefits
import Evidence
import Foundation
import Logging
import Pipeline
import Plant
import ServiceLifecycle
import Storage
import StorageSQLite
import Supervision
import Synchronization
import Telemetry
import UnixSignals
import Web

/// The assembly: the one place where broker, journal, store and pages meet.
struct Daemon: Service {
    let configuration: Configuration
    let dataFolder: String
    let host: String
    let port: Int
    let logger: Logger
    /// Counts how often limits are reached.
    let meter = LimitMeter(DaemonLimits.all)
    /// The file of the plant, to go with backups.
    var plantFile: String?
    /// Where the files of projects are, to go with backups.
    var projectsOption: ProjectsOption?
    /// Asks for a reload; nil where only the command does.
    var hangUps: UnixSignalsSequence?
    /// Reads the configuration anew, for a reload.
    let reread: @Sendable () throws(ConfigurationError) -> Configuration
    /// Called whenever the broker has answered for every topic of a lane.
    var subscribed: @Sendable () -> Void = {}
    /// Called with the page's port once it is open.
    var listening: @Sendable (Int) -> Void = { _ in }

    /// Runs until it is told to end or something fails for good.
    func run() async throws {
        OpenFiles.allowAll()
        let folder = try DataFolder(dataFolder)
        let socket = try ControlSocket(dataFolder: dataFolder)
        let (store, access) = (try openStore(folder), try openAccess(folder))
        let failures = FailureBox()
        let writer = StoreWriter(store: store, meter: meter) { failures.end(with: $0) }
        defer { withExtendedLifetime(folder) { writer.finish() } }
        let lanes = try LaneSet(
            plant: configuration.plant,
            in: RunningLane.Surroundings(
                folder: folder, store: store, writer: writer, logger: logger, failures: failures,
                meter: meter, subscribed: subscribed))
        defer { lanes.finish() }
        let manager = ServiceManager(
            environment: ProcessInfo.processInfo.environment, process: getpid())
        let supervisor = Supervisor(lanes: lanes, manager: manager, logger: logger)
        let site = Site(
            lanes: lanes, supervisor: supervisor, store: store, folder: dataFolder, writer: writer,
            access: access, meter: meter, logger: logger)
        let (pages, commands) = (Signal(), Signal())
        let server = WebServer(
            context: site.context(configuration), host: host, port: port,
            onBound: { port in
                site.pagePort = port
                logger.notice("pages", metadata: ["address": "http://\(host):\(port)"])
                pages.fire()
                listening(port)
            })
        let reloader = Reloader(
            configuration, lanes: lanes, writer: writer, supervisor: supervisor, logger: logger,
            reread: reread, show: { server.show(site.context($0)) })
        let desk = ControlDesk(
            site: site, server: server, reloader: reloader,
            backup: backup, store: store,
            dataFolder: URL(fileURLWithPath: dataFolder).standardizedFileURL.path, writer: writer)
        let control = ControlServer(socket: socket, logger: logger, meter: meter) {
            try await desk.answer($0)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try await control.run { commands.fire() } }
            group.addTask {
                await pages.wait()
                await commands.wait()
                supervisor.say(.ready)
                try await supervisor.run()
            }
            group.addTask { try await failures.wait() }
            group.addTask { await keepHouse(lanes, store, writer, reloader) }
            if let hangUps { group.addTask { await reload(by: reloader, at: hangUps) } }
            try await withGracefulShutdownHandler {
                try await group.next()
            } onGracefulShutdown: {
                supervisor.say(.stopping)
            }
            group.cancelAll()
        }
    }

    private var backup: BackupMaking {
        BackupMaking(data: dataFolder, plantFile: plantFile, projectsOption: projectsOption)
    }

    /// What is looked at now and then: facts that grow old, flags.
    private func keepHouse(
        _ lanes: LaneSet, _ store: SQLiteStore, _ writer: StoreWriter, _ reloader: Reloader
    ) async {
        let ageing = Ageing(lanes: lanes, store: store, writer: writer, logger: logger)
        let flags = FlagWatch(
            store: store, folder: dataFolder, writer: writer, logger: logger,
            configuration: { reloader.configuration })
        async let aged: Void = ageing.run()
        await flags.run()
        await aged
    }

    /// Opens the store, and says what the last run left unfinished there.
    private func openStore(_ folder: DataFolder) throws -> SQLiteStore {
        let store = try SQLiteStore(path: folder.storePath)
        if let unfinished = store.unfinished {
            logger.warning(
                "the store's log ended in an unfinished transaction, never durable: cut off",
                metadata: ["offset": "\(unfinished.offset)", "bytes": "\(unfinished.bytes)"])
        }
        try folder.packs.removeParts()
        for name in folder.packs.unrecorded(try store.seals()) {
            logger.warning(
                "a pack without a recorded seal: left as it is", metadata: ["file": "\(name)"])
        }
        return store
    }

    /// Reloads at every SIGHUP; what is wrong is logged.
    private func reload(by reloader: Reloader, at hangUps: UnixSignalsSequence) async {
        for await _ in hangUps { _ = try? await reloader.reload(waits: true) }
    }
}

/// What the pages are made from, and what is said of the process as a whole.
final class Site: Sendable {
    let lanes: LaneSet
    let supervisor: Supervisor
    let store: any Store
    let folder: String
    let writer: StoreWriter
    let access: AccessDesk
    let meter: LimitMeter
    let logger: Logger
    let startedAt = Timestamp.now
    private let port = Mutex<Int?>(nil)

    init(
        lanes: LaneSet, supervisor: Supervisor, store: any Store, folder: String,
        writer: StoreWriter, access: AccessDesk, meter: LimitMeter, logger: Logger
    ) {
        self.access = access
        self.meter = meter
        self.folder = folder
        self.lanes = lanes
        self.supervisor = supervisor
        self.store = store
        self.writer = writer
        self.logger = logger
    }

    /// The port of the pages, once it is open.
    var pagePort: Int? {
        get { port.withLock { $0 } }
        set { port.withLock { $0 = newValue } }
    }

    func context(_ configuration: Configuration) -> WebContext {
        let plant = configuration.plant
        let figures = Figures(plant: plant, store: store, folder: folder)
        let request = configuration.benefit
        let supervisor = supervisor
        var context = WebContext(
            plant: plant, figures: figures, boards: lanes.boards, store: store, logger: logger,
            benefit: { try request?.report(figures) }, benefitReport: request?.name,
            access: access, health: { supervisor.health },
            writer: writer, meter: meter)
        context.projects = configuration.projects
        context.software = LinesideCommand.software
        context.seals = store as? any SealingStore
        context.packs = KeptPacks(dataFolder: folder)
        context.journal = { [folder] in "\(folder)/\(DataFolder.journalPrefix)\($0)" }
        return context
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
