import Production
import Telemetry

/// Facts in a form in which two ways to the same facts are equal: counts gathered by second,
/// conditions without those that held for no time or changed nothing.
struct FactSheet: Equatable {
    private struct Held: Hashable {
        var at: Timestamp
        var condition: Condition
    }

    /// A count of one second, without its quantity.
    private struct Count: Hashable {
        var second: Int64
        var count: PieceCount
    }

    private struct Other: Hashable {
        var at: Timestamp
        var content: Fact.Content
    }

    private var held: [Held] = []
    private var pieces: [Count: Int64] = [:]
    private var others: [Other: Int] = [:]

    init(_ facts: [Fact]) {
        let sorted = UnitFacts(facts)
        for next in sorted.conditions {
            if held.last?.at == next.at { held.removeLast() }
            guard held.last?.condition != next.condition else { continue }
            held.append(Held(at: next.at, condition: next.condition))
        }
        for (at, count) in sorted.pieces {
            var count = count
            let quantity = count.quantity
            count.quantity = 0
            pieces[Count(second: at.nanoseconds / 1_000_000_000, count: count), default: 0] +=
                quantity
        }
        for fact in facts {
            switch fact.content {
            case .gap, .finding: others[Other(at: fact.at, content: fact.content), default: 0] += 1
            case .condition, .pieces: break
            }
        }
    }

    /// The first few things that one has and the other has not; nil where they are equal.
    func difference(from other: Self) -> String? {
        guard self != other else { return nil }
        let (mine, theirs) = (Set(entries), Set(other.entries))
        let all =
            mine.subtracting(theirs).map { "only first: " + $0 }
            + theirs.subtracting(mine).map { "only then: " + $0 }
        return all.sorted().prefix(6).joined(separator: "\n")
    }

    /// A hash of all that it says, the same in every process: FNV-1a.
    var hash: UInt64 {
        entries.sorted().joined(separator: "\n").utf8.reduce(0xcbf2_9ce4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
    }

    private var entries: [String] {
        held.map { "\(Instant.text($0.at.nanoseconds)): \($0.condition)" }
            + pieces.map { "second \($0.key.second): \($0.key.count) × \($0.value)" }
            + others.map {
                "\(Instant.text($0.key.at.nanoseconds)): \($0.key.content) × \($0.value)"
            }
    }
}
