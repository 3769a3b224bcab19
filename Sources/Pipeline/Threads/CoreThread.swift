import Foundation
import LockFree
import Synchronization

/// The thread of a lane's core: folds what comes, and hands it to the store at intervals.
public final class CoreThread: Sendable {
    private let work: CoreWork
    private let eachTurn: @Sendable () -> Void
    private let isEnding = Atomic(false)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread of a lane's core.
    public convenience init(_ lane: Lane, writer: StoreWriter) {
        self.init(lane, writer: writer, eachTurn: {})
    }

    /// The same; `eachTurn` is called at every turn, so that a test can have the thread stand.
    init(_ lane: Lane, writer: StoreWriter, eachTurn: @escaping @Sendable () -> Void) {
        self.eachTurn = eachTurn
        work = CoreWork(lane, writer: writer, at: .now)
        let thread = Thread { [self] in run() }
        thread.name = "core-" + lane.board.lane
        thread.start()
    }

    /// Has the topics of the session stored with the next transaction.
    ///
    /// Any thread.
    public func remember(topics: [String]) { work.remember(topics: topics) }

    /// Folds and hands over what is left, then ends the thread; returns when it ended.
    ///
    /// - Precondition: nothing is put into the ring any more.
    public func finish() {
        isEnding.store(true, ordering: .releasing)  // pairs with the acquiring load in run()
        ended.wait()
    }

    private func run() {
        var idle = Backoff()
        while true {
            eachTurn()
            let isLast = isEnding.load(ordering: .acquiring)  // pairs with the store in finish()
            if work.turn(at: .now) {
                idle.reset()
            } else if isLast {
                break
            } else {
                idle.idle()
            }
        }
        while work.mustWait { Thread.sleep(forTimeInterval: 0.005) }
        work.flushLast()
        ended.signal()
    }
}
