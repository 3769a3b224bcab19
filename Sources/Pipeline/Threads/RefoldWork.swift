import Production

/// What the worker beside a lane's core does step by step: folds late events again, and sees each
/// patch through until it is stored.
///
/// Owned by one thread.
final class RefoldWork {
    /// How often it looks whether something came late, in seconds.
    static let interval = 2.0

    /// How often it looks what became of a patch, in seconds.
    static let patience = 0.02

    private enum State {
        case idle
        /// The core has yet to take it or to refuse it.
        case offered(UnitPatch)
        /// On its way to the store.
        case handedOver
    }

    private var refolding: Refolding
    private var state = State.idle
    private let offer: PatchOffer
    private let lane: String
    private let writer: StoreWriter
    /// Patches that were stored when the last one was made.
    private var patched: UInt64 = 0

    init(_ lane: Lane, _ refolding: Refolding, writer: StoreWriter) {
        self.refolding = refolding
        offer = lane.offer
        self.lane = lane.board.lane
        self.writer = writer
    }

    /// Goes on as far as it gets without waiting.
    ///
    /// - Returns: In how many seconds to go on; ``interval`` also after what waited is folded: a
    ///   source that is always late must not make a change of each message.
    func step() throws -> Double {
        switch state {
        case .idle:
            guard let patch = try refolding.next() else { return Self.interval }
            make(patch)
        case .offered(let patch):
            switch offer.outcome {
            case .waits: break
            case .refused: make(try refolding.follow() ?? patch)
            case .handedOver: state = .handedOver
            }
        case .handedOver:
            guard writer.patched(lane: lane) > patched else { break }
            state = .idle
            if !refolding.hasMore { return Self.interval }
        }
        return Self.patience
    }

    private func make(_ patch: UnitPatch) {
        patched = writer.patched(lane: lane)
        state = .offered(patch)
        offer.make(patch)
    }
}

// @unchecked because it is touched by one thread only, once that has started.
extension RefoldWork: @unchecked Sendable {}
