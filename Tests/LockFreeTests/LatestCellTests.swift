import LockFree
import Testing

@Suite struct LatestCellTests {
    @Test func readsTheInitialValueUntilOneIsStored() {
        var writer = LatestCellWriter(initial: 7)
        let cell = writer.cell
        #expect(cell.load() == 7)
        writer.store(8)
        #expect(cell.load() == 8)
    }

    @Test func readsTheNewestOfManyValues() {
        var writer = LatestCellWriter(initial: Stamp(0))
        for number in 1...10 as ClosedRange<UInt64> {
            writer.store(Stamp(number))
            writer.store(Stamp(number + 100))
            let read = writer.cell.load()
            #expect(read.number == number + 100 && read.isWhole)
        }
    }

    @Test func outlivesItsWriter() {
        #expect(cellOfGoneWriter().load() == 5)
    }

    private func cellOfGoneWriter() -> LatestCell<Int> {
        var writer = LatestCellWriter(initial: 0)
        writer.store(5)
        return writer.cell
    }

    @Test func holdsValuesSmallerThanAWord() {
        var writer = LatestCellWriter(initial: UInt8(1))
        writer.store(200)
        #expect(writer.cell.load() == 200)
    }

    @Test func holdsValuesThatEndWithinAWord() {
        struct Odd: BitwiseCopyable, Sendable, Equatable {
            var number: UInt64
            var tail: UInt32
            var flag: Bool
        }
        var writer = LatestCellWriter(initial: Odd(number: 0, tail: 0, flag: false))
        let odd = Odd(number: .max, tail: 0x1234_5678, flag: true)
        writer.store(odd)
        #expect(writer.cell.load() == odd)
    }

    @Test func holdsValuesOfSomeKilobytes() {
        var writer = LatestCellWriter(initial: InlineArray<512, UInt64>(repeating: 0))
        let value = InlineArray<512, UInt64> { UInt64($0) * 3 }
        writer.store(value)
        let read = writer.cell.load()
        #expect(read.indices.allSatisfy { read[$0] == value[$0] })
    }
}
