import LockFree

/// Spins, and gives the core away once in 1,024 waits.
///
/// Where others want the cores, a thread that only spins keeps the one it waits for from running.
/// The peer's loops wait in the same way.
struct Patience {
    private var waits = 0
    private var yielding = Yielding()

    mutating func idle() {
        waits &+= 1
        if waits & 1_023 == 0 { yielding.idle() }
    }
}
