import Plant
import Production
import Storage
import Synchronization
import Telemetry

/// Counts how often facts, and conditions alone, are read.
final class CountingStore: Store {
    private let store: any Store
    private let count = Mutex(0)
    private let conditionCount = Mutex(0)

    init(_ store: any Store) { self.store = store }

    var reads: Int { count.withLock { $0 } }
    var conditionReads: Int { conditionCount.withLock { $0 } }

    func commit(_ flush: LaneFlush) throws(StoreError) { try store.commit(flush) }

    func reset(lane: String, paths: [String]) throws(StoreError) {
        try store.reset(lane: lane, paths: paths)
    }

    func resumePoint(lane: String) throws(StoreError) -> ResumePoint? {
        try store.resumePoint(lane: lane)
    }

    func facts(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> UnitFacts {
        count.withLock { $0 += 1 }
        return try store.facts(unit: unit, over: span, names: names)
    }

    func conditions(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> [(at: Timestamp, condition: Condition)] {
        conditionCount.withLock { $0 += 1 }
        return try store.conditions(unit: unit, over: span, names: names)
    }

    func findings(unit: String, over span: TimeSpan) throws(StoreError) -> [StoredFinding] {
        try store.findings(unit: unit, over: span)
    }

    func firstInstant() throws(StoreError) -> Timestamp? { try store.firstInstant() }
    func lanes() throws(StoreError) -> [String: Fold.LaneState] { try store.lanes() }
    func quarantine() throws(StoreError) -> [QuarantineEntry] { try store.quarantine() }

    func minutes(signal: String, over span: TimeSpan) throws(StoreError) -> [MinuteSummary] {
        try store.minutes(signal: signal, over: span)
    }

    func commands(signal: String, over span: TimeSpan) throws(StoreError) -> [CommandFact] {
        try store.commands(signal: signal, over: span)
    }

    func waiting(among paths: [String]) throws(StoreError) -> [String] {
        try store.waiting(among: paths)
    }

    func late(unit: String, limit: Int) throws(StoreError) -> LateBatch {
        try store.late(unit: unit, limit: limit)
    }

    func settled(
        unit: String, from second: Int64, limit: Int
    ) throws(StoreError) -> [StoredChunk] {
        try store.settled(unit: unit, from: second, limit: limit)
    }

    func facts(
        unit: String, knownIn seconds: ClosedRange<Int64>, names: PlantNames
    ) throws(StoreError) -> [Fact] {
        try store.facts(unit: unit, knownIn: seconds, names: names)
    }

    func changes(
        unit: String, over span: TimeSpan, limit: Int
    ) throws(StoreError) -> [StoredChange] {
        try store.changes(unit: unit, over: span, limit: limit)
    }
}
