import Foundation
import Production
import Storage
import Synchronization

/// The worker beside a lane's core: folds late events again.
///
/// It looks into the store every ``interval``. The core never waits for it; it waits for the core's
/// next transaction, and follows where the live part went on meanwhile.
public final class RefoldThread {
    /// How often it looks whether something came late.
    public static let interval = 2.0

    /// How often it looks what became of a patch.
    private static let patience = 0.02

    private var refolding: Refolding
    private let offer: PatchOffer
    private let lane: String
    private let writer: StoreWriter
    private let failed: @Sendable (any Error) -> Void
    private let isEnding = Ending()
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread of a lane's re-folding.
    ///
    /// - Parameters:
    ///   - lane: the lane.
    ///   - writer: the one thread that writes to the store.
    ///   - failed: called once, on the thread, where it cannot go on.
    public init(
        _ lane: Lane, writer: StoreWriter, failed: @escaping @Sendable (any Error) -> Void
    ) {
        var refolding = lane.refolding
        let isEnding = isEnding
        refolding.isCancelled = { isEnding.hasBegun }
        self.refolding = refolding
        offer = lane.offer
        self.lane = lane.board.lane
        self.writer = writer
        self.failed = failed
        let thread = Thread { [self] in run() }
        thread.name = "refold-" + self.lane
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
                // Also after one: a source that is always late must not make a change of each
                // message.
                _ = try foldOne()
                sleep(Self.interval)
            }
        } catch is Refolding.Cancelled {
            // What waits is folded after the next start.
        } catch {
            failed(error)
        }
        ended.signal()
    }

    /// Folds what waits of one work unit or meter; false where nothing does.
    private func foldOne() throws -> Bool {
        guard var patch = try refolding.next() else { return false }
        while !isDone {
            if isStored(patch) { return true }
            patch = try refolding.follow() ?? patch
        }
        return true
    }

    /// Offers a patch; true when it is stored, false where the core refused it.
    private func isStored(_ patch: UnitPatch) -> Bool {
        offer.make(patch)
        while !isDone {
            switch offer.outcome {
            case .refused: return false
            case .handedOver:
                while writer.isBusy(lane: lane), !isDone { sleep(Self.patience) }
                return true
            case .waits: sleep(Self.patience)
            }
        }
        return false
    }

    private func sleep(_ seconds: Double) {
        let step = 0.02
        var left = seconds
        while left > 0, !isDone {
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

// @unchecked because the re-folding is touched by the object's own thread only, once that started.
extension RefoldThread: @unchecked Sendable {}
