public import Telemetry

// What a fold hands over to be stored, and to be shown.

extension Fold {
    /// What changed of one work unit or meter since the last flush.
    public struct UnitFlush: Sendable {
        /// Its number among ``Plant/Plant/subjects``.
        public var subject: Int
        /// Stored facts of the unit known by this time or later are replaced; nil: none is.
        public var replacesFrom: Timestamp?
        /// What replaces them.
        public var facts: [Fact]
        /// Findings about what no event in the track stands for; added, never replaced.
        public var added: [Fact]
        /// What can be changed only by folding again from now on.
        public var settled: [SettledChunk] = []
        /// What came after its second was settled: to be folded again.
        public var late: [LateEvent] = []
        /// What the fold of the unit resumes from.
        public var checkpoint: [UInt8]
    }

    /// Takes what changed since the last call.
    public mutating func takeFlush() -> [UnitFlush] {
        var flushes: [UnitFlush] = []
        let allAdded = Dictionary(grouping: addedFindings, by: \.track)
        let allLate = Dictionary(grouping: lateEvents, by: \.track)
        for track in tracks.indices {
            let added = allAdded[track, default: []].map(\.fact)
            let late = allLate[track, default: []].map { LateEvent($0.event) }
            let change = tracks[track].takeFlush(now: now, rules: rules[track])
            guard change != nil || !added.isEmpty || !late.isEmpty else { continue }
            reached.readings &+= UInt64(change?.facts.count { $0.isNonconforming } ?? 0)
            flushes.append(
                UnitFlush(
                    subject: subjects[track], replacesFrom: change?.from,
                    facts: change?.facts ?? [], added: added,
                    settled: tracks[track].takeSettled(rules: rules[track]), late: late,
                    checkpoint: checkpoint(track: track)))
        }
        addedFindings.removeAll(keepingCapacity: true)
        lateEvents.removeAll(keepingCapacity: true)
        return flushes
    }

    /// Takes what a worker folded again of a settled part; with the next ``takeFlush()`` it is to
    /// be stored.
    ///
    /// False where the live part has gone on since: then the worker must follow.
    public mutating func accept(_ patch: UnitPatch) -> Bool {
        guard let track = subjects.firstIndex(of: patch.subject) else { return false }
        if let head = patch.head,
            !tracks[track].rebase(head.fold, after: head.after, rules: rules[track])
        {
            return false
        }
        counts.applied &-= patch.unreadable
        counts.lateSetAside &+= patch.unreadable
        // A sign of life and a gap are no samples, and what was retained may be of any age.
        for event in patch.setAside
        where event.subject != .sign && event.subject != .loss && !event.flags.contains(.retained) {
            counts.applied &-= 1
            counts.lateSetAside &+= 1
            let finding = Finding(
                kind: .late, signal: rules[track].signal(event.subject), after: event.value)
            addedFindings.append(
                (track, Fact(at: event.time, knownBy: event.time, content: .finding(finding))))
        }
        return true
    }

    /// Takes what measured signals and actuators said since the last call, and how old all samples
    /// were.
    public mutating func takeSignals() -> [SignalFlush] { signals.takeFlush() + ages.takeFlush() }

    /// Whether every counter's deltas add up to its readings, and every message and sample to its
    /// fate.
    public var isBalanced: Bool {
        counts.isBalanced && counterBalance.broken == 0
    }

    /// The newest condition of each work unit, in the order of ``units``, with the live edge in it.
    public func conditions() -> [LiveCondition] {
        units.indices.map { track in
            let head = tracks[track].head
            var live = LiveCondition(
                condition: head.condition, lastSign: head.hasBegun ? head.lastSign : .distantPast,
                clockAhead: clockAhead(track))
            for fact in tracks[track].edge(now: now, rules: rules[track]) {
                if case .condition(let condition) = fact.content { live.condition = condition }
            }
            return live
        }
    }

    /// Of several sources the one whose clock is furthest off.
    private func clockAhead(_ track: Int) -> Int64? {
        unitSignals[track].compactMap { clocks[$0].ahead }.max { $0.magnitude < $1.magnitude }
    }
}
