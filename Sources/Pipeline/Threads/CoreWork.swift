import Storage
import Synchronization

/// What a lane's core does turn by turn: folds, shows, and hands over to the store at intervals.
///
/// Time comes from its caller. One thread, but for ``remember(topics:)``.
final class CoreWork {
    /// How often what was folded is stored.
    static let flushInterval: Duration = .milliseconds(500)

    /// How often what was folded is shown on the live board, at most.
    static let publishInterval: Duration = .milliseconds(50)

    private let core: LaneCore
    private let lane: String
    private let writer: StoreWriter
    private let offer: PatchOffer
    private let health: LaneHealth
    private let topics = Mutex<[String]?>(nil)
    private var lastFlush: ContinuousClock.Instant
    private var lastPublish: ContinuousClock.Instant
    private var isShown = true
    private var turns: UInt64 = 0

    init(_ lane: Lane, writer: StoreWriter, at now: ContinuousClock.Instant) {
        core = lane.core
        self.lane = lane.board.lane
        health = lane.health
        offer = lane.offer
        self.writer = writer
        (lastFlush, lastPublish) = (now, now)
    }

    /// Has the topics of the session stored with the next transaction.
    ///
    /// Any thread.
    func remember(topics new: [String]) { topics.withLock { $0 = new } }

    /// Folds a batch, then shows and stores what was folded where it is time; false where there
    /// was nothing to fold.
    func turn(at now: ContinuousClock.Instant) -> Bool {
        turns &+= 1
        health.noteCore(turns: turns, folded: core.position, ringFill: core.ringFill)
        let hasFolded = core.turn() > 0
        if hasFolded { isShown = false }
        if !isShown, now - lastPublish >= Self.publishInterval {
            core.publish()
            (isShown, lastPublish) = (true, now)
        }
        if now - lastFlush >= Self.flushInterval, !writer.isBusy(lane: lane) {
            flush()
            lastFlush = now
        }
        return hasFolded
    }

    /// Whether the last flush has to wait for the one before it.
    var mustWait: Bool { writer.isBusy(lane: lane) && !writer.isFull }

    /// Hands over what is left, unless the store has no room: then the next start folds it again.
    func flushLast() {
        if !writer.isBusy(lane: lane) { flush() }
    }

    private func flush() {
        let changed = topics.withLock { topics in
            defer { topics = nil }
            return topics
        }
        if let flush = core.takeFlush(topics: changed) {
            writer.write(flush)
            if !flush.patches.isEmpty { offer.noteHandedOver() }
        } else if let changed {
            topics.withLock { $0 = $0 ?? changed }
        }
    }
}

// @unchecked because the core is touched by one thread only, once that has started.
extension CoreWork: @unchecked Sendable {}
