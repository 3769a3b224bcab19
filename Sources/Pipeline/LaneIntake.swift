import Decoding
public import Journal
import LockFree
public import Telemetry

/// The receiving half of a lane: journal, then decoder, then ring.
///
/// Owned by one thread.
///
/// ```
/// received(…) … commit() ── durable ──▶ acknowledge ──▶ pump() ──▶ ring
/// ```
public final class LaneIntake {
    /// How often the journal notes that time goes on, in nanoseconds.
    public static let tickInterval = nanosecondsPerSecond

    private var journal: JournalWriter
    private var stage: DecodingStage
    private let directory: String
    private var reader: JournalReader?
    private var catchUp = JournalBatch()
    private var lastTick: Timestamp = .distantPast
    private let health: LaneHealth
    private let meter: LimitMeter
    private var lastTold: Timestamp = .distantPast
    private var told: (messages: UInt64, memory: UInt64, old: UInt64, large: UInt64)

    init(
        directory: String, journal: consuming JournalWriter, stage: consuming DecodingStage,
        health: LaneHealth, meter: LimitMeter
    ) {
        self.health = health
        self.meter = meter
        told = (0, stage.timesMemoryFull, 0, 0)
        self.directory = directory
        self.journal = journal
        self.stage = stage
    }

    /// The topics to subscribe to.
    public var topics: [String] { stage.topics }

    /// What the journal counted.
    public var counters: JournalCounters { journal.counters }

    /// The last record that is durable.
    public var lastDurableRecord: UInt64 { journal.lastDurableRecord }

    /// The bytes of the journal's segments, unwritten space included.
    public var journalBytes: Int { journal.sizeInBytes }

    /// The first record that the journal still has.
    public var oldestRecord: UInt64 { journal.oldestRecord }

    /// The number of the journal's segments.
    public var segmentCount: Int { journal.segmentCount }

    /// How many durable records wait to be decoded.
    public var backlog: UInt64 { journal.lastDurableRecord + 1 - stage.nextRecord }

    /// Takes a message; it is durable after the next ``commit()``.
    public func receive(
        topic: Span<UInt8>, payload: Span<UInt8>, at instant: Timestamp, qos: UInt8,
        packetID: UInt16, retained: Bool, duplicate: Bool
    ) throws(JournalError) {
        try commitIfFull()
        try journal.append(
            topic: topic, payload: payload, receiveTime: instant, qos: qos, packetID: packetID,
            retained: retained, duplicate: duplicate)
    }

    /// Takes note of a message that was refused for its size.
    public func receive(
        rejected topic: Span<UInt8>, payloadBytes: Int, at instant: Timestamp
    ) throws(JournalError) {
        try commitIfFull()
        try journal.append(rejected: topic, payloadBytes: payloadBytes, receiveTime: instant)
    }

    /// Takes an event of the connection or of the process.
    public func receive(
        event: RecordKind, value: Int64 = 0, at instant: Timestamp
    ) throws(JournalError) {
        try commitIfFull()
        try journal.append(event: event, value: value, receiveTime: instant)
    }

    /// Makes durable what was taken since the last call; whoever waits for it may be told
    /// afterwards.
    public func commit() throws(JournalError) {
        try journal.commit()
    }

    /// Notes that time goes on, and for how many nanoseconds the broker was not heard, once a
    /// ``tickInterval``; true where a tick waits for ``commit()``.
    public func tick(at instant: Timestamp, silence: Int64 = 0) throws(JournalError) -> Bool {
        // While the journal has no room, ticks must not fill the group that waits for it.
        guard journal.pendingRecords == 0 else { return false }
        guard
            lastTick == .distantPast || instant - lastTick >= Self.tickInterval
                || instant < lastTick
        else { return false }
        lastTick = instant
        try receive(event: .tick, value: silence, at: instant)
        return true
    }

    /// Says what came on each topic, once a ``tickInterval`` where anything did; and which limits
    /// were reached.
    public func tell(at instant: Timestamp) {
        guard instant - lastTold >= Self.tickInterval || instant < lastTold else { return }
        lastTold = instant
        let counters = journal.counters
        let old = counters.segmentsRemoved - counters.segmentsRemovedForSize
        meter.reached(JournalLimits.age, times: old - told.old)
        meter.reached(JournalLimits.size, times: counters.segmentsRemovedForSize - told.large)
        meter.reached(
            DecodingLimits.redeliveryMemory, times: stage.timesMemoryFull - told.memory)
        if stage.ledger.received != told.messages { health.note(stage.ledger) }
        told = (
            stage.ledger.received, stage.timesMemoryFull, old, counters.segmentsRemovedForSize
        )
    }

    /// Decodes what is durable, as far as the ring has room.
    ///
    /// From memory, or where it fell behind, from the journal.
    ///
    /// - Parameter isHeld: Whether to wait where the quarantine is full, because another thread
    ///   takes what is in it.
    /// - Returns: False where something is left to do.
    /// - Throws: ``Journal/JournalError`` where the journal cannot be read.
    public func pump(heldByQuarantine isHeld: Bool = false) throws(JournalError) -> Bool {
        stage.isHeldByQuarantine = isHeld
        guard journal.pendingRecords == 0 else { return true }
        while backlog > 0 {
            if reader == nil, stage.decode(journal.committed) { continue }
            if backlog == 0 { break }
            guard try pumpFromJournal() else { return false }
        }
        reader = nil
        return true
    }

    private func pumpFromJournal() throws(JournalError) -> Bool {
        if let last = catchUp.records.last, last.number >= stage.nextRecord {
            return stage.decode(catchUp)
        }
        if reader == nil {
            reader = try JournalReader(directory: directory, from: stage.nextRecord)
        }
        _ = try reader?.next(into: &catchUp, through: journal.lastDurableRecord)
        return stage.decode(catchUp)
    }

    /// Deletes journal segments that are old and stored.
    public func retain(stored: UInt64, now: Timestamp) throws(JournalError) {
        _ = try journal.retain(stored: min(stored, stage.nextRecord - 1), now: now)
    }

    private func commitIfFull() throws(JournalError) {
        let isFull =
            journal.pendingRecords >= JournalLimits.groupRecords - 1
            || journal.pendingBytes >= JournalLimits.groupBytes / 2
        guard isFull else { return }
        meter.reached(JournalLimits.fullGroup)
        try commit()
    }
}
