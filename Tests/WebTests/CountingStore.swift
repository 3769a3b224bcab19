import Plant
import Production
import Storage
import Synchronization
import Telemetry

/// Counts how often facts are read.
final class CountingStore: Store {
    private let store: any Store
    private let count = Mutex(0)

    init(_ store: any Store) { self.store = store }

    var reads: Int { count.withLock { $0 } }

    func commit(_ flush: LaneFlush) throws(StoreError) { try store.commit(flush) }

    func resumePoint(lane: String) throws(StoreError) -> ResumePoint? {
        try store.resumePoint(lane: lane)
    }

    func facts(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> UnitFacts {
        count.withLock { $0 += 1 }
        return try store.facts(unit: unit, over: span, names: names)
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
}
