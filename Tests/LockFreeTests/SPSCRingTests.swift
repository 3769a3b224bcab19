import LockFree
import Testing

@Suite struct SPSCRingTests {
    @Test func handsElementsOutInOrder() {
        let ring = SPSCRing<Int>(capacity: 4)
        var producer = ring.producer
        var consumer = ring.consumer
        let taken = [producer.push(1), producer.push(2), producer.push(3)]
        let received = [consumer.pop(), consumer.pop(), consumer.pop(), consumer.pop()]
        #expect(taken == [true, true, true])
        #expect(received == [1, 2, 3, nil])
    }

    @Test(arguments: [1, 2, 8]) func refusesElementWhenFull(capacity: Int) {
        let ring = SPSCRing<Int>(capacity: capacity)
        var producer = ring.producer
        var consumer = ring.consumer
        let taken = (0...capacity).map { producer.push($0) }
        let first = consumer.pop()
        let takenAgain = producer.push(100)
        #expect(taken == Array(repeating: true, count: capacity) + [false])
        #expect(first == 0)
        #expect(takenAgain)
        #expect(contents(of: &consumer) == Array(1..<capacity) + [100])
    }

    @Test func takesAsManyAsFitFromBatch() {
        let ring = SPSCRing<Int>(capacity: 8)
        var producer = ring.producer
        var consumer = ring.consumer
        let taken = [
            producer.push(contentsOf: [0, 1, 2, 3, 4].span),
            producer.push(contentsOf: [5, 6, 7, 8, 9].span),
            producer.push(contentsOf: [8].span),
        ]
        #expect(taken == [5, 3, 0])
        #expect(contents(of: &consumer) == Array(0...7))
    }

    @Test func takesNothingFromEmptyBatch() {
        let ring = SPSCRing<Int>(capacity: 2)
        var producer = ring.producer
        let taken = producer.push(contentsOf: [Int]().span)
        #expect(taken == 0)
        #expect(producer.free == 2)
    }

    @Test func keepsOrderAcrossTheEndOfTheRing() {
        let ring = SPSCRing<Int>(capacity: 8)
        var producer = ring.producer
        var consumer = ring.consumer
        var received: [Int] = []
        for start in stride(from: 0, to: 500, by: 5) {
            _ = producer.push(contentsOf: Array(start..<start + 5).span)
            received += contents(of: &consumer)
        }
        #expect(received == Array(0..<500))
    }

    @Test func drainsNoMoreThanTheLimit() {
        let ring = SPSCRing<Int>(capacity: 8)
        var producer = ring.producer
        var consumer = ring.consumer
        _ = producer.push(contentsOf: [1, 2, 3, 4, 5].span)
        var received: [Int] = []
        let counts = [0, 3, 3, 3].map { limit in
            consumer.drain(limit: limit) { received.append($0) }
        }
        #expect(counts == [0, 3, 2, 0])
        #expect(received == [1, 2, 3, 4, 5])
    }

    @Test func drainsWhatCameAfterItLastLooked() {
        let ring = SPSCRing<Int>(capacity: 8)
        var producer = ring.producer
        var consumer = ring.consumer
        _ = producer.push(contentsOf: [1, 2, 3].span)
        _ = consumer.pop()
        _ = producer.push(contentsOf: [4, 5, 6].span)
        #expect(contents(of: &consumer) == [2, 3, 4, 5, 6])
    }

    @Test func givesRoomBackOnlyAfterTheBatchIsRead() {
        let ring = SPSCRing<Int>(capacity: 4)
        var producer = ring.producer
        var consumer = ring.consumer
        _ = producer.push(contentsOf: [1, 2, 3, 4].span)
        var accepted: [Bool] = []
        _ = consumer.drain(limit: 4) { _ in accepted.append(producer.push(9)) }
        #expect(accepted == [false, false, false, false])
        #expect(producer.free == 4)
    }

    @Test func countsWhatWaitsAndWhatFits() {
        let ring = SPSCRing<Int>(capacity: 4)
        var producer = ring.producer
        var consumer = ring.consumer
        let empty = [producer.free, consumer.count]
        _ = producer.push(contentsOf: [1, 2, 3].span)
        let three = [producer.free, consumer.count]
        _ = consumer.pop()
        let two = [producer.free, consumer.count]
        #expect([empty, three, two] == [[4, 0], [1, 3], [2, 2]])
        #expect([producer.capacity, consumer.capacity] == [4, 4])
    }

    @Test func carriesElementsWithOddSizes() {
        struct Odd: BitwiseCopyable, Sendable, Equatable {
            var number: UInt64
            var flag: UInt8
        }
        let ring = SPSCRing<Odd>(capacity: 2)
        var producer = ring.producer
        var consumer = ring.consumer
        let sent = (0..<9).map { Odd(number: $0, flag: UInt8($0)) }
        let received = sent.map { element in
            producer.push(element) ? consumer.pop() : nil
        }
        #expect(received == sent)
    }

    @Test func lastsAsLongAsOneEndLasts() {
        var consumer = filledRing()
        let received = [consumer.pop(), consumer.pop()]
        #expect(received == [7, nil])
    }

    private func filledRing() -> RingConsumer<Int> {
        let ring = SPSCRing<Int>(capacity: 2)
        var producer = ring.producer
        _ = producer.push(7)
        return ring.consumer
    }

    @Test(arguments: [0, 12]) func refusesCapacityThatIsNoPowerOfTwo(capacity: Int) async {
        await #expect(processExitsWith: .failure) { [capacity] in
            _ = SPSCRing<Int>(capacity: capacity)
        }
    }
}

private func contents(of consumer: inout RingConsumer<Int>) -> [Int] {
    var elements: [Int] = []
    _ = consumer.drain(limit: .max) { elements.append($0) }
    return elements
}
