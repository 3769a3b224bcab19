import Foundation
import Plant
import Production
import StorageSQLite
import Telemetry

@testable import Intake
@testable import Journal

/// A plant, a broker, disks, clocks and the program, one step at a time in the order of a seed.
///
/// Real are the session, the journal, the decoder, the ring, the fold, the re-folding, the store
/// and what joins them; simulated are the library's connection, the disk under the journal, the
/// time and the threads. A crash drops the process with all of its memory, a power cut also what no
/// sync had confirmed.
final class Simulation {
    let story: GeneratedCase
    let publications: [Publication]
    let world: World
    let network: SimulatedNetwork
    let disk: SimulatedDisk
    let store: SimulatedStore
    let place: SimulatedProcess.Place
    private(set) var process: SimulatedProcess?
    private let folder: String
    private var toPublish: ArraySlice<Publication>
    private var steps = 0
    /// How fast each of the actors is, 1 to 8.
    private let pace: Pace
    private var faultsLeft: Int
    /// How often the power fails, one time behind the other: of a loose contact often.
    private let cutsInARow: Int64
    private var startsAt: Int64
    /// What ends by itself, and when.
    private var troubles: [(until: Int64, end: () -> Void)] = []
    private(set) var begin: Int64 = 0
    /// From the end of the last fault until all was stored, in nanoseconds.
    private(set) var drained: Int64 = 0

    private struct Pace {
        var intake: Int64
        var core: Int64
        var store: Int64
        var refold: Int64
        /// How long nothing may happen before a clock ticks, in nanoseconds.
        var idle: Int64
    }

    /// What a simulation found wrong.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        /// Messages that we acknowledged and that count no more.
        var lost = 0
        /// Messages that count more than once by our fault.
        var doubled = 0

        init(_ description: String, lost: Int = 0, doubled: Int = 0) {
            self.description = description
            (self.lost, self.doubled) = (lost, doubled)
        }
    }

    /// The most steps of a simulation: one that needs more does not come to its end.
    private static let stepLimit = 400_000
    /// In this time all must be stored once nothing fails any more, or the next of what came late.
    private static let patience = 30 * nanosecondsPerSecond

    init(seed: UInt64, mutant: Mutant? = nil, template: String) throws {
        story = GeneratedCase(seed: seed, isUndisturbed: true)
        let (kept, live) = story.publications
        publications = (kept + live).sorted { $0.posted.number < $1.posted.number }
        toPublish = live[...]
        let start = story.messages.first?.received ?? 0
        world = World(seed: seed, now: start - 3_000_000, mutant: mutant)
        let broker = SimulatedBroker(
            world,
            lastPacketID: world.dice.oneIn(3) ? UInt16(world.dice.int(65_400...65_535)) : 0,
            tellsAge: world.dice.oneIn(2))
        for publication in kept { broker.keep(publication.posted) }
        network = SimulatedNetwork(world, broker)
        disk = SimulatedDisk(world)
        folder = try Self.makeFolder(template: template)
        store = SimulatedStore(try SQLiteStore(path: folder + "/facts.sqlite"), world)
        var options = IntakeOptions(host: "b", clientID: "line", topics: [])
        options.receiveMaximum = Int(world.dice.pick([1, 3, 20, 20]))
        options.batchMessages = Int(world.dice.pick([1, 4, 256]))
        options.maximumPayloadBytes = Publication.limit
        options.asksBrokerAge = true
        let plant = try story.plant.read()
        place = SimulatedProcess.Place(
            world: world, network: network, disk: disk, store: store, plant: plant,
            folder: folder + "/journal", options: options,
            journalOptions: JournalOptions(
                segmentBytes: Int(world.dice.pick([4096, 8192, 32_768]))),
            ringCapacity: Int(world.dice.pick([256, 16_384])),
            window: Int(world.dice.pick([4, 8, 8, 32, Int64(Fold.windowSize)])))
        pace = Pace(
            intake: world.dice.int(1...8), core: world.dice.int(1...8),
            store: world.dice.int(1...8), refold: world.dice.int(1...4),
            idle: max(
                world.dice.pick([1, 10, 300]) * nanosecondsPerSecond,
                ((live.last?.at ?? start) - start) / 100))
        faultsLeft = Int(world.dice.pick([0, 3, 10, 25]))
        cutsInARow = world.dice.pick([2, 2, 30])
        startsAt = world.now
        begin = start
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// In memory, with an empty store that need not be made anew.
    private static func makeFolder(template: String) throws -> String {
        let memory = "/dev/shm/"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        let folder =
            (isThere ? memory : NSTemporaryDirectory()) + "lineside-sim-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: template, toPath: folder + "/facts.sqlite")
        return folder
    }

    /// How much time of how many lines was simulated, in days.
    var lineDays: Double {
        Double(world.now - begin) / 86_400e9 * Double(story.plant.units.count)
    }

    /// Runs to the end: all faults are over, everything is stored, the program has ended.
    func run() throws {
        while !toPublish.isEmpty { try step(isCalm: false) }
        heal()
        let calmSince = world.now
        var (patches, goesOn) = (store.patches, world.now)
        while try !isDrained {
            try step(isCalm: true)
            if store.patches > patches { (patches, goesOn) = (store.patches, world.now) }
            guard !store.isLateEventUsedTwice else {
                throw Failure("what came late was folded again twice")
            }
            guard world.now - goesOn < Self.patience else {
                throw Failure(
                    "nothing fails any more, and after 30 s not everything is stored: "
                        + (try process?.rest ?? "there is no process"))
            }
        }
        drained = world.now - calmSince
        guard process?.stop() == true, process?.failure == nil else {
            throw Failure("it does not end in good order: \(process?.failure ?? "it has no room")")
        }
        isPowerCut = true
        drop()
    }

    private var isDrained: Bool {
        get throws {
            let broker = network.broker
            guard let process, process.isConnected, broker.isEmpty,
                broker.hasToldAge || !broker.tellsAge
            else { return false }
            return try process.isIdle()
        }
    }

    // MARK: Steps

    private func step(isCalm: Bool) throws {
        steps += 1
        guard steps < Self.stepLimit else { throw Failure("it comes to no end") }
        for index in troubles.indices.reversed() where troubles[index].until <= world.now {
            troubles.remove(at: index).end()
        }
        if !isCalm { publish() }
        if !isCalm, faultsLeft > 0, world.dice.oneIn(60) { makeFault() }
        try runProcess()
        network.broker.turn()
        let isBusy =
            network.broker.send() || process.map { _ in network.link?.isBusy == true } == true
        pass(isBusy: isBusy)
    }

    private func publish() {
        while let next = toPublish.first, next.at <= world.now {
            // A source keeps what its broker cannot take.
            guard network.broker.isUp || !next.posted.isQoS1 else { return }
            toPublish.removeFirst()
            if network.broker.isUp { network.broker.take(next.posted) }
        }
    }

    /// One of the threads goes on.
    private func runProcess() throws {
        guard let process else { return try startProcess() }
        if world.dice.int(1...8) <= pace.intake { process.turnIntake() }
        if world.dice.int(1...8) <= pace.core { _ = process.turnCore() }
        if world.dice.int(1...8) <= pace.store { process.turnStore() }
        if world.dice.int(1...8) <= pace.refold { process.turnRefold() }
        if world.isDead || process.failure != nil { end() }
    }

    private func startProcess() throws {
        guard world.now >= startsAt else { return }
        let failed = world.failedCalls
        do {
            if isPowerCut { world.fuse = firstWrites }
            process = try SimulatedProcess(place)
            world.trace("starts")
        } catch {
            // What a fault of the disk keeps from starting is started again by its supervisor.
            guard world.isDead || world.failedCalls > failed else {
                throw Failure("it does not start: \(error)")
            }
            end()
        }
    }

    /// Time goes on: a little where there is work, else to the next thing that happens.
    private func pass(isBusy: Bool) {
        let second = nanosecondsPerSecond
        if isBusy || world.dice.oneIn(4) {
            world.advance(by: world.dice.int(1_000...2_000_000))
            return
        }
        let isWaiting = process?.isConnected != true || !network.broker.isEmpty
        let longest = isWaiting || toPublish.isEmpty ? second / 2 : pace.idle
        let next = toPublish.first?.at ?? world.now + second
        let rest = max(next - world.now, 1_000)
        world.advance(by: min(rest, world.dice.int(longest / 4...longest)))
    }

    // MARK: Faults

    /// The process is gone; what comes after it starts soon.
    private func end() {
        world.trace("ends: \(process?.failure ?? "killed")")
        drop()
        startsAt = world.now + world.dice.int(1...2 * nanosecondsPerSecond)
    }

    private func drop() {
        network.drop()
        process = nil
        if isPowerCut {
            isPowerCut = false
            disk.cutPower()
            cutAgain()
        }
        world.revive()
    }

    /// Where the power fails once, it likes to fail again, before much is written.
    private func cutAgain() {
        guard faultsLeft > 0, !world.dice.oneIn(cutsInARow) else { return }
        world.count(.powerCutInCall)
        isPowerCut = true
    }

    private var isPowerCut = false

    /// At which call it fails again: at any of the first, mostly where the start has been noted, or
    /// where the first messages come.
    private var firstWrites: Int {
        Int(world.dice.oneIn(3) ? world.dice.int(0...12) : world.dice.int(6...10))
    }

    /// From now on nothing fails.
    private func heal() {
        for trouble in troubles { trouble.end() }
        (troubles, faultsLeft, isPowerCut) = ([], 0, false)
        world.fuse = nil
        (disk.failsNextSync, disk.failsNextWrite, disk.cutsNextWriteShort) = (false, false, false)
        store.failsNext = false
        (network.losesAnswer, network.endsBehindMark) = (false, false)
        network.link?.surface()
        network.broker.start()
    }

    private func trouble(upTo seconds: Int64, _ end: @escaping () -> Void) {
        let length = world.dice.int(1_000_000...seconds * nanosecondsPerSecond)
        troubles.append((world.now + length, end))
    }

    private func makeFault() {
        faultsLeft -= 1
        let fault = world.dice.pick(Fault.allCases)
        guard fault != .clockStep || story.seed % 4 == 0 else { return }
        world.count(fault)
        world.trace("fault: \(fault.rawValue)")
        switch fault {
        case .kill: end()
        case .powerCut:
            isPowerCut = true
            end()
        case .killInCall: world.fuse = Int(world.dice.int(0...6))
        case .powerCutInCall:
            isPowerCut = true
            world.fuse = Int(world.dice.int(0...6))
        case .restart:
            _ = process?.stop()
            end()
        case .diskFull:
            disk.isFull = true
            trouble(upTo: 20) { [disk] in disk.isFull = false }
        case .syncFailed: disk.failsNextSync = true
        case .writeFailed: disk.failsNextWrite = true
        case .shortWrite: disk.cutsNextWriteShort = true
        case .storeFull:
            store.isFull = true
            trouble(upTo: 20) { [store] in store.isFull = false }
        case .storeFailed: store.failsNext = true
        case .clockStep: stepClock()
        case .connectionCut, .noAnswer, .brokerKilled, .brokerRestarted, .sessionLost:
            disturb(fault)
        }
    }

    private func disturb(_ fault: Fault) {
        let broker = network.broker
        switch fault {
        case .connectionCut: network.link?.cut()
        case .noAnswer:
            if world.dice.oneIn(2) { network.link?.fallSilent() } else { network.link?.cut() }
            network.isSilent = true
            trouble(upTo: 12) { [network] in network.isSilent = false }
        case .sessionLost:
            broker.forgetSession()
            // The worst instants: we do not hear of the new session, or die as we look at it.
            guard world.dice.oneIn(2) else { return }
            (network.losesAnswer, network.endsBehindMark) = (true, world.dice.oneIn(2))
        case .brokerKilled:
            guard broker.isUp else { return }
            broker.kill()
            trouble(upTo: 5) { broker.start() }
        default:
            guard broker.isUp else { return }
            broker.stop()
            trouble(upTo: 5) { broker.start() }
        }
    }

    /// Somebody sets our clock, or it is set right again.
    private func stepClock() {
        let day = 86_400 * nanosecondsPerSecond
        world.clockError =
            world.dice.oneIn(2) ? 0 : world.dice.int(-40 * day...40 * day)
        hasSteppedClock = true
    }

    private(set) var hasSteppedClock = false
}
