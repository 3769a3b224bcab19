import LockFree
import Promises
import Testing

/// Two threads, one ring: everything in ``Forbidden`` must not happen.
@Suite(.serialized) struct SPSCRingStressTests {
    @Test(arguments: [1, 2, 64, 4096])
    func deliversSingleElementsOnceInOrderAndWhole(capacity: Int) {
        let outcome = deliver(
            "single elements", capacity: capacity, send: pushSingly,
            receive: { consumer, delivery in
                guard let stamp = consumer.pop() else { return 0 }
                delivery.receive(stamp)
                return 1
            })
        #expect(outcome.isEmpty)
    }

    @Test(arguments: [1, 2, 64, 4096])
    func deliversBatchesOnceInOrderAndWhole(capacity: Int) {
        let outcome = deliver(
            "batches", capacity: capacity, send: pushInBatches,
            receive: { consumer, delivery in
                consumer.drain(limit: 64) { delivery.receive($0) }
            })
        #expect(outcome.isEmpty)
    }

    @Test func deliversBatchesToOneWhoTakesSingleElements() {
        let outcome = deliver(
            "batches to single elements", capacity: 128, send: pushInBatches,
            receive: { consumer, delivery in
                guard let stamp = consumer.pop() else { return 0 }
                delivery.receive(stamp)
                return 1
            })
        #expect(outcome.isEmpty)
    }
}

private typealias Send = @Sendable (inout RingProducer<Stamp>, _ count: Int) -> Void
private typealias Receive = @Sendable (inout RingConsumer<Stamp>, inout Delivery) -> Int

/// Carries stamps from one thread to another; each thread destroys its end.
private func deliver(
    _ name: String, capacity: Int, send: @escaping Send, receive: @escaping Receive
) -> Set<Forbidden> {
    let count = stressOperations
    let line = PromiseLine(promise: "P15", part: "ring of \(capacity), \(name)", seed: 0)
    let ring = SPSCRing<Stamp>(capacity: capacity)
    let producerEnd = Handover(ring.producer)
    let consumerEnd = Handover(ring.consumer)
    let sending = OwnThread {
        var producer = producerEnd.take()
        send(&producer, count)
    }
    let receiving = OwnThread {
        var consumer = consumerEnd.take()
        var delivery = Delivery(expecting: count)
        var received = 0
        var waiting = Backoff()
        while received < count {
            let taken = receive(&consumer, &delivery)
            received += taken
            if taken > 0 { waiting.reset() } else { waiting.idle() }
        }
        if consumer.pop() != nil { delivery.receive(Stamp(.max)) }
        return delivery.outcome()
    }
    sending.join()
    let outcome = receiving.join()
    report(line, operations: count, forbidden: outcome.count)
    return outcome
}

@Sendable private func pushSingly(into producer: inout RingProducer<Stamp>, count: Int) {
    var waiting = Backoff()
    for number in 0..<UInt64(count) {
        while !producer.push(Stamp(number)) { waiting.idle() }
        waiting.reset()
    }
}

/// Batches of 1 to 97, so that they meet the end of the ring in every way.
@Sendable private func pushInBatches(into producer: inout RingProducer<Stamp>, count: Int) {
    var waiting = Backoff()
    var next = 0
    var size = 1
    while next < count {
        let batch = (next..<min(next + size, count)).map { Stamp(UInt64($0)) }
        let taken = producer.push(contentsOf: batch.span)
        next += taken
        size = size * 31 % 97 + 1
        if taken > 0 { waiting.reset() } else { waiting.idle() }
    }
}
