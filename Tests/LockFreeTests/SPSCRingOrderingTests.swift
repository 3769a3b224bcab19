import LockFree
import Synchronization
import Testing

/// Makes every memory ordering of the ring visible to the thread sanitizer.
///
/// Elements are single words: larger ones are copied by `memcpy`, whose accesses the sanitizer of
/// this toolchain does not report in release. Without the sanitizer these tests prove little.
@Suite(.serialized) struct SPSCRingOrderingTests {
    @Test(arguments: [1, 64]) func writesWordBeforeItIsTakenAndTakesItBeforeItIsWrittenAgain(
        capacity: Int
    ) {
        let inOrder = carryWords(capacity: capacity) { consumer, next in
            guard let word = consumer.pop() else { return true }
            next += 1
            return word == next - 1
        }
        #expect(inOrder)
    }

    @Test(arguments: [1, 64]) func readsDrainedWordsBeforeTheyAreWrittenAgain(capacity: Int) {
        let inOrder = carryWords(capacity: capacity) { consumer, next in
            var inOrder = true
            _ = consumer.drain(limit: 16) { word in
                inOrder = inOrder && word == next
                next += 1
            }
            return inOrder
        }
        #expect(inOrder)
    }

    /// Nothing but the count of ends orders what the producer wrote before the consumer frees it:
    /// an ordering that is too weak is a race, which the sanitizer reports.
    @Test func freesWhatTheOtherEndWroteLast() {
        for _ in 0..<100 {
            let ring = SPSCRing<UInt64>(capacity: 1)
            let producerEnd = Handover(ring.producer)
            let consumerEnd = Handover(ring.consumer)
            let isLeft = LooseFlag()
            let writing = OwnThread {
                writeAndLeave(producerEnd.take())
                isLeft.raise()
            }
            let freeing = OwnThread {
                let consumer = consumerEnd.take()
                while !isLeft.isRaised {}
                _ = consume consumer
            }
            writing.join()
            freeing.join()
        }
    }
}

private func writeAndLeave(_ producer: consuming RingProducer<UInt64>) {
    _ = producer.push(7)
}

/// Tells another thread something without ordering anything else.
private final class LooseFlag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .relaxed) }

    func raise() { value.store(true, ordering: .relaxed) }
}

/// Carries the numbers from 0 on; `take` takes some and says whether they came in order.
private func carryWords(
    capacity: Int,
    take: @escaping @Sendable (inout RingConsumer<UInt64>, _ next: inout UInt64) -> Bool
) -> Bool {
    let count = UInt64(stressOperations)
    let ring = SPSCRing<UInt64>(capacity: capacity)
    let producerEnd = Handover(ring.producer)
    let consumerEnd = Handover(ring.consumer)
    let sending = OwnThread {
        var producer = producerEnd.take()
        var waiting = Yielding()
        for word in 0..<count {
            while !producer.push(word) { waiting.idle() }
        }
    }
    let receiving = OwnThread {
        var consumer = consumerEnd.take()
        var waiting = Yielding()
        var next: UInt64 = 0
        var inOrder = true
        while next < count {
            let before = next
            inOrder = take(&consumer, &next) && inOrder
            if next == before { waiting.idle() }
        }
        return inOrder
    }
    sending.join()
    return receiving.join()
}
