internal import CMosquitto
internal import Glibc
internal import Synchronization

/// Asks the intake thread to stop, from any thread, and wakes its poll.
final class StopSignal: Sendable {
    /// Readable once a stop is asked for; stays so.
    let descriptor: Int32
    private let requested = Atomic(false)

    init() throws(IntakeError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard descriptor >= 0 else { throw IntakeError(.system, "no event descriptor") }
    }

    deinit { close(descriptor) }

    /// Whether a stop was asked for; pairs with the release in ``request()``.
    var isRequested: Bool { requested.load(ordering: .acquiring) }

    /// Asks for a stop; any number of times.
    func request() {
        requested.store(true, ordering: .releasing)
        eventfd_write(descriptor, 1)
    }
}
