import Crypto
import Evidence
import Foundation
import Logging
import Pipeline
import Plant
import Synchronization

/// The lanes that run now, and how those of another plant file take their place.
///
/// A swap is a stop and a start within the process: the old lanes end in good order, the new ones
/// resume from the same journals and store, and the brokers keep meanwhile what arrives for our
/// persistent sessions. So a swap can lose or double nothing that a restart would not.
final class LaneSet: Sendable {
    private struct State {
        var plant: Plant
        var lanes: [RunningLane] = []
        var isSwapping = false
        var swaps = 0
        /// Of the certificates and passwords with which the sessions began.
        var secrets: SHA256.Digest
        /// Sessions of the running lanes whose broker has answered for every topic.
        var answered = 0
    }

    private let place: RunningLane.Surroundings
    private let state: Mutex<State>

    /// How long a swap waits for the brokers' answers.
    static let patience = Duration.seconds(10)

    /// Opens the lanes of a plant.
    init(plant: Plant, in place: RunningLane.Surroundings) throws {
        self.place = place
        state = Mutex(State(plant: plant, secrets: plant.secretsDigest))
        let lanes = try open(plant)
        state.withLock { $0.lanes = lanes }
    }

    /// The plant whose lanes run.
    var plant: Plant { state.withLock(\.plant) }

    /// What holds now, a board a lane.
    var boards: [LiveBoard] { state.withLock { $0.lanes.map(\.board) } }

    /// How the lanes and the store are.
    var health: DaemonHealth {
        let (lanes, isSwapping, swaps) = state.withLock {
            ($0.lanes.map(\.health.reading), $0.isSwapping, $0.swaps)
        }
        var health = DaemonHealth(
            lanes: lanes, store: place.writer.health, storeBytes: place.folder.storeBytes,
            isReloading: isSwapping, reloads: swaps)
        health.packBytes = place.folder.packs.bytes
        return health
    }

    /// Ends all lanes in good order.
    func finish() {
        Self.finish(state.withLock(\.lanes))
    }

    /// Puts the lanes of another plant in place of these, or leaves these where that fails.
    ///
    /// Waits for the disk and the brokers: not for an event loop. One caller at a time.
    ///
    /// - Parameters:
    ///   - plant: whose lanes are to run.
    ///   - waits: whether to return only when the brokers have answered, or do not in time.
    ///   - meanwhile: what is to be done while no lane runs; nil: nothing.
    /// - Returns: what happened, without the file's warnings.
    /// - Throws: why the old lanes run on.
    func swap(
        to plant: Plant, waits: Bool, meanwhile: ((Plant) throws -> Void)? = nil
    ) throws -> ReloadReport {
        let old = state.withLock { $0 }
        let secrets = plant.secretsDigest
        guard meanwhile != nil || !old.plant.foldsLike(plant) || secrets != old.secrets else {
            state.withLock { state in
                state.plant = plant
                state.swaps += 1
            }
            return ReloadReport(lanesRestarted: false, pauseS: 0, warnings: [])
        }
        let wereConnected = old.lanes.allSatisfy { $0.board.now.isConnected }
        let begin = ContinuousClock.now
        try replace(old, by: plant, meanwhile: meanwhile)
        state.withLock { $0.secrets = secrets }
        let isBack =
            waits && wereConnected && waitForBrokers(count: plant.brokers.count, since: begin)
        let pause = (ContinuousClock.now - begin) / .seconds(1)
        return ReloadReport(lanesRestarted: true, pauseS: isBack ? pause : nil, warnings: [])
    }

    private func replace(
        _ old: State, by plant: Plant, meanwhile: ((Plant) throws -> Void)?
    ) throws {
        state.withLock { ($0.isSwapping, $0.answered) = (true, 0) }
        defer { state.withLock { $0.isSwapping = false } }
        Self.finish(old.lanes)
        waitForStore(old.plant)
        do {
            try meanwhile?(plant)
            let lanes = try open(plant)
            state.withLock { state in
                (state.plant, state.lanes) = (plant, lanes)
                state.swaps += 1
            }
        } catch {
            try goBack(to: old.plant)
            throw error
        }
    }

    private func goBack(to plant: Plant) throws {
        do {
            let lanes = try open(plant)
            state.withLock { $0.lanes = lanes }
        } catch {
            place.failures.end(with: error)
            throw error
        }
    }

    private func open(_ plant: Plant) throws -> [RunningLane] {
        var lanes: [RunningLane] = []
        do {
            for broker in plant.brokers.indices {
                lanes.append(
                    try RunningLane(plant: plant, broker: broker, in: place) { [weak self] in
                        self?.state.withLock { $0.answered += 1 }
                    })
            }
            return lanes
        } catch {
            Self.finish(lanes)
            waitForStore(plant)
            throw error
        }
    }

    private static func finish(_ lanes: [RunningLane]) {
        for lane in lanes { lane.stop() }
        for lane in lanes { lane.finish() }
    }

    /// What the ended lanes handed over must be stored before others resume from the store.
    private func waitForStore(_ plant: Plant) {
        for broker in plant.brokers {
            while place.writer.isBusy(lane: broker.id) { Thread.sleep(forTimeInterval: 0.001) }
        }
    }

    private func waitForBrokers(count: Int, since begin: ContinuousClock.Instant) -> Bool {
        while state.withLock({ state in
            state.answered < count || !state.lanes.allSatisfy(\.board.now.isConnected)
        }) {
            guard ContinuousClock.now - begin < Self.patience else { return false }
            Thread.sleep(forTimeInterval: 0.002)
        }
        return true
    }
}

extension Plant {
    /// Whether the facts of another plant would be the same: all but names, calendars and rates,
    /// which turn facts into figures, is equal.
    func foldsLike(_ other: Plant) -> Bool {
        let (own, their) = (folding, other.folding)
        return own.clockTolerance == their.clockTolerance && own.lateness == their.lateness
            && own.timeZone == their.timeZone && own.brokers == their.brokers
            && own.products == their.products && own.reasons == their.reasons
            && own.lines == their.lines && own.workUnits == their.workUnits
            && own.signals == their.signals
    }

    /// Tells whether a certificate, a key or a password was replaced in its file.
    fileprivate var secretsDigest: SHA256.Digest {
        var hash = SHA256()
        for broker in brokers {
            let files = [
                broker.passwordFile, broker.caFile, broker.certificateFile, broker.keyFile,
            ]
            for file in files {
                let bytes = file.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
                hash.update(data: Data(SHA256.hash(data: bytes)))
            }
        }
        return hash.finalize()
    }

    private var folding: Plant {
        var plant = self
        let none = LocalizedText(english: "", traditionalChinese: "")
        for index in products.indices { plant.products[index].name = none }
        for index in reasons.indices { plant.reasons[index].name = none }
        for index in lines.indices {
            plant.lines[index].name = none
            plant.lines[index].calendar = nil
        }
        for index in workUnits.indices {
            plant.workUnits[index].name = none
            plant.workUnits[index].rates = []
        }
        for index in signals.indices { plant.signals[index].name = none }
        return plant
    }
}
