import Logging
import Plant
import Storage
import Synchronization
import Telemetry

@testable import Intake
@testable import Journal
@testable import Pipeline

/// One life of the program: what the daemon puts together for a lane, with nobody's threads.
final class SimulatedProcess {
    /// What is outside of it and outlives it.
    struct Place {
        let world: World
        let network: SimulatedNetwork
        let disk: SimulatedDisk
        let store: SimulatedStore
        let plant: Plant
        let folder: String
        let options: IntakeOptions
        let journalOptions: JournalOptions
        /// Samples in the ring.
        let ringCapacity: Int
        /// Events of a work unit at hand.
        let window: Int
    }

    let lane: Lane
    private let place: Place
    private let session: Session
    private let core: CoreWork
    private let refold: RefoldWork
    private let writer: StoreWriter
    private let stopSignal: StopSignal
    private let begin = ContinuousClock.now
    private let beginNanoseconds: Int64
    private let failures = FirstFailure()
    private var refoldsAt: Int64 = 0
    private var storesAt: Int64 = 0
    /// What is to be stored once nothing more comes: how much had come by then, and the record.
    private var goal: (heard: Int, position: UInt64)?

    /// Starts as the daemon does.
    init(_ place: Place) throws {
        self.place = place
        let (world, disk) = (place.world, place.disk)
        lane = try Lane(
            plant: place.plant, broker: 0, journalDirectory: place.folder, store: place.store,
            ringCapacity: place.ringCapacity, window: place.window
        ) { path throws(JournalError) in
            try JournalWriter(
                directory: JournalDirectory(path, calls: disk.calls), options: place.journalOptions)
        }
        var options = place.options
        options.topics = lane.intake.topics
        options.previousTopics = lane.previousTopics
        try lane.begin(
            topics: options.topicsToRemember, at: world.wallClock, store: place.store)
        beginNanoseconds = world.now
        let failed: @Sendable (String) -> Void = { [failures] text in
            failures.note(text)
        }
        writer = StoreWriter(stepping: place.store) { failed("\($0)") }
        core = CoreWork(lane, writer: writer, at: begin)
        refold = RefoldWork(lane, lane.refolding, writer: writer)
        let delegate = lane.delegate(
            clientID: options.clientID, writer: writer, meter: LimitMeter(),
            logger: Logger(label: "") { _ in SwiftLogNoOpLogHandler() },
            remember: { [core] in core.remember(topics: $0) }, subscribed: {},
            ended: { error in if let error { failed("\(error)") } })
        stopSignal = try StopSignal()
        session = Session(
            options: options, delegate: MutantDelegate(delegate, world.mutant),
            stopSignal: stopSignal, world: place.network, seed: world.dice.next())
        world.advance(by: 1)
    }

    private var instant: ContinuousClock.Instant {
        begin + .nanoseconds(place.world.now - beginNanoseconds)
    }

    /// Why it ends; nil while it works.
    var failure: String? { failures.text }

    /// Whether the broker has taken us.
    var isConnected: Bool { if case .up = session.phase { true } else { false } }

    // MARK: Turns of its threads

    /// The intake thread; a session that ends tells its delegate.
    func turnIntake() {
        if !session.turn() { session.end() }
    }

    /// The core thread; false where it had nothing to fold.
    func turnCore() -> Bool { core.turn(at: instant) }

    /// The store thread.
    func turnStore() {
        guard place.world.now >= storesAt else { return }
        if writer.step() == .full {
            storesAt = place.world.now + Int64(StoreWriter.retrySeconds * 1e9)
        }
    }

    /// The re-folding thread.
    func turnRefold() {
        guard place.world.now >= refoldsAt else { return }
        do {
            refoldsAt = place.world.now + Int64(try refold.step() * 1e9)
        } catch {
            failures.note("\(error)")
        }
    }

    /// Ends in good order, as the daemon does; false where it has no room to.
    func stop() -> Bool {
        for _ in 0..<100 where session.batch.isDirty || lane.intake.backlog > 0 {
            turnIntake()
            while core.turn(at: instant) {}
        }
        guard !session.batch.isDirty, lane.intake.backlog == 0 else { return false }
        stopSignal.request()
        session.end()
        while core.turn(at: instant) {}
        while core.mustWait, writer.step() == .done {}
        core.flushLast()
        while writer.step() == .done {}
        return true
    }

    /// What is still to be done.
    var rest: String {
        get throws {
            let late = try place.store.waiting(among: place.plant.subjects)
            let stored = writer.stored(lane: lane.board.lane) ?? 0
            return "connected \(isConnected), at the broker \(!place.network.broker.isEmpty), "
                + "batch \(session.batch.isDirty), backlog \(lane.intake.backlog), ring "
                + "\(lane.core.ringFill), stored \(stored) of \(lane.core.position), late \(late), "
                + "\(late.map { (try? place.store.late(unit: $0, limit: .max).events.count) ?? 0 })"
        }
    }

    /// Whether all that was received is stored, and nothing waits; a clock ticks on.
    func isIdle() throws -> Bool {
        let heard = place.network.told.count
        if goal?.heard != heard {
            guard !session.batch.isDirty, lane.intake.backlog == 0, lane.core.ringFill == 0,
                place.network.link?.isBusy != true
            else { return false }
            goal = (heard, lane.core.position)
        }
        guard let goal, writer.stored(lane: lane.board.lane) ?? 0 >= goal.position else {
            return false
        }
        return try place.store.waiting(among: place.plant.subjects).isEmpty
    }
}

/// What went wrong first.
private final class FirstFailure: Sendable {
    private let first = Mutex<String?>(nil)

    var text: String? { first.withLock { $0 } }

    func note(_ text: String) { first.withLock { $0 = $0 ?? text } }
}
