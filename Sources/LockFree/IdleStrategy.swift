/// What a thread does when it finds nothing to do.
///
/// ```swift
/// var waiting = Backoff()
/// while running {
///     if consumer.drain(limit: 256, fold) > 0 { waiting.reset() } else { waiting.idle() }
/// }
/// ```
///
/// Belongs to one thread; a strategy wakes by itself and is never signalled.
public protocol IdleStrategy: Sendable {
    /// Waits once, for as long as the strategy finds right.
    mutating func idle()

    /// Says that there was work: the next wait is the shortest again.
    mutating func reset()
}
