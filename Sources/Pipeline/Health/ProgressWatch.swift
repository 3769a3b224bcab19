/// Tells which threads do not go on any more, from what they count.
///
/// A thread of a lane must turn, whatever arrives; what is durable must be folded; the store's
/// writer must try what it was handed. A quiet line is none of this: its threads turn, and every
/// second a tick is journalled and folded.
public struct ProgressWatch: Sendable {
    private struct Mark {
        var count: UInt64
        var since: ContinuousClock.Instant
    }

    private let patience: Duration
    private var marks: [String: Mark] = [:]

    /// Makes a watch; a thread that counts nothing for longer than `patience` is stalled.
    public init(patience: Duration) { self.patience = patience }

    /// Takes a look, and names the threads that are stalled, in order.
    public mutating func look(
        at health: DaemonHealth, now: ContinuousClock.Instant
    ) -> [String] {
        var counts: [String: UInt64] = [:]
        for lane in health.lanes {
            counts["intake of \(lane.lane)"] = lane.intake.turns
            counts["core of \(lane.lane)"] = lane.coreTurns
            counts["refold of \(lane.lane)"] = lane.refoldTurns
            // While the journal has no room, nothing behind it goes on.
            guard lane.intake.journalState == .working,
                lane.folded < lane.intake.lastDurableRecord
            else { continue }
            counts["fold of \(lane.lane)"] = lane.folded
        }
        // Lanes that a reload ends and opens stand still; the reload itself must come to its end.
        if health.isReloading { counts = ["reload": UInt64(health.reloads)] }
        if health.store.pending > 0 { counts["store"] = health.store.attempts }
        marks = marks.filter { counts[$0.key] == $0.value.count }
        for (name, count) in counts where marks[name] == nil {
            marks[name] = Mark(count: count, since: now)
        }
        return marks.filter { now - $0.value.since > patience }.keys.sorted()
    }
}
