public import Journal
import LockFree
public import Plant
import Production
public import Storage
public import Telemetry

/// One broker session and everything behind it: journal, decoder, ring, fold, store.
///
/// Opening a lane recovers it: the fold resumes from its checkpoint and the journal gives what is
/// missing.
public struct Lane {
    /// The receiving half, for the intake thread.
    public let intake: LaneIntake
    /// The folding half, for the core thread.
    public let core: LaneCore
    /// What holds now.
    public let board: LiveBoard
    /// How its threads are.
    public let health: LaneHealth
    /// How late events are folded again, and the way of the patches that it makes to the core.
    let refolding: Refolding
    let offer: PatchOffer
    /// What was found in the journal when it was opened.
    public let recovery: JournalRecovery
    /// The topics that the broker's session may have subscriptions for.
    public let previousTopics: [String]
    /// What became of messages that were refused under an earlier mapping.
    public let remapping: Remapping

    /// How many records of a backlog are folded before they are stored, at least.
    static let portion: UInt64 = 100_000

    /// Samples in the ring.
    static let ringCapacity = 16_384

    /// Room for what one record may give, twice, and a power of two.
    static func ringCapacity(_ plant: Plant) -> Int {
        var capacity = ringCapacity
        while capacity < plant.signals.count * 4 { capacity *= 2 }
        return capacity
    }

    /// Opens a lane.
    ///
    /// - Parameters:
    ///   - plant: the plant.
    ///   - broker: an index into its brokers.
    ///   - journalDirectory: where the lane's journal is or will be.
    ///   - store: where its facts are.
    ///   - meter: counts how often limits are reached.
    /// - Throws: ``LaneError``.
    public init(
        plant: Plant, broker: Int, journalDirectory: String, store: any Store,
        meter: LimitMeter = LimitMeter()
    ) throws(LaneError) {
        try self.init(
            plant: plant, broker: broker, journalDirectory: journalDirectory, store: store,
            meter: meter, ringCapacity: Self.ringCapacity(plant)
        ) { path throws(JournalError) in try JournalWriter(directory: path) }
    }

    init(
        plant: Plant, broker: Int, journalDirectory: String, store: any Store,
        meter: LimitMeter = LimitMeter(), ringCapacity: Int, window: Int = Fold.windowSize,
        open: (String) throws(JournalError) -> JournalWriter
    ) throws(LaneError) {
        let lane = plant.brokers[broker].id
        var fold = Fold(plant: plant, broker: broker, window: window)
        var resume = try LaneError.wrapping(lane) { try store.resumePoint(lane: lane) }
        previousTopics = resume?.topics ?? []
        let journal = try LaneError.wrapping(lane) {
            try open(journalDirectory)
        }
        recovery = journal.recovery
        var redecoding = Redecoding(
            plant: plant, broker: broker, journal: journalDirectory,
            records: journal.oldestRecord...max(journal.oldestRecord, journal.lastDurableRecord),
            store: store)
        let plan = try LaneError.wrapping(lane) { try redecoding.plan(resume) }
        if case .rebuild(let rebuilt) = plan { resume = rebuilt }
        if let resume { try Self.resume(&fold, from: resume, plant: plant, lane: lane) }
        guard fold.position <= journal.lastDurableRecord else {
            throw LaneError(
                lane: lane,
                message: "the journal in \(journalDirectory) ends at record "
                    + "\(journal.lastDurableRecord), before what is stored (\(fold.position)): "
                    + "it is not the journal that belongs to this store")
        }
        remapping = try LaneError.wrapping(lane) {
            try redecoding.carryOut(plan, in: &fold, mapping: resume?.mapping ?? "")
        }
        let next = max(fold.position + 1, journal.oldestRecord)
        guard resume == nil || next == fold.position + 1 else {
            throw LaneError(
                lane: lane,
                message: "the journal begins at record \(next), but \(fold.position + 1) is the "
                    + "next to be stored: what lies between is gone")
        }
        let ring = SPSCRing<Sample>(capacity: ringCapacity)
        let quarantine = QuarantineBox()
        var stage = DecodingStage(
            plant: plant, broker: broker, from: next, silence: fold.silence,
            producer: ring.producer, quarantine: quarantine, meter: meter)
        health = LaneHealth(
            lane: lane, topics: stage.ledger.names, ringCapacity: ring.consumer.capacity)
        try LaneError.wrapping(lane) {
            try Self.recall(before: next, journal: journal, at: journalDirectory, into: &stage)
        }
        let publisher = LiveBoard.Publisher(fold)
        board = publisher.board(lane: lane, units: fold.units)
        offer = PatchOffer()
        core = LaneCore(
            plant: plant, broker: broker, fold: fold, consumer: ring.consumer,
            quarantine: quarantine, board: publisher, offer: offer, meter: meter)
        refolding = Refolding(plant: plant, broker: broker, store: store, meter: meter)
        intake = LaneIntake(
            directory: journalDirectory, journal: journal, stage: stage, health: health,
            meter: meter)
    }

    /// Notes the start in the journal, folds what the last run left there, and stores it with the
    /// topics that the session may subscribe to from now on.
    public func begin(
        topics: [String], at now: Timestamp, store: any Store
    ) throws(LaneError) {
        try LaneError.wrapping(board.lane) {
            try intake.receive(event: .started, at: now)
            try intake.commit()
            try catchUp(storing: store)
            if let flush = core.takeFlush(topics: topics) { try store.commit(flush) }
        }
    }

    /// Decodes, folds and shows on the board everything durable, on the calling thread.
    public func catchUp() throws(JournalError) {
        var isDone = false
        while !isDone {
            isDone = try intake.pump()
            while core.turn() > 0 {}
        }
        core.publish()
    }

    /// Folds a long backlog in portions, each stored before the next.
    private func catchUp(storing store: any Store) throws {
        var stored = core.position
        var isDone = false
        while !isDone {
            isDone = try intake.pump()
            while core.turn() > 0 {}
            guard core.position - stored >= Self.portion else { continue }
            if let flush = core.takeFlush() { try store.commit(flush) }
            stored = core.position
        }
        core.publish()
    }

    /// Stores what was folded, and folds again what came late, on the calling thread: for where no
    /// threads run.
    public func settle(in store: any Store) throws(LaneError) {
        try LaneError.wrapping(board.lane) {
            try Self.settle(core, refolding, offer, lane: board.lane, in: store)
        }
    }

    static func settle(
        _ core: LaneCore, _ refolding: Refolding, _ offer: PatchOffer, lane: String,
        in store: any Store
    ) throws {
        if let flush = core.takeFlush() { try store.commit(flush) }
        var refolding = refolding
        while let patch = try refolding.next() {
            offer.make(patch)
            // Nothing goes on beside it, so the patch fits.
            guard let flush = core.takeFlush(), !flush.patches.isEmpty else {
                throw LaneError(lane: lane, message: "late events cannot be folded")
            }
            try store.commit(flush)
        }
    }

    static func resume(
        _ fold: inout Fold, from resume: ResumePoint, plant: Plant, lane: String
    ) throws(LaneError) {
        let names = PlantNames(plant)
        var checkpoints: [Int: [UInt8]] = [:]
        for (index, path) in names.subjects.enumerated() {
            checkpoints[index] = resume.checkpoints[path]
        }
        var actuators: [Int: [UInt8]] = [:]
        for (index, signal) in plant.signals.enumerated() {
            guard case .actuator = signal.meaning else { continue }
            actuators[index] = resume.checkpoints[signal.path]
        }
        do {
            try fold.resume(
                resume.state, checkpoints: checkpoints, actuators: actuators,
                indices: IndexChange(
                    products: resume.products, names.products, reasons: resume.reasons,
                    names.reasons))
        } catch {
            throw LaneError(lane: lane, message: "the stored checkpoint: \(error.message)")
        }
    }

    /// Lets the stage remember the last messages before a record, for redeliveries to come.
    private static func recall(
        before next: UInt64, journal: borrowing JournalWriter, at directory: String,
        into stage: inout DecodingStage
    ) throws(JournalError) {
        guard next > journal.oldestRecord else { return }
        let from = journal.record(withMessages: 32_000, before: next)
        var reader = try JournalReader(directory: directory, from: from)
        var batch = JournalBatch()
        while try reader.next(into: &batch, through: next - 1) {
            for header in batch.records { stage.remember(header, in: batch) }
        }
    }
}

/// A lane cannot be opened or go on.
public struct LaneError: Error, CustomStringConvertible, Sendable {
    /// The lane: the broker's identifier.
    public var lane: String
    /// What happened, in a sentence.
    public var message: String

    /// Lane and message.
    public var description: String { "lane \(lane): \(message)" }

    static func wrapping<Result: ~Copyable>(
        _ lane: String, _ body: () throws -> Result
    ) throws(LaneError) -> Result {
        do {
            return try body()
        } catch {
            throw LaneError(lane: lane, message: "\(error)")
        }
    }
}
