internal import Glibc

/// Waits by letting other threads that are ready run: for threads that outnumber the cores.
public struct Yielding: IdleStrategy {
    /// Makes the strategy.
    public init() {}

    /// Gives the core away once; returns at once where nobody wants it.
    public mutating func idle() {
        sched_yield()
    }

    /// Changes nothing.
    public mutating func reset() {}
}
