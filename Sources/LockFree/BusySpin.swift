/// Waits by not waiting: the lowest latency, at the price of one core.
public struct BusySpin: IdleStrategy {
    /// Makes the strategy.
    @inlinable
    public init() {}

    /// Returns at once.
    @inlinable
    public mutating func idle() {}

    /// Changes nothing.
    @inlinable
    public mutating func reset() {}
}
