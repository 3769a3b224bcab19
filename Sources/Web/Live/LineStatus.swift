import Pipeline
import Plant
import Production
import Telemetry

/// What holds for a line this moment: from the live board without a lock, else from the stored
/// facts.
struct LineStatus: Sendable, Equatable {
    /// What holds for one work unit.
    struct Unit: Sendable, Equatable {
        /// Index into the plant's work units.
        var index: Int
        var state: UnitState
        /// Since when; nil where that is not known.
        var since: Timestamp?
        /// Event time of its last message; nil where none came yet or no board is there.
        var lastSign: Timestamp?
        /// Nanoseconds by which its source's clock is ahead of ours; nil where that is not known.
        var clockAhead: Int64?
        /// What it makes; -1: not said.
        var product: Int32
        /// Why it stands.
        var reason: DelayReason
    }

    /// Index into the plant's lines.
    var line: Int
    /// All units, in order of the plant.
    var units: [Unit]
    /// Whether this moment is planned busy time.
    var isPlanned: Bool
    /// Up to when time has come; nil where nothing came yet.
    var now: Timestamp?
    /// By how much the newest data are older than our clock, in nanoseconds.
    var age: Int64
    /// Whether the broker session is up; true where no board is there.
    var isConnected = true
    /// Whether all balances hold; true where no board is there.
    var isBalanced = true
    /// Whether the disk has no room, so that nothing more is taken.
    var isOutOfRoom = false
    /// Whether another client seems to use our client id, and takes messages that are ours.
    var isContested = false

    /// Data older than this are shown as old: ticks come every second.
    static let staleAfter = 15 * nanosecondsPerSecond

    var isStale: Bool { now != nil && age > Self.staleAfter }

    /// Puts together what a snapshot and a board know.
    init(_ snapshot: LineSnapshot, board: LiveBoard?, plant: Plant, clock: Timestamp) {
        let head = board?.now
        line = snapshot.line
        now = head.flatMap { $0.now > .distantPast ? $0.now : nil } ?? snapshot.horizon
        age = now.map { max(0, clock - $0) } ?? 0
        isConnected = head?.isConnected ?? true
        isBalanced = head?.isBalanced ?? true
        let instant = now ?? clock
        isPlanned =
            plant.schedule(
                line: snapshot.line, over: TimeSpan(from: instant, to: instant + 1)
            ).spans.first?.kind == .busy
        units = snapshot.units.map { unit in
            let stored = unit.timeline.stretches.last?.state ?? .unknown
            guard let live = board?.condition(unit: unit.index) else {
                return Unit(
                    index: unit.index, state: stored, since: unit.timeline.since, lastSign: nil,
                    clockAhead: nil, product: -1, reason: .none)
            }
            let condition = live.condition
            return Unit(
                index: unit.index, state: condition.state,
                // Newer than what is stored: it began between the last read and now.
                since: condition.state == stored ? unit.timeline.since : snapshot.horizon,
                lastSign: live.lastSign > .distantPast ? live.lastSign : nil,
                clockAhead: live.clockAhead,
                product: condition.product,
                reason: condition.isStop ? condition.delayReason : .none)
        }
    }

    /// The unit that decides the line's state: the worst of its constraint.
    func decisive(_ plant: Plant) -> Unit? {
        units.filter { plant.lines[line].constraint.contains($0.index) }
            .max { ($0.state.severity, $1.index) < ($1.state.severity, $0.index) }
    }

    /// How far up the line belongs where the worst come first.
    func urgency(_ plant: Plant) -> Int {
        guard now != nil else { return 0 }
        if !isConnected || isStale || !isBalanced || isOutOfRoom || isContested { return 100 }
        guard isPlanned else { return 0 }
        return decisive(plant)?.state.severity ?? 0
    }
}
