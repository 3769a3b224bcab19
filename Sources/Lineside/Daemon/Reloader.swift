import Logging
import NIOPosix
import Pipeline
import Plant
import Supervision
import Synchronization

/// Swaps the configuration for the one that its files hold now; a bad one leaves the old one at
/// work and says so.
///
/// One reload at a time: another that comes meanwhile is refused.
struct Reloader: Sendable {
    let lanes: LaneSet
    let writer: StoreWriter
    let supervisor: Supervisor
    let logger: Logger
    /// Reads the configuration from its files.
    let reread: @Sendable () throws(ConfigurationError) -> Configuration
    /// Has the pages made from it.
    let show: @Sendable (Configuration) -> Void
    private let isRunning = Flag()
    private let current: Current

    private final class Flag: Sendable {
        private let isSet = Atomic(false)

        func set() -> Bool { !isSet.exchange(true, ordering: .acquiring) }
        func clear() { isSet.store(false, ordering: .releasing) }
    }

    /// The configuration at work.
    private final class Current: Sendable {
        let configuration: Mutex<Configuration>

        init(_ configuration: Configuration) { self.configuration = Mutex(configuration) }
    }

    init(
        _ configuration: Configuration, lanes: LaneSet, writer: StoreWriter, supervisor: Supervisor,
        logger: Logger,
        reread: @escaping @Sendable () throws(ConfigurationError) -> Configuration,
        show: @escaping @Sendable (Configuration) -> Void
    ) {
        current = Current(configuration)
        self.lanes = lanes
        self.writer = writer
        self.supervisor = supervisor
        self.logger = logger
        self.reread = reread
        self.show = show
    }

    /// The configuration at work.
    var configuration: Configuration { current.configuration.withLock { $0 } }

    /// Returns when the new configuration is at work.
    ///
    /// - Parameters:
    ///   - waits: whether the brokers must have answered too, or not answer in time.
    ///   - meanwhile: what is to be done while no lane runs, with the new plant; nil: nothing.
    /// - Returns: what changed.
    /// - Throws: why the old one still is at work.
    func reload(
        waits: Bool, meanwhile: (@Sendable (Plant) throws -> Void)? = nil
    ) async throws(ControlError) -> ReloadReport {
        guard isRunning.set() else {
            throw ControlError(
                "busy", Exit.temporary, ["a reload is running already; try again when it is done"])
        }
        supervisor.say(.reloading)
        defer {
            supervisor.say(.ready)
            isRunning.clear()
        }
        do {
            return try await NIOThreadPool.singleton.runIfActive {
                try swap(waits: waits, meanwhile: meanwhile)
            }
        } catch {
            let told = told(error)
            for message in told.messages {
                logger.error("not reloaded, the old configuration goes on: \(message)")
            }
            throw told
        }
    }

    private func swap(
        waits: Bool, meanwhile: ((Plant) throws -> Void)?
    ) throws -> ReloadReport {
        let configuration = try reread()
        // What ended lanes hand over could not be stored, and the new ones not resume.
        guard !writer.isFull else {
            throw ControlError(
                "store_full", Exit.temporary, ["the store is full; reload when there is room"])
        }
        var report: ReloadReport
        do {
            report = try lanes.swap(
                to: configuration.plant, waits: waits, meanwhile: meanwhile)
        } catch {
            // The old plant's lanes were opened anew, too.
            show(current.configuration.withLock { $0 })
            throw error
        }
        current.configuration.withLock { $0 = configuration }
        show(configuration)
        report.warnings = configuration.warnings
        for warning in report.warnings { logger.warning("\(warning)") }
        logger.notice(
            "reloaded",
            metadata: [
                "plant": "\(configuration.plant.id)", "lanes_restarted": "\(report.lanesRestarted)",
                "pause_s": "\(report.pauseS.map { "\($0)" } ?? "unknown")",
            ])
        return report
    }

    private func told(_ error: any Error) -> ControlError {
        switch error {
        case let error as ControlError: error
        case let error as ConfigurationError:
            ControlError("bad_configuration", error.exitCode, error.messages)
        default: ControlError("failed", Exit.inputOutput, ["\(error)"])
        }
    }
}
