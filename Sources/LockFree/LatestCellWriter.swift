/// The end of a ``LatestCell`` that stores; one for each cell, used by one thread at a time.
///
/// It is `~Copyable`: a second writer would not compile.
public struct LatestCellWriter<Value: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    /// Where the values can be read; copied freely.
    public let cell: LatestCell<Value>

    /// Makes a cell and its writer.
    ///
    /// - Parameter initial: what is read until something is stored.
    public init(initial: Value) {
        cell = LatestCell(initial: initial)
    }

    /// Makes a value the newest; never waits, never fails.
    @inlinable
    public mutating func store(_ value: Value) {
        unsafe withUnsafeBytes(of: value) { bytes in
            guard let source = bytes.baseAddress else { return }
            unsafe cell.memory.store(source)
        }
    }
}
