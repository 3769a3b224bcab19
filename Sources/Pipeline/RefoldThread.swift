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
    public static let interval = 0.5

    /// How often it looks what became of a patch.
    private static let patience = 0.02

    private var refolding: Refolding
    private let offer: PatchOffer
    private let lane: String
    private let writer: StoreWriter
    private let failed: @Sendable (any Error) -> Void
    private let isEnding = Atomic(false)
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
        refolding = lane.refolding
        offer = lane.offer
        self.lane = lane.board.lane
        self.writer = writer
        self.failed = failed
        let thread = Thread { [self] in run() }
        thread.name = "refold-" + self.lane
        thread.start()
    }

    /// Ends the thread; what waits is folded after the next start. Returns when it ended.
    public func finish() {
        isEnding.store(true, ordering: .releasing)  // pairs with the acquiring load in isDone
        ended.wait()
    }

    private var isDone: Bool {
        isEnding.load(ordering: .acquiring)  // pairs with the releasing store in finish()
    }

    private func run() {
        do {
            while !isDone {
                if try !foldOne() { sleep(Self.interval) }
            }
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

// @unchecked because the re-folding is touched by the object's own thread only, once that started.
extension RefoldThread: @unchecked Sendable {}
