import Plant
import Production
import Storage
import StorageSQLite
import Telemetry

/// The real store behind a disk that may be full or fail, and a process that may die before or
/// after a transaction: that one is there whole or not at all is SQLite's promise.
final class SimulatedStore: Store {
    private struct State {
        let world: World
        var isFull = false
        var patches = 0
        var failsNext = false
        /// For mutants: what the last transaction was.
        var last: LaneFlush?
        var heldPatches: [UnitPatch] = []
        /// Late events that stored patches have used up, by the store's number.
        var usedUp: Set<Int64> = []
        var isUsedTwice = false
    }

    // @unchecked because all of the simulation is on one thread.
    private final class Box: @unchecked Sendable {
        var state: State

        init(_ state: State) { self.state = state }
    }

    let inner: SQLiteStore
    /// How many units were folded again.
    private(set) var patches: Int {
        get { box.state.patches }
        set { box.state.patches = newValue }
    }

    /// Whether an event that came late was folded again twice.
    var isLateEventUsedTwice: Bool { box.state.isUsedTwice }

    private let box: Box

    init(_ inner: SQLiteStore, _ world: World) {
        self.inner = inner
        box = Box(State(world: world))
    }

    var isFull: Bool {
        get { box.state.isFull }
        set { box.state.isFull = newValue }
    }

    /// Whether the next transaction fails.
    var failsNext: Bool {
        get { box.state.failsNext }
        set { box.state.failsNext = newValue }
    }

    func commit(_ flush: LaneFlush) throws(StoreError) {
        let world = box.state.world
        try checkAlive()
        guard !isFull else {
            world.failedCalls += 1
            throw StoreError(code: .full, message: "no room")
        }
        guard !failsNext else {
            failsNext = false
            world.failedCalls += 1
            throw StoreError(code: .failed, message: "it fails")
        }
        let dies = world.burns()
        if dies, world.dice.oneIn(2) { try checkAlive() }
        try write(flush, world)
        if dies { try checkAlive() }
    }

    private func checkAlive() throws(StoreError) {
        guard box.state.world.isDead else { return }
        throw StoreError(code: .failed, message: "the process is dead")
    }

    private func write(_ flush: LaneFlush, _ world: World) throws(StoreError) {
        switch world.mutant {
        case .positionBeforeFacts:
            var position = flush
            (position.units, position.signals, position.patches) = ([], [], [])
            try inner.commit(position)
            guard !world.dice.oneIn(4) else { return world.kill() }
        case .factsBeforePosition:
            guard let last = box.state.last else { break }
            var facts = flush
            facts.state = last.state
            try inner.commit(facts)
            guard !world.dice.oneIn(4) else { return world.kill() }
        case .talliesOutsideTransaction:
            var early = flush
            let before = box.state.last?.state.counts ?? Fold.Counts()
            early.state.counts.tallies = before.tallies
            try inner.commit(early)
            guard !world.dice.oneIn(4) else { return world.kill() }
        default: break
        }
        try inner.commit(bent(flush, world.mutant))
        patches += flush.patches.count
        for patch in flush.patches {
            world.trace("patch: \(patch.usedUp.count) late, to \(patch.settledSeconds.until)")
        }
        for number in flush.patches.flatMap(\.usedUp) {
            if !box.state.usedUp.insert(number).inserted { box.state.isUsedTwice = true }
        }
        box.state.last = flush
    }

    /// The transaction as a mutant writes it.
    private func bent(_ flush: LaneFlush, _ mutant: Mutant?) -> LaneFlush {
        var flush = flush
        switch mutant {
        case .patchOnStaleBase:
            let held = box.state.heldPatches
            box.state.heldPatches = flush.patches
            flush.patches = held
        case .lateEventsUsedTwice:
            for index in flush.patches.indices { flush.patches[index].usedUp = [] }
        case .quarantineForgotten: flush.quarantine = []
        case .signalsForgotten: flush.signals = []
        default: break
        }
        return flush
    }

    func resumePoint(lane: String) throws(StoreError) -> ResumePoint? {
        try checkAlive()
        guard var point = try inner.resumePoint(lane: lane) else { return nil }
        let paths = point.checkpoints.keys.sorted()
        if box.state.world.mutant == .checkpointOfAnotherUnit, paths.count > 1 {
            point.checkpoints[paths[0]] = point.checkpoints[paths[1]]
        }
        return point
    }

    func reset(lane: String, paths: [String]) throws(StoreError) {
        try checkAlive()
        try inner.reset(lane: lane, paths: paths)
    }

    func append(
        _ draft: CorrectionDraft, seen: Int64, at instant: Timestamp
    ) throws(StoreError) -> CorrectionOutcome {
        try inner.append(draft, seen: seen, at: instant)
    }
}

/// What is only read goes through.
extension SimulatedStore {
    func facts(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> UnitFacts {
        try inner.facts(unit: unit, over: span, names: names)
    }

    func minutes(signal: String, over span: TimeSpan) throws(StoreError) -> [MinuteSummary] {
        try inner.minutes(signal: signal, over: span)
    }

    func commands(signal: String, over span: TimeSpan) throws(StoreError) -> [CommandFact] {
        try inner.commands(signal: signal, over: span)
    }

    func waiting(among paths: [String]) throws(StoreError) -> [String] {
        try inner.waiting(among: paths)
    }

    func late(unit: String, limit: Int) throws(StoreError) -> LateBatch {
        try inner.late(unit: unit, limit: limit)
    }

    func settled(
        unit: String, from second: Int64, limit: Int
    ) throws(StoreError) -> [StoredChunk] {
        try inner.settled(unit: unit, from: second, limit: limit)
    }

    func facts(
        unit: String, knownIn seconds: ClosedRange<Int64>, names: PlantNames
    ) throws(StoreError) -> [Fact] {
        try inner.facts(unit: unit, knownIn: seconds, names: names)
    }

    func changes(
        unit: String, over span: TimeSpan, limit: Int
    ) throws(StoreError) -> [StoredChange] {
        try inner.changes(unit: unit, over: span, limit: limit)
    }

    func findings(unit: String, over span: TimeSpan) throws(StoreError) -> [StoredFinding] {
        try inner.findings(unit: unit, over: span)
    }

    func firstInstant() throws(StoreError) -> Timestamp? { try inner.firstInstant() }

    func lanes() throws(StoreError) -> [String: Fold.LaneState] { try inner.lanes() }

    func quarantine() throws(StoreError) -> [QuarantineEntry] { try inner.quarantine() }

    func corrections(unit: String, over span: TimeSpan) throws(StoreError) -> [Correction] {
        try inner.corrections(unit: unit, over: span)
    }

    func lastCorrection() throws(StoreError) -> Int64 { try inner.lastCorrection() }
}
