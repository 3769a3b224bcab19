/// A lock-free ring between two threads: one producer, one consumer.
///
/// A ring is born as its two ends. Each is `~Copyable`, so an end that was handed to a thread
/// cannot be used anywhere else: that would not compile.
///
/// ```swift
/// let ring = SPSCRing<Sample>(capacity: 65_536)
/// let producer = ring.producer  // goes to the one thread
/// let consumer = ring.consumer  // goes to the other
/// ```
///
/// - Order: elements come out in the order in which they went in, each exactly once.
/// - Limit: holds `capacity` elements; a full ring refuses, it never drops and never waits.
/// - Threads: each end is used by one thread at a time and may move between threads. Ends may go
///   in any order; what is still inside when both are gone is forgotten.
/// - Cost: no lock, no system call, no allocation after the initializer. Batches are several times
///   cheaper than single elements, because each publication moves a cache line between cores.
@frozen
public struct SPSCRing<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    /// The end that elements are pushed into.
    public let producer: RingProducer<Element>
    /// The end that elements are taken from.
    public let consumer: RingConsumer<Element>

    /// Makes an empty ring.
    ///
    /// - Parameter capacity: how many elements it holds; a power of two, at least 1.
    @inlinable
    public init(capacity: Int) {
        let memory = unsafe RingMemory<Element>.allocate(capacity: capacity)
        producer = unsafe RingProducer(memory: memory)
        consumer = unsafe RingConsumer(memory: memory)
    }
}
