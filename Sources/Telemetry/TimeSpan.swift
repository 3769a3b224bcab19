/// A half-open stretch of time, `[from, to)`: what happens exactly at `to` belongs to the next one.
///
/// Not called `Span`, which is the standard library's view of memory.
public struct TimeSpan: Hashable, BitwiseCopyable, Sendable {
    /// The first instant that belongs to the span.
    public var from: Timestamp
    /// The first instant that does not belong to it any more; never before ``from``.
    public var to: Timestamp

    /// Makes a span.
    ///
    /// - Precondition: `from <= to`.
    @inlinable
    public init(from: Timestamp, to: Timestamp) {
        precondition(from <= to, "a span does not end before it begins")
        self.from = from
        self.to = to
    }

    /// Its length in nanoseconds.
    @inlinable public var duration: Int64 { to - from }

    /// Whether no instant belongs to it.
    @inlinable public var isEmpty: Bool { from == to }

    /// Whether an instant belongs to it.
    @inlinable
    public func contains(_ instant: Timestamp) -> Bool {
        from <= instant && instant < to
    }

    /// The part that both spans share, or nil where they share no instant.
    @inlinable
    public func intersection(_ other: TimeSpan) -> TimeSpan? {
        let start = max(from, other.from)
        let end = min(to, other.to)
        return start < end ? TimeSpan(from: start, to: end) : nil
    }
}
