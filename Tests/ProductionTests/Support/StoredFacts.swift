import Telemetry

@testable import Production

/// The simplest store: keeps facts by unit, and replaces what is known by a flush's time or later.
struct StoredFacts {
    private var facts: [Int: [Fact]] = [:]
    private(set) var late: [Fact] = []
    private(set) var checkpoints: [Int: [UInt8]] = [:]

    mutating func take(_ flushes: [Fold.UnitFlush]) {
        for flush in flushes {
            if let from = flush.replacesFrom {
                facts[flush.subject, default: []].removeAll { $0.knownBy >= from }
            }
            facts[flush.subject, default: []] += flush.facts
            late += flush.added
            checkpoints[flush.subject] = flush.checkpoint
        }
    }

    func facts(unit: Int) -> [Fact] { facts[unit, default: []] }
}
