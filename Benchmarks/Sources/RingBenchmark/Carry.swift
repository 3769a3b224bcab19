import CPeerQueues
import LockFree
import Synchronization

/// One cache line, as `CPeerQueues` carries it.
struct Element: BitwiseCopyable, Sendable {
    var number: UInt64
    var rest: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    init(_ number: UInt64, _ first: UInt64) {
        self.number = number
        rest = (first, 0, 0, 0, 0, 0, 0)
    }
}

/// One burst: all elements from one thread to another, in nanoseconds an element.
enum Carry {
    static let batch = 64

    static func elements(batched: Bool) -> UInt64 { batched ? 4_000_000 : 1_000_000 }

    /// The ring of this package.
    static func ours(batched: Bool) -> Double {
        let elements = elements(batched: batched)
        let sum = Sum()
        let time = ContinuousClock().measure {
            let ring = SPSCRing<Element>(capacity: Int(peerQueueCapacity))
            let producerEnd = Handover(ring.producer)
            let consumerEnd = Handover(ring.consumer)
            let sending = BenchmarkThread {
                var producer = producerEnd.take()
                if batched {
                    pushBatches(into: &producer, elements)
                } else {
                    push(into: &producer, elements)
                }
            }
            let receiving = BenchmarkThread {
                var consumer = consumerEnd.take()
                sum.set(batched ? drain(&consumer, elements) : pop(&consumer, elements))
            }
            sending.join()
            receiving.join()
        }
        check(sum.get(), elements)
        return time / .nanoseconds(1) / Double(elements)
    }

    /// A peer's queue, its loops in C++.
    static func peer(_ way: PeerWay, batched: Bool) -> Double {
        let elements = elements(batched: batched)
        var sum: UInt64 = 0
        let time = unsafe peerCarry(way, elements, &sum)
        check(sum, elements)
        return time / Double(elements)
    }

    private static func check(_ sum: UInt64, _ elements: UInt64) {
        precondition(sum == elements * (elements - 1) / 2, "every element arrives once")
    }
}

extension Carry {
    private static func push(into producer: inout RingProducer<Element>, _ elements: UInt64) {
        var waiting = Patience()
        for number in 0..<elements {
            let element = Element(number, number)
            while !producer.push(element) { waiting.idle() }
        }
    }

    private static func pushBatches(
        into producer: inout RingProducer<Element>, _ elements: UInt64
    ) {
        var waiting = Patience()
        var batch = Array(repeating: Element(0, 0), count: batch)
        for start in stride(from: 0, to: elements, by: batch.count) {
            let count = min(batch.count, Int(elements - start))
            fill(&batch, count, from: start)
            var pushed = 0
            while pushed < count {
                let taken = producer.push(contentsOf: batch.span.extracting(pushed..<count))
                if taken == 0 { waiting.idle() }
                pushed += taken
            }
        }
    }

    /// Through a span, for an Array would be checked for uniqueness at every element.
    private static func fill(_ batch: inout [Element], _ count: Int, from start: UInt64) {
        var places = batch.mutableSpan
        for place in 0..<count {
            places[place] = Element(start &+ UInt64(place), start)
        }
    }

    private static func pop(_ consumer: inout RingConsumer<Element>, _ elements: UInt64) -> UInt64 {
        var waiting = Patience()
        var sum: UInt64 = 0
        var received: UInt64 = 0
        while received < elements {
            guard let element = consumer.pop() else {
                waiting.idle()
                continue
            }
            sum &+= element.number
            received += 1
        }
        return sum
    }

    private static func drain(_ consumer: inout RingConsumer<Element>, _ elements: UInt64) -> UInt64
    {
        var waiting = Patience()
        var sum: UInt64 = 0
        var received: UInt64 = 0
        while received < elements {
            let taken = consumer.drain(limit: batch) { sum &+= $0.number }
            if taken == 0 { waiting.idle() }
            received += UInt64(taken)
        }
        return sum
    }
}

/// What the consumer adds up, given to the thread that waits for it.
private final class Sum: Sendable {
    private let value = Atomic<UInt64>(0)
    func set(_ sum: UInt64) { value.store(sum, ordering: .relaxed) }
    func get() -> UInt64 { value.load(ordering: .relaxed) }
}
