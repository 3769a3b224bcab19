import Production
import Synchronization

/// Where a worker lays down a patch, and the core takes it up or refuses it.
///
/// One patch at a time. The core looks once a transaction, not once a message.
final class PatchOffer: Sendable {
    /// What became of the patch that was offered last.
    enum Outcome {
        /// Not yet decided, or accepted and still on its way to the writer.
        case waits
        /// In the hands of the writer.
        case handedOver
        case refused
    }

    private struct State {
        var patch: UnitPatch?
        var outcome = Outcome.waits
    }

    private let state = Mutex(State())

    init() {}

    /// Lays down a patch.
    ///
    /// Worker.
    func make(_ patch: UnitPatch) {
        state.withLock { state in
            state.patch = patch
            state.outcome = .waits
        }
    }

    /// What became of it.
    ///
    /// Worker.
    var outcome: Outcome { state.withLock(\.outcome) }

    /// Takes the patch that waits, where it is accepted.
    ///
    /// Core.
    func take(accepting accept: (UnitPatch) -> Bool) -> UnitPatch? {
        let patch = state.withLock { state in
            defer { state.patch = nil }
            return state.patch
        }
        guard let patch else { return nil }
        guard accept(patch) else {
            state.withLock { $0.outcome = .refused }
            return nil
        }
        return patch
    }

    /// The writer has the transaction with the patch.
    ///
    /// Core.
    func noteHandedOver() { state.withLock { $0.outcome = .handedOver } }
}
