import NIOPosix
import Pipeline
import Plant
import Production
import Reporting
import Storage
import StorageSQLite
import Telemetry
import Web

/// What the daemon answers to commands.
struct ControlDesk: Sendable {
    let site: Site
    let server: WebServer
    let reloader: Reloader
    let backup: BackupMaking
    let store: SQLiteStore
    let dataFolder: String
    let writer: StoreWriter

    func answer(_ request: ControlRequest) async throws -> ControlAnswer {
        switch request.ask {
        case .version: ControlAnswer(version: LinesideCommand.version)
        case .status: ControlAnswer(status: try await status())
        case .reload:
            ControlAnswer(reload: try await reloader.reload(waits: request.wait ?? false))
        case .recompute: ControlAnswer(reload: try await recompute(request.to ?? ""))
        case .backup: ControlAnswer(backup: try await backup(to: request.to ?? ""))
        case .correct: ControlAnswer(correction: try await record(request.correction))
        case .seal: ControlAnswer(seal: try await seal(request.to ?? ""))
        case .record: ControlAnswer(record: try await recordEntry(request.to ?? ""))
        case .key: ControlAnswer(key: try await key(request.key))
        case .access: ControlAnswer(access: try await carryOut(request.access))
        }
    }

    /// Puts what a command has folded again in place, while the lanes rest.
    private func recompute(_ folder: String) async throws -> ReloadReport {
        guard folder.hasPrefix(dataFolder + "/") else {
            throw ControlError(
                "bad_request", Exit.badData, ["what was folded must lie in the data folder"])
        }
        let (store, data) = (store, dataFolder)
        return try await reloader.reload(waits: true) { plant in
            let recomputation = try Recomputation(plant: plant, data: data, folder: folder)
            try recomputation.catchUp(with: store)
            try recomputation.apply(to: store)
        }
    }

    private func record(_ request: CorrectionRequest?) async throws -> RecordedCorrection {
        guard let request else {
            throw ControlError("bad_request", Exit.badData, ["there is no correction"])
        }
        let figures = Figures(plant: site.lanes.plant, store: site.store)
        let draft = try await NIOThreadPool.singleton.runIfActive {
            do throws(QueryError) {
                return try request.draft(figures)
            } catch {
                throw ControlError(error)
            }
        }
        let outcome: CorrectionOutcome
        do throws(StoreError) {
            outcome = try await writer.record(draft, seen: request.lastSeen)
        } catch {
            throw ControlError(error)
        }
        return try outcome.recorded(figures.plant)
    }

    private func carryOut(_ order: AccessOrder?) async throws -> AccessAnswer {
        guard let order else {
            throw ControlError("bad_request", Exit.badData, ["there is no order"])
        }
        let clerk = AccountClerk(desk: site.access, plant: site.lanes.plant)
        return try await NIOThreadPool.singleton.runIfActive { try clerk.answer(order) }
    }

    private func backup(to target: String) async throws -> BackupReport {
        guard target.hasPrefix("/") else {
            throw ControlError("bad_request", Exit.badData, ["a backup needs an absolute path"])
        }
        let backup = backup
        return try await NIOThreadPool.singleton.runIfActive { try backup.run(to: target) }
    }

    private func status() async throws -> DaemonStatus {
        let lanes = site.lanes
        let stored = try site.store.lanes()
        let health = lanes.health
        let boards = lanes.boards
        return DaemonStatus(
            version: LinesideCommand.version, plant: lanes.plant.id, port: site.pagePort,
            startedAt: site.startedAt.rfc3339, trouble: try await server.trouble(),
            reloads: health.reloads,
            lanes: boards.map { board in
                DaemonStatus.Lane(
                    board, stored: stored[board.lane],
                    health: health.lanes.first { $0.lane == board.lane }?.intake)
            },
            lines: try await server.lines())
    }
}

extension DaemonStatus.Lane {
    fileprivate init(
        _ board: LiveBoard, stored: Fold.LaneState?, health: LaneHealth.Intake?
    ) {
        let head = board.now
        self.init(
            lane: board.lane, connected: head.isConnected, position: head.position,
            stored: stored?.position ?? 0, backlog: health?.backlog ?? 0,
            received: stored?.counts[.received] ?? 0,
            quarantined: stored?.counts[.quarantined] ?? 0,
            balanced: head.isBalanced && stored?.counts.isBalanced ?? true,
            lastMessage: health?.lastMessage?.rfc3339)
    }
}
