import Foundation
import Synchronization

/// The worker beside a lane's core: folds late events again.
///
/// It looks into the store every two seconds. The core never waits for it; it waits for the core's
/// next transaction, and follows where the live part went on meanwhile.
public final class RefoldThread: Sendable {
    private let work: RefoldWork
    private let health: LaneHealth
    private let eachStep: @Sendable () -> Void
    private let failed: @Sendable (any Error) -> Void
    private let isEnding = Ending()
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread of a lane's re-folding.
    ///
    /// - Parameters:
    ///   - lane: the lane.
    ///   - writer: the one thread that writes to the store.
    ///   - failed: called once, on the thread, where it cannot go on.
    public convenience init(
        _ lane: Lane, writer: StoreWriter, failed: @escaping @Sendable (any Error) -> Void
    ) {
        self.init(lane, writer: writer, failed: failed, eachStep: {})
    }

    /// The same; `eachStep` is called at every step, so that a test can have the thread stand.
    init(
        _ lane: Lane, writer: StoreWriter, failed: @escaping @Sendable (any Error) -> Void,
        eachStep: @escaping @Sendable () -> Void
    ) {
        var refolding = lane.refolding
        let (isEnding, health) = (isEnding, lane.health)
        self.health = health
        self.eachStep = eachStep
        refolding.isCancelled = {
            // It asks at every chunk: a long way is not one that stands still.
            health.noteRefold()
            return isEnding.hasBegun
        }
        work = RefoldWork(lane, refolding, writer: writer)
        self.failed = failed
        let thread = Thread { [self] in run() }
        thread.name = "refold-" + lane.board.lane
        thread.start()
    }

    /// Ends the thread; what waits is folded after the next start.
    ///
    /// Returns when it ended.
    public func finish() {
        isEnding.begin()
        ended.wait()
    }

    private var isDone: Bool { isEnding.hasBegun }

    private func run() {
        do {
            while !isDone {
                eachStep()
                sleep(try work.step())
            }
        } catch is Refolding.Cancelled {
            // What waits is folded after the next start.
        } catch {
            failed(error)
        }
        ended.signal()
    }

    private func sleep(_ seconds: Double) {
        let step = 0.02
        var left = seconds
        while left > 0, !isDone {
            health.noteRefold()
            Thread.sleep(forTimeInterval: min(step, left))
            left -= step
        }
    }
}

/// Whether an end was asked for.
private final class Ending: Sendable {
    private let flag = Atomic(false)

    func begin() { flag.store(true, ordering: .releasing) }  // pairs with the load in hasBegun

    var hasBegun: Bool {
        flag.load(ordering: .acquiring)  // pairs with the store in begin()
    }
}
