/// A place that holds the newest version of a value: one thread stores, any thread reads.
///
/// What nobody read in time is gone: for live state, where only the newest counts. A read is always
/// one whole stored value, never parts of two; and a thread never reads an older value after a
/// newer one.
///
/// ```swift
/// var writer = LatestCellWriter(initial: LineState())  // goes to the one thread
/// let cell = writer.cell                               // goes to everybody
/// ```
///
/// - Threads: copy it to as many readers as you like. Neither side takes a lock, and neither waits
///   for the other. The cell outlives its writer.
/// - Limit: the value is copied whole; made for up to a few KB. Takes four times the value's size,
///   each rounded up to 128 bytes, and 128 bytes more.
public struct LatestCell<Value: BitwiseCopyable & Sendable>: Sendable {
    @usableFromInline let memory: CellMemory

    init(initial: Value) {
        memory = unsafe withUnsafeBytes(of: initial) { bytes in
            guard let source = bytes.baseAddress else { preconditionFailure("a value has a place") }
            return unsafe CellMemory(size: bytes.count, initial: source)
        }
    }

    /// Reads the newest value.
    ///
    /// Repeats only where three whole values were stored during one read. That takes a writer that
    /// does nothing else, or a reader that lost its core halfway; so a repeat means that the writer
    /// got on. Each repeat yields first. Allocates for values over 1 KB only.
    @inlinable
    public func load() -> Value {
        unsafe withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { buffer in
            guard let target = buffer.baseAddress else {
                preconditionFailure("a buffer of one value has a place")
            }
            var waiting = Yielding()
            while unsafe !memory.load(target) { waiting.idle() }
            return unsafe target.pointee
        }
    }
}
