import Foundation
import LockFree
import Storage
import Synchronization

/// The thread of a lane's core: folds what comes, and hands it to the store at intervals.
public final class CoreThread {
    /// How often what was folded is stored.
    public static let flushInterval: Duration = .milliseconds(500)

    /// How often what was folded is shown on the live board, at most.
    public static let publishInterval: Duration = .milliseconds(50)

    private let core: LaneCore
    private let lane: String
    private let writer: StoreWriter
    private let offer: PatchOffer
    private let health: LaneHealth
    private let eachTurn: @Sendable () -> Void
    private let topics = Mutex<[String]?>(nil)
    private let isEnding = Atomic(false)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread of a lane's core.
    public convenience init(_ lane: Lane, writer: StoreWriter) {
        self.init(lane, writer: writer, eachTurn: {})
    }

    /// The same; `eachTurn` is called at every turn, so that a test can have the thread stand.
    init(_ lane: Lane, writer: StoreWriter, eachTurn: @escaping @Sendable () -> Void) {
        self.eachTurn = eachTurn
        core = lane.core
        self.lane = lane.board.lane
        health = lane.health
        offer = lane.offer
        self.writer = writer
        let thread = Thread { [self] in run() }
        thread.name = "core-" + self.lane
        thread.start()
    }

    /// Has the topics of the session stored with the next transaction.
    ///
    /// Any thread.
    public func remember(topics new: [String]) { topics.withLock { $0 = new } }

    /// Folds and hands over what is left, then ends the thread; returns when it ended.
    ///
    /// - Precondition: nothing is put into the ring any more.
    public func finish() {
        isEnding.store(true, ordering: .releasing)  // pairs with the acquiring load in run()
        ended.wait()
    }

    private func run() {
        var idle = Backoff()
        var lastFlush = ContinuousClock.now
        var lastPublish = lastFlush
        var isShown = true
        var turns: UInt64 = 0
        while true {
            turns &+= 1
            health.noteCore(turns: turns, folded: core.position, ringFill: core.ringFill)
            eachTurn()
            let isLast = isEnding.load(ordering: .acquiring)  // pairs with the store in finish()
            if core.turn() > 0 {
                isShown = false
                idle.reset()
            } else if !isLast {
                idle.idle()
            }
            let now = ContinuousClock.now
            if !isShown, now - lastPublish >= Self.publishInterval {
                core.publish()
                (isShown, lastPublish) = (true, now)
            }
            if now - lastFlush >= Self.flushInterval, !writer.isBusy(lane: lane) {
                flush()
                lastFlush = now
            }
            guard isLast else { continue }
            while core.turn() > 0 {}
            break
        }
        while writer.isBusy(lane: lane), !writer.isFull { Thread.sleep(forTimeInterval: 0.005) }
        if !writer.isBusy(lane: lane) { flush() }
        ended.signal()
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

// @unchecked because the core is touched by the object's own thread only, once that has started.
extension CoreThread: @unchecked Sendable {}
