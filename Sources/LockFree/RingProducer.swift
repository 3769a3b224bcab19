public import Synchronization

/// The end of an ``SPSCRing`` that elements are pushed into.
///
/// Used by one thread at a time. Never waits: a full ring refuses, and the caller decides.
@safe
public struct RingProducer<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    @usableFromInline let memory: RingMemory<Element>

    @usableFromInline
    init(memory: RingMemory<Element>) {
        unsafe self.memory = unsafe memory
    }

    deinit {
        unsafe memory.release()
    }

    /// How many elements the ring holds at most.
    @inlinable public var capacity: Int { unsafe memory.capacity }

    /// How many elements fit at least; the consumer may be making room meanwhile.
    @inlinable public var free: Int {
        mutating get { free(after: tail) }
    }

    /// Puts one element in and publishes it.
    ///
    /// - Returns: false where the ring is full; nothing has changed then.
    @inlinable
    public mutating func push(_ element: Element) -> Bool {
        let tail = tail
        guard room(for: 1, after: tail) > 0 else { return false }
        unsafe memory.slot(tail).initialize(to: element)
        publish(tail &+ 1)
        return true
    }

    /// Puts in as many of the elements, from the first on, as fit, and publishes them at once.
    ///
    /// - Returns: how many were taken, 0 where the ring is full or `elements` is empty.
    @inlinable
    public mutating func push(contentsOf elements: borrowing Span<Element>) -> Int {
        let tail = tail
        let count = min(elements.count, room(for: elements.count, after: tail))
        guard count > 0 else { return 0 }
        let beforeWrap = unsafe min(count, memory.capacity &- (tail & memory.mask))
        unsafe elements.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            unsafe memory.slot(tail).initialize(from: first, count: beforeWrap)
            unsafe memory.slot(0).initialize(from: first + beforeWrap, count: count &- beforeWrap)
        }
        publish(tail &+ count)
        return count
    }
}

extension RingProducer {
    @inlinable var tail: Int { unsafe memory.own(at: RingLayout.producerTail).pointee }

    /// The room after `tail`; looks at the consumer's line only where it last saw too little.
    @inlinable
    func room(for count: Int, after tail: Int) -> Int {
        let seen = unsafe memory.own(at: RingLayout.producerSeenHead).pointee
        let room = unsafe memory.capacity &- (tail &- seen)
        return room >= count ? room : free(after: tail)
    }

    @inlinable
    func free(after tail: Int) -> Int {
        // Acquiring pairs with the releasing store in `RingConsumer.giveBack`: the consumer has
        // finished reading a slot before we write it again.
        let head = unsafe memory.atomic(at: RingLayout.head).pointee.load(ordering: .acquiring)
        unsafe memory.own(at: RingLayout.producerSeenHead).pointee = head
        return unsafe memory.capacity &- (tail &- head)
    }

    @inlinable
    func publish(_ tail: Int) {
        unsafe memory.own(at: RingLayout.producerTail).pointee = tail
        // Releasing pairs with the acquiring load in `RingConsumer.count(after:)`: the slots are
        // written before the consumer learns of them.
        unsafe memory.atomic(at: RingLayout.tail).pointee.store(tail, ordering: .releasing)
    }
}
