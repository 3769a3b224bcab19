import Journal
import LockFree
public import Plant
import Production
public import Storage
public import Telemetry

/// Folds a lane's journal into a store of its own, beside whoever writes the journal.
///
/// The same way as the lane goes: decoder, ring, fold, store, late events in their place. Owned by
/// one thread; the journal is only read.
public struct JournalFolding {
    /// The event time of the first value of each signal that came, by index, in order of receipt.
    public private(set) var firstValues: [Int: Timestamp] = [:]
    /// The oldest record that the journal keeps.
    public let oldest: JournalBeginning

    private let plant: Plant
    private let lane: String
    private let directory: String
    private let store: any Store
    private let core: LaneCore
    private let refolding: Refolding
    private let offer = PatchOffer()
    private let stage: Stage
    private var stored: UInt64

    /// The decoder, which cannot be copied.
    private final class Stage {
        var stage: DecodingStage

        init(_ stage: consuming DecodingStage) { self.stage = stage }
    }

    /// How far back redeliveries are looked for, in records.
    private static let recalled: UInt64 = 100_000

    /// Opens a journal to fold it.
    ///
    /// - Parameters:
    ///   - plant: how it is decoded and folded.
    ///   - broker: an index into its brokers.
    ///   - directory: the lane's journal.
    ///   - store: takes the facts; goes on where it stands, if it has the lane already.
    /// - Throws: ``LaneError``, also where there is no journal.
    public init(
        plant: Plant, broker: Int, journalDirectory directory: String, store: any Store
    ) throws(LaneError) {
        let lane = plant.brokers[broker].id
        let oldest = try LaneError.wrapping(lane) { try JournalReader.oldest(in: directory) }
        guard let oldest else {
            throw LaneError(lane: lane, message: "there is no journal in \(directory)")
        }
        self.oldest = JournalBeginning(record: oldest.number, received: oldest.receiveTime)
        (self.plant, self.lane, self.directory, self.store) = (plant, lane, directory, store)
        var fold = Fold(plant: plant, broker: broker)
        let resume = try LaneError.wrapping(lane) { try store.resumePoint(lane: lane) }
        // Another lane's checkpoints are none of ours.
        let own = resume.flatMap { $0.state.position > 0 ? $0 : nil }
        if let own { try Lane.resume(&fold, from: own, plant: plant, lane: lane) }
        let next = max(fold.position + 1, oldest.number)
        let ring = SPSCRing<Sample>(capacity: Lane.ringCapacity(plant))
        let quarantine = QuarantineBox()
        var decoding = DecodingStage(
            plant: plant, broker: broker, from: next, silence: fold.silence,
            producer: ring.producer, quarantine: quarantine)
        try LaneError.wrapping(lane) {
            try Self.recall(before: next, oldest: oldest.number, at: directory, into: &decoding)
        }
        stage = Stage(decoding)
        stored = fold.position
        core = LaneCore(
            plant: plant, broker: broker, fold: fold, consumer: ring.consumer,
            quarantine: quarantine, board: LiveBoard.Publisher(fold), offer: offer)
        refolding = Refolding(plant: plant, broker: broker, store: store)
    }

    /// Folds and stores everything up to a record that is durable.
    ///
    /// - Parameters:
    ///   - last: the record.
    ///   - step: called after each batch with the last record folded.
    /// - Throws: ``LaneError``.
    public mutating func run(
        through last: UInt64, step: (UInt64) -> Void = { _ in }
    ) throws(LaneError) {
        var firstValues = firstValues
        defer { self.firstValues = firstValues }
        let (core, stage) = (core, stage)
        var stored = stored
        defer { self.stored = stored }
        guard stage.stage.nextRecord <= last else { return }
        try LaneError.wrapping(lane) {
            var reader = try JournalReader(directory: directory, from: stage.stage.nextRecord)
            var batch = JournalBatch()
            while stage.stage.nextRecord <= last, try reader.next(into: &batch, through: last) {
                var isDone = false
                while !isDone {
                    isDone = stage.stage.decode(batch)
                    while core.turn(seen: { firstValues.note($0) }) > 0 {}
                }
                step(stage.stage.nextRecord - 1)
                guard core.position - stored >= Lane.portion else { continue }
                if let flush = core.takeFlush() { try store.commit(flush) }
                stored = core.position
            }
            try Lane.settle(core, refolding, offer, lane: lane, in: store)
            stored = core.position
        }
    }

    private static func recall(
        before next: UInt64, oldest: UInt64, at directory: String,
        into stage: inout DecodingStage
    ) throws(JournalError) {
        guard next > oldest else { return }
        let from = max(oldest, next - min(next - 1, recalled))
        var reader = try JournalReader(directory: directory, from: from)
        var batch = JournalBatch()
        while try reader.next(into: &batch, through: next - 1) {
            for header in batch.records { stage.remember(header, in: batch) }
        }
    }
}

extension [Int: Timestamp] {
    fileprivate mutating func note(_ sample: Sample) {
        guard sample.kind == .value else { return }
        let signal = Int(sample.signal.rawValue)
        if self[signal] == nil { self[signal] = sample.eventTime }
    }
}
