import Plant
import Production
import Telemetry

/// The simplest store: keeps facts by subject, replaces what is known by a flush's time or later,
/// and folds again at once what came late.
struct StoredFacts {
    private var facts: [Int: [Fact]] = [:]
    private var settled: [Int: [SettledChunk]] = [:]
    private var late: [Int: [LateEvent]] = [:]
    private(set) var checkpoints: [Int: [UInt8]] = [:]

    init() {}

    /// Facts that are stored elsewhere, by subject.
    init(facts: [Int: [Fact]]) { self.facts = facts }

    /// Stores all that a fold knows.
    init(_ fold: inout Fold, _ trial: Trial) throws { try flush(&fold, trial) }

    subscript(_ subject: Int) -> [Fact] { facts[subject, default: []] }

    /// Stores what changed since the last call, as a lane and its worker do.
    mutating func flush(_ fold: inout Fold, _ trial: Trial) throws {
        take(fold.takeFlush())
        while let subject = late.keys.min() {
            guard let patch = try refold(subject, trial), fold.accept(patch) else {
                preconditionFailure("nothing goes on while a patch is made")
            }
            take(patch)
            take(fold.takeFlush())
        }
    }

    private mutating func take(_ flushes: [Fold.UnitFlush]) {
        for flush in flushes {
            if let from = flush.replacesFrom {
                facts[flush.subject, default: []].removeAll { $0.knownBy >= from }
            }
            facts[flush.subject, default: []] += flush.facts
            settled[flush.subject, default: []] += flush.settled
            if !flush.late.isEmpty { late[flush.subject, default: []] += flush.late }
            checkpoints[flush.subject] = flush.checkpoint
        }
    }

    /// Folds the late events of a subject again, until what follows stands as it is.
    private mutating func refold(_ subject: Int, _ trial: Trial) throws -> UnitPatch? {
        let indices = trial.indices
        var waiting = (late.removeValue(forKey: subject) ?? []).sortedByTime[...]
        let chunks = settled[subject, default: []]
        guard let first = waiting.first?.second,
            let start = chunks.firstIndex(where: { $0.until >= first })
        else { return nil }
        var refold = try Refold(
            plant: trial.plant, subject: subject, from: chunks[start], indices: indices)
        var joins = false
        for chunk in chunks[start...] {
            let part = Array(waiting.prefix { $0.second <= chunk.until })
            joins = try part.isEmpty && refold.joins(chunk, indices: indices)
            if joins { break }
            waiting = waiting.dropFirst(part.count)
            try refold.take(
                chunk, indices: indices, late: part, lateIndices: part.map { _ in indices })
        }
        if !waiting.isEmpty { late[subject] = Array(waiting) }
        let seconds = (chunks[start].after + (chunks[start].after == .min ? 0 : 1))...refold.reached
        let stored = self[subject].filter { seconds.contains($0.knownBy.wholeSecond) }
        return refold.patch(replacing: stored, joins: joins, late: 1)
    }

    private mutating func take(_ patch: UnitPatch) {
        if let seconds = patch.seconds {
            facts[patch.subject, default: []].removeAll {
                seconds.contains($0.knownBy.wholeSecond)
            }
            facts[patch.subject, default: []] += patch.facts
        }
        let (after, until) = patch.settledSeconds
        var chunks = settled[patch.subject, default: []]
        chunks.removeAll { $0.until > after && $0.until <= until }
        settled[patch.subject] = (chunks + patch.settled).sorted { $0.until < $1.until }
    }
}

extension [LateEvent] {
    /// By time, those of one time in order of receipt.
    fileprivate var sortedByTime: [LateEvent] {
        enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }
}

extension Timestamp {
    /// Whole seconds since the epoch, rounded down.
    fileprivate var wholeSecond: Int64 { Instant.floorDiv(nanoseconds, 1_000_000_000) }
}
