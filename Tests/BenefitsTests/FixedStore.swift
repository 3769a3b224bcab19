import Production
import Storage
import Telemetry

/// A store that answers with the same facts for every work unit.
struct FixedStore: Store {
    var facts: [Fact]
    /// Until when time has come; nil: nothing came yet.
    var now: Timestamp?

    func facts(unit: String, over span: TimeSpan, names: PlantNames) -> UnitFacts {
        UnitFacts(
            facts.filter { fact in
                if case .pieces = fact.content { span.contains(fact.at) } else { true }
            })
    }

    func lanes() -> [String: Fold.LaneState] {
        guard let now else { return [:] }
        return [
            "b": Fold.LaneState(
                position: 1, now: now, counts: Fold.Counts(), isConnected: true, isBalanced: true)
        ]
    }

    func firstInstant() -> Timestamp? { facts.first?.at }
    func findings(unit: String, over span: TimeSpan) -> [StoredFinding] { [] }
    func waiting(among paths: [String]) throws(StoreError) -> [String] { [] }
    func late(unit: String, limit: Int) throws(StoreError) -> LateBatch {
        LateBatch(numbers: [], events: [], names: [])
    }
    func settled(
        unit: String, from second: Int64, limit: Int
    ) throws(StoreError) -> [StoredChunk] { [] }
    func facts(
        unit: String, knownIn seconds: ClosedRange<Int64>, names: PlantNames
    ) throws(StoreError) -> [Fact] { [] }
    func changes(
        unit: String, over span: TimeSpan, limit: Int
    ) throws(StoreError) -> [StoredChange] { [] }
    func minutes(signal: String, over span: TimeSpan) -> [MinuteSummary] { [] }
    func commands(signal: String, over span: TimeSpan) -> [CommandFact] { [] }
    func quarantine() -> [QuarantineEntry] { [] }
    func resumePoint(lane: String) -> ResumePoint? { nil }

    func commit(_ flush: LaneFlush) throws(StoreError) {
        throw StoreError(code: .failed, message: "a fixed store takes nothing")
    }
    func reset(lane: String, paths: [String]) throws(StoreError) {
        throw StoreError(code: .failed, message: "a fixed store forgets nothing")
    }
}
