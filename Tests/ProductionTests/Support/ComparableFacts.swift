import Telemetry

@testable import Production

/// Facts in a form in which two ways to the same facts are equal: counts gathered by second,
/// conditions without those that held for no time or changed nothing.
struct ComparableFacts {
    private var conditions: [String] = []
    private var pieces: [String: Int64] = [:]
    private var others: [String: Int] = [:]

    init(_ facts: [Fact]) {
        let sorted = UnitFacts(facts)
        var held: [(at: Timestamp, condition: Condition)] = []
        for next in sorted.conditions {
            if held.last?.at == next.at { held.removeLast() }
            if held.last?.condition != next.condition { held.append(next) }
        }
        conditions = held.map { "\($0.at.sinceStart): \($0.condition)" }
        for (at, count) in sorted.pieces {
            let second = (at.nanoseconds - Fixtures.at(0).nanoseconds) / nanosecondsPerSecond
            pieces["\(second): \(count.kind) \(count.product) \(count.isKnown)", default: 0] +=
                count.quantity
        }
        for (at, gap) in sorted.gaps { others["\(at.sinceStart): \(gap)", default: 0] += 1 }
        for fact in facts {
            guard let finding = fact.finding else { continue }
            others["\(fact.at.sinceStart): \(finding)", default: 0] += 1
        }
    }

    /// The first few things that one has and the other has not; empty where they are equal.
    func differences(from other: Self) -> [String] {
        let mine = Set(entries)
        let theirs = Set(other.entries)
        return Array(
            (mine.subtracting(theirs).map { "only here " + $0 }
                + theirs.subtracting(mine).map { "only there " + $0 }).sorted().prefix(6))
    }

    private var entries: [String] {
        conditions + pieces.map { "\($0.key) × \($0.value)" }
            + others.map { "\($0.key) × \($0.value)" }
    }
}

extension Timestamp {
    /// Seconds and nanoseconds since the tests' start.
    fileprivate var sinceStart: String {
        let elapsed = self - Fixtures.at(0)
        return "\(elapsed / nanosecondsPerSecond).\(elapsed % nanosecondsPerSecond)"
    }
}
