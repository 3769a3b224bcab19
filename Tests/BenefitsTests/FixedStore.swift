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
    func minutes(signal: String, over span: TimeSpan) -> [MinuteSummary] { [] }
    func commands(signal: String, over span: TimeSpan) -> [CommandFact] { [] }
    func quarantine() -> [QuarantineEntry] { [] }
    func resumePoint(lane: String) -> ResumePoint? { nil }

    func commit(_ flush: LaneFlush) throws(StoreError) {
        throw StoreError(code: .failed, message: "a fixed store takes nothing")
    }
}
