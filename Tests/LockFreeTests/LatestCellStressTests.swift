import LockFree
import Testing

/// One writer, two readers; forbidden: a value of parts of two, an older value after a newer one,
/// and not seeing the last value once the writer is done.
@Suite(.serialized) struct LatestCellStressTests {
    @Test func readsSmallValuesWholeAndForwards() {
        let outcome = watch(
            LatestCellWriter(initial: Stamp(0)), stores: stressOperations, make: Stamp.init,
            read: { $0.isWhole ? $0.number : nil })
        #expect(outcome == [Watch(), Watch()])
    }

    @Test func readsLargeValuesWholeAndForwards() {
        let outcome = watch(
            LatestCellWriter(initial: Large(repeating: 0)), stores: stressOperations / 20,
            make: { Large(repeating: $0) },
            read: { value in
                value.indices.allSatisfy { value[$0] == value[0] } ? value[0] : nil
            })
        #expect(outcome == [Watch(), Watch()])
    }
}

/// 2 KB.
private typealias Large = InlineArray<256, UInt64>

/// What a reader saw that must not happen.
private struct Watch: Hashable, Sendable {
    var torn = 0
    var backwards = 0
    var missedTheLast = false
}

private func watch<Value: BitwiseCopyable & Sendable>(
    _ writer: consuming LatestCellWriter<Value>, stores: Int,
    make: @escaping @Sendable (UInt64) -> Value, read: @escaping @Sendable (Value) -> UInt64?
) -> [Watch] {
    let cell = writer.cell
    let end = Handover(writer)
    let first = OwnThread { reader(of: cell, last: UInt64(stores), read) }
    let second = OwnThread { reader(of: cell, last: UInt64(stores), read) }
    let writing = OwnThread {
        var writer = end.take()
        for number in 1...UInt64(stores) {
            writer.store(make(number))
        }
    }
    writing.join()
    return [first.join(), second.join()]
}

/// Reads until the last value has come, or a good while after nothing new comes.
private func reader<Value>(
    of cell: LatestCell<Value>, last: UInt64, _ read: (Value) -> UInt64?
) -> Watch {
    var watch = Watch()
    var newest: UInt64 = 0
    var standing = 0
    while newest < last, standing < 50_000_000, watch.torn < 1_000 {
        guard let number = read(cell.load()) else {
            watch.torn += 1
            continue
        }
        if number < newest { watch.backwards += 1 }
        standing = number == newest ? standing + 1 : 0
        newest = max(newest, number)
    }
    watch.missedTheLast = newest != last
    return watch
}
