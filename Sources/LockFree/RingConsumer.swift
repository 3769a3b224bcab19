public import Synchronization

/// The end of an ``SPSCRing`` that elements are taken from.
///
/// Used by one thread at a time. Never waits: an empty ring says so, and the caller decides.
@safe
public struct RingConsumer<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
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

    /// How many elements are waiting at least; the producer may be adding meanwhile.
    @inlinable public var count: Int {
        mutating get { count(after: head) }
    }

    /// Takes the oldest element out.
    ///
    /// - Returns: nil where the ring is empty.
    @inlinable
    public mutating func pop() -> Element? {
        let head = head
        guard available(1, after: head) > 0 else { return nil }
        let element = unsafe memory.slot(head).pointee
        giveBack(head &+ 1)
        return element
    }

    /// Reads waiting elements, oldest first, where they lie, and gives their slots back at once.
    ///
    /// The producer sees the room only when the whole batch has been read: keep `limit` well below
    /// the capacity where `body` is slow.
    ///
    /// - Parameters:
    ///   - limit: how many at most; not negative.
    ///   - body: called once with each element.
    /// - Returns: how many were read, 0 where the ring is empty.
    @inlinable
    public mutating func drain(limit: Int, _ body: (Element) -> Void) -> Int {
        precondition(limit >= 0, "a limit is not negative")
        let head = head
        let count = min(limit, available(limit, after: head))
        guard count > 0 else { return 0 }
        let beforeWrap = unsafe min(count, memory.capacity &- (head & memory.mask))
        read(from: head, count: beforeWrap, body)
        read(from: head &+ beforeWrap, count: count &- beforeWrap, body)
        giveBack(head &+ count)
        return count
    }
}

extension RingConsumer {
    @inlinable var head: Int { unsafe memory.own(at: RingLayout.consumerHead).pointee }

    /// What waits after `head`; looks at the producer's line only where it last saw too few.
    @inlinable
    func available(_ wanted: Int, after head: Int) -> Int {
        let waiting = unsafe memory.own(at: RingLayout.consumerSeenTail).pointee &- head
        return waiting >= wanted ? waiting : count(after: head)
    }

    @inlinable
    func count(after head: Int) -> Int {
        // Acquiring pairs with the releasing store in `RingProducer.publish`: the slots up to this
        // tail are written before we read them.
        let tail = unsafe memory.atomic(at: RingLayout.tail).pointee.load(ordering: .acquiring)
        unsafe memory.own(at: RingLayout.consumerSeenTail).pointee = tail
        return tail &- head
    }

    /// Reads slots that do not cross the end of the ring.
    @inlinable
    func read(from head: Int, count: Int, _ body: (Element) -> Void) {
        let first = unsafe memory.slot(head)
        for place in 0..<count {
            body(unsafe first[place])
        }
    }

    @inlinable
    func giveBack(_ head: Int) {
        unsafe memory.own(at: RingLayout.consumerHead).pointee = head
        // Releasing pairs with the acquiring load in `RingProducer.free(after:)`: the slots are
        // read before the producer writes them again.
        unsafe memory.atomic(at: RingLayout.head).pointee.store(head, ordering: .releasing)
    }
}
