public import Synchronization

/// The block of raw memory behind a ring, shared by its two ends.
///
/// Indices count elements since the beginning and never wrap in practice (292 years at one a
/// nanosecond); an element's slot is its index under the mask.
// @unchecked because the address may be anywhere; who may touch which part of the block is kept by
// the two ends, each of which is used by one thread at a time.
@unsafe
@usableFromInline
struct RingMemory<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutableRawPointer
    @usableFromInline let mask: Int

    @inlinable
    init(base: UnsafeMutableRawPointer, mask: Int) {
        unsafe self.base = unsafe base
        unsafe self.mask = mask
    }

    @usableFromInline
    static func allocate(capacity: Int) -> Self {
        precondition(
            capacity > 0 && capacity & (capacity - 1) == 0, "a ring's capacity is a power of two")
        let (slotBytes, overflow) = capacity.multipliedReportingOverflow(
            by: MemoryLayout<Element>.stride)
        precondition(!overflow, "a ring fits into the address space")
        let base = UnsafeMutableRawPointer.allocate(
            byteCount: RingLayout.slots + slotBytes, alignment: RingLayout.line)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: RingLayout.slots)
        let memory = unsafe Self(base: base, mask: capacity - 1)
        for offset in [RingLayout.tail, RingLayout.head] {
            unsafe memory.atomic(at: offset).initialize(to: Atomic(0))
        }
        unsafe memory.atomic(at: RingLayout.ends).initialize(to: Atomic(2))
        return unsafe memory
    }

    /// Gives one end back; the last one frees the block.
    @usableFromInline
    func release() {
        // Acquiring and releasing pairs with itself in the other end: what that end did with the
        // block happens before it is freed.
        let left = unsafe atomic(at: RingLayout.ends).pointee.wrappingSubtract(
            1, ordering: .acquiringAndReleasing
        ).newValue
        if left == 0 { unsafe base.deallocate() }
    }

    @inlinable
    func atomic(at offset: Int) -> UnsafeMutablePointer<Atomic<Int>> {
        unsafe (base + offset).assumingMemoryBound(to: Atomic<Int>.self)
    }

    @inlinable
    func own(at offset: Int) -> UnsafeMutablePointer<Int> {
        unsafe (base + offset).assumingMemoryBound(to: Int.self)
    }

    @inlinable
    func slot(_ index: Int) -> UnsafeMutablePointer<Element> {
        unsafe (base + RingLayout.slots).assumingMemoryBound(to: Element.self) + (index & mask)
    }

    @inlinable var capacity: Int { unsafe mask + 1 }
}
