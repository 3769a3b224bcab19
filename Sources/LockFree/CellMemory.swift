internal import Synchronization

/// The block of raw memory behind a latest-value cell: a counter and four slots of atomic words.
///
/// ```
///     0  published     how many values were stored after the first one; a line of 128 bytes
///   128  slot 0 … 3    value number n lies in slot n % 4, in words of 8 bytes; whole lines each
/// ```
///
/// A sequence lock that no reader waits on. Value n + 4 is the first to overwrite value n, and its
/// writing begins when n + 3 has been published. So whoever read slot n % 4 and then finds at most
/// n + 2 published has read nothing of n + 4. Where a plain sequence lock has readers wait for a
/// writer that lost its core, here they read the last whole value.
///
/// The words are relaxed atomics: readers and writer do meet in them, and that is no data race.
// @safe because every pointer that comes in is a whole value of the size given at the beginning;
// Sendable because the block behind `base`, which never changes, is touched through atomics only.
@safe
@usableFromInline
final class CellMemory: Sendable {
    private static let line = 128
    private static let slots = 4

    private let size: Int
    private let slotBytes: Int
    // unsafe because it points at memory that only atomic words of this object touch.
    private nonisolated(unsafe) let base: UnsafeMutableRawPointer

    /// Makes a cell of values of `size` bytes whose first value is the one at `initial`.
    @usableFromInline
    init(size: Int, initial: UnsafeRawPointer) {
        self.size = size
        slotBytes = (size + Self.line - 1) / Self.line * Self.line
        unsafe base = UnsafeMutableRawPointer.allocate(
            byteCount: Self.line + Self.slots * slotBytes, alignment: Self.line)
        unsafe published.initialize(to: Atomic(0))
        for word in 0..<Self.slots * slotBytes / 8 {
            unsafe (slot(0) + word).initialize(to: Atomic(0))
        }
        unsafe write(initial, to: 0)
    }

    deinit {
        unsafe base.deallocate()
    }

    /// Publishes the value at `source`; called by one thread at a time.
    @usableFromInline
    func store(_ source: UnsafeRawPointer) {
        // Relaxed: only the writer itself changes the counter.
        let next = unsafe published.pointee.load(ordering: .relaxed) &+ 1
        // Releasing, pairs with the acquiring fence in `load`: a reader that met a word written
        // below also sees that value `next - 1` was published.
        atomicMemoryFence(ordering: .releasing)
        unsafe write(source, to: next)
        // Releasing, pairs with the acquiring load in `load`: the words are written before the
        // value is published.
        unsafe published.pointee.store(next, ordering: .releasing)
    }

    /// Copies the newest value to `target`.
    ///
    /// - Returns: false where three more were published meanwhile; `target` holds no value then.
    @usableFromInline
    func load(_ target: UnsafeMutableRawPointer) -> Bool {
        // Acquiring, pairs with the releasing store in `store`.
        let before = unsafe published.pointee.load(ordering: .acquiring)
        unsafe read(from: before, to: target)
        // Acquiring, pairs with the releasing fence in `store`: where a word above was one of value
        // `before + 4`, the load below finds at least `before + 3`.
        atomicMemoryFence(ordering: .acquiring)
        // Relaxed: ordered by the fence.
        let after = unsafe published.pointee.load(ordering: .relaxed)
        return after &- before <= Self.slots - 2
    }
}

extension CellMemory {
    private var published: UnsafeMutablePointer<Atomic<Int>> {
        unsafe base.assumingMemoryBound(to: Atomic<Int>.self)
    }

    private func slot(_ number: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
        let offset = Self.line + number % Self.slots * slotBytes
        return unsafe (base + offset).assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    private func write(_ source: UnsafeRawPointer, to number: Int) {
        let slot = unsafe slot(number)
        let words = size / 8
        for word in 0..<words {
            let bits = unsafe source.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
            unsafe slot[word].store(bits, ordering: .relaxed)
        }
        guard size % 8 > 0 else { return }
        var rest: UInt64 = 0
        unsafe withUnsafeMutableBytes(of: &rest) {
            unsafe $0.copyMemory(
                from: UnsafeRawBufferPointer(start: source + words * 8, count: size % 8))
        }
        unsafe slot[words].store(rest, ordering: .relaxed)
    }

    private func read(from number: Int, to target: UnsafeMutableRawPointer) {
        let slot = unsafe slot(number)
        let words = size / 8
        for word in 0..<words {
            let bits = unsafe slot[word].load(ordering: .relaxed)
            unsafe target.storeBytes(of: bits, toByteOffset: word * 8, as: UInt64.self)
        }
        guard size % 8 > 0 else { return }
        let rest = unsafe slot[words].load(ordering: .relaxed)
        unsafe withUnsafeBytes(of: rest) {
            unsafe UnsafeMutableRawBufferPointer(start: target + words * 8, count: size % 8)
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<(size % 8)]))
        }
    }
}
