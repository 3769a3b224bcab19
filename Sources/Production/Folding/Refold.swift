public import Plant
import Telemetry

/// Folds late events into the settled part of one track: pure, owned by one thread.
///
/// From the chunk to which the first of them belongs, chunk by chunk, until the fold joins what
/// stands: until it knows what the stored base of the next chunk says. Where that never happens it
/// comes to the live part, which then goes on from it. Memory: the facts of what it went through.
public struct Refold {
    private let subject: Int
    private let rules: UnitRules
    private var fold: UnitFold
    private var facts: [Fact] = []
    private var chunks: [SettledChunk] = []
    private let after: Int64
    private var until: Int64

    /// The most events of a chunk that it makes, but for those that share a second.
    static let chunkSize = 256

    /// Begins before a chunk of a work unit or meter, as ``Plant/Plant/subjects`` numbers them.
    ///
    /// - Throws: ``CheckpointError`` where the chunk is damaged or of another version.
    public init(
        plant: Plant, subject: Int, from chunk: SettledChunk, indices: IndexChange
    ) throws(CheckpointError) {
        self.subject = subject
        rules = UnitRules(subject: subject, plant: plant)
        guard chunk.rules == rules.fingerprint else {
            throw CheckpointError(message: "it was folded under other rules")
        }
        fold = try chunk.fold(rules, indices: indices)
        after = chunk.after
        until = chunk.after
    }

    /// The last second that it went through.
    public var reached: Int64 { until }

    /// Folds a chunk with the late events of its seconds, in order of receipt where they share a
    /// time.
    public mutating func take(
        _ chunk: SettledChunk, indices: IndexChange, late: [LateEvent], lateIndices: [IndexChange]
    ) throws(CheckpointError) {
        guard chunk.rules == rules.fingerprint else {
            throw CheckpointError(message: "it was folded under other rules")
        }
        var events = try chunk.decodedEvents(indices: indices)
        for (late, indices) in zip(late, lateIndices) {
            let event = try late.decoded(indices: indices)
            _ = events.put(event, isDelta: rules.keepsEach(event.subject))
        }
        var rest = events[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.chunkSize).extended(in: rest)
            rest = rest.dropFirst(part.count)
            let end = rest.isEmpty ? chunk.until : part[part.endIndex - 1].time.second
            chunks.append(
                SettledChunk(
                    after: until, base: fold, events: part, until: end,
                    rules: rules.fingerprint))
            for event in part { fold.apply(event, rules: rules) { facts.append($0) } }
            until = end
        }
        until = chunk.until
    }

    /// Whether everything after the next chunk's base stands as it is.
    ///
    /// - Throws: ``CheckpointError`` where the next chunk was folded under other rules: then the
    ///   fold must not go on into it.
    public func joins(
        _ next: SettledChunk, indices: IndexChange
    ) throws(CheckpointError) -> Bool {
        guard next.rules == rules.fingerprint else {
            throw CheckpointError(message: "it was folded under other rules")
        }
        return try fold.relative == next.fold(rules, indices: indices).relative
    }

    /// What is to be stored.
    ///
    /// - Parameters:
    ///   - stored: the stored facts known by events of the seconds that were gone through, findings
    ///     that are never replaced left out.
    ///   - joins: whether it joined what stands; else the live part goes on from it.
    ///   - late: how many late events it took.
    /// - Returns: The patch; without facts where nothing changes.
    public func patch(replacing stored: [Fact], joins: Bool, late: Int) -> UnitPatch {
        let made = facts.gatheredBySecond().inOrder
        var patch = UnitPatch(subject: subject)
        patch.head = joins ? nil : UnitPatch.Head(fold: fold, after: until)
        patch.settled = chunks
        patch.settledSeconds = (after, until)
        let old = stored.inOrder
        if let seconds = old.secondsDifferent(from: made) {
            patch.facts = made.filter { seconds.contains($0.knownBy.second) }
            patch.seconds = seconds
            let gone = old.filter { seconds.contains($0.knownBy.second) }
            patch.change = FactChange(from: gone, to: patch.facts, late: late)
        }
        return patch
    }
}

/// What replaces a settled part of one track, in one transaction.
public struct UnitPatch: Sendable {
    /// Whose it is, as ``Plant/Plant/subjects`` numbers them.
    public var subject: Int
    /// The seconds in which facts became known that are replaced; nil: none is.
    public var seconds: ClosedRange<Int64>?
    /// What replaces them.
    public var facts: [Fact] = []
    /// The chunks after the first second, up to the second one, are replaced by ``settled``.
    public var settledSeconds: (after: Int64, until: Int64) = (0, 0)
    /// Chunks in order.
    public var settled: [SettledChunk] = []
    /// What it changes; nil: nothing.
    public var change: FactChange?
    /// The store's numbers of the late events that are used up.
    public var usedUp: [Int64] = []
    /// How many late events cannot be read any more.
    var unreadable: UInt64 = 0
    /// Where the live part goes on from; nil: as it stands.
    var head: Head?
    /// Late events that nothing is kept for any more.
    var setAside: [UnitEvent] = []

    struct Head {
        var fold: UnitFold
        var after: Int64
    }

    /// Makes a patch that changes nothing.
    public init(subject: Int) { self.subject = subject }

    /// Whether the live part must go on from it.
    public var movesLivePart: Bool { head != nil }

    /// Sets late events aside.
    public mutating func setAside(_ events: [LateEvent], indices: [IndexChange]) {
        for (event, indices) in zip(events, indices) {
            do {
                setAside.append(try event.decoded(indices: indices))
            } catch {
                unreadable += 1
            }
        }
    }
}

extension UnitRules {
    /// The rules of a work unit or meter, as ``Plant/Plant/subjects`` numbers them.
    init(subject: Int, plant: Plant) {
        if subject < plant.workUnits.count {
            self.init(unit: plant.workUnits[subject], plant: plant)
        } else {
            self.init(meter: plant.meters[subject - plant.workUnits.count], plant: plant)
        }
    }

    /// Whether events of one time are kept beside each other.
    func keepsEach(_ subject: UnitEvent.Subject) -> Bool {
        subject == .fault || (subject.count.map { countsMessages($0) } ?? false)
    }
}

extension UnitFold {
    /// The fold without what only ever adds up: two that know the same go on alike.
    fileprivate var relative: [UInt8] {
        var fold = self
        for index in 0..<4 {
            fold.counters[index].first = 0
            fold.counters[index].credited = 0
            fold.counters[index].adjusted = 0
            if !fold.counters[index].hasHeld {
                fold.counters[index].held = 0
                fold.counters[index].heldMark = CounterFold.Mark()
            }
            fold.counters[index].lastMark.unknown &-= unknownBefore
            fold.counters[index].heldMark.unknown &-= unknownBefore
        }
        fold.unknownBefore = 0
        if condition.state != .unknown { fold.unknownSince = Timestamp(nanoseconds: 0) }
        var writer = CheckpointWriter()
        fold.write(to: &writer)
        return writer.bytes
    }
}

extension ArraySlice<UnitEvent> {
    /// The slice with what shares its last second.
    fileprivate func extended(in rest: Self) -> Self {
        guard let second = last?.time.second else { return self }
        var end = endIndex
        while end < rest.endIndex, rest[end].time.second == second { end += 1 }
        return rest[startIndex..<end]
    }
}

extension [Fact] {
    /// In the order in which a store gives them.
    fileprivate var inOrder: [Fact] {
        enumerated().sorted {
            ($0.element.knownBy, $0.element.at, $0.offset)
                < ($1.element.knownBy, $1.element.at, $1.offset)
        }.map(\.element)
    }

    /// From the first second in which something else became known to the last; nil where all is
    /// the same.
    fileprivate func secondsDifferent(from other: [Fact]) -> ClosedRange<Int64>? {
        var first = 0
        while first < Swift.min(count, other.count), self[first] == other[first] { first += 1 }
        guard first < Swift.max(count, other.count) else { return nil }
        var same = 0
        while same < Swift.min(count, other.count) - first,
            self[count - 1 - same] == other[other.count - 1 - same]
        { same += 1 }
        let different = self[first..<(count - same)] + other[first..<(other.count - same)]
        let seconds = different.map(\.knownBy.second)
        guard let from = seconds.min(), let to = seconds.max() else { return nil }
        return from...to
    }
}
