import Synchronization

/// Places for what reads much of the store.
///
/// Any thread.
final class Places: Sendable {
    /// The most at once; more are asked to come again.
    static let limit = 2

    private let taken = Mutex(0)

    /// Takes a place, or fails where there is none.
    func enter() throws(WebError) {
        let isFree = taken.withLock { taken in
            guard taken < Self.limit else { return false }
            taken += 1
            return true
        }
        guard isFree else { throw .busy }
    }

    /// Gives it back.
    func leave() { taken.withLock { $0 -= 1 } }
}
