import LockFree
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
