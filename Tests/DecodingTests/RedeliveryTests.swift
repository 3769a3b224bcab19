import Testing

@testable import Decoding

@Suite struct RedeliveryTests {
    private func mark(_ packetID: UInt16, _ payload: String = "1") -> DeliveryMark {
        let topic = Array("l1/u1/pulse".utf8)
        let payload = Array(payload.utf8)
        return DeliveryMark(packetID: packetID, topic: topic.span, payload: payload.span)
    }

    /// Asks and remembers, as the caller does.
    private func receive(
        _ memory: inout RedeliveryMemory, _ mark: DeliveryMark, duplicate: Bool = false
    ) -> Redelivery {
        let found = memory.judge(mark, duplicate: duplicate)
        memory.remember(mark)
        return found
    }

    @Test func knowsARedeliveryAfterAResumedSession() {
        var memory = RedeliveryMemory()
        memory.resumed(false)
        for id: UInt16 in 11...13 { #expect(receive(&memory, mark(id)) == .none) }
        memory.resumed(true)
        #expect(receive(&memory, mark(12), duplicate: true) == .certain)
        #expect(receive(&memory, mark(13), duplicate: true) == .certain)
        #expect(receive(&memory, mark(14), duplicate: true) == .none)
        #expect(receive(&memory, mark(15)) == .none)
    }

    @Test func needsMarkSessionTopicAndPayload() {
        var memory = RedeliveryMemory()
        _ = receive(&memory, mark(1))
        let isKnownUnresumed = memory.isRedelivery(mark(1), duplicate: true)
        memory.resumed(true)
        let isKnownUnmarked = memory.isRedelivery(mark(1), duplicate: false)
        let isKnownOther = memory.isRedelivery(mark(1, "2"), duplicate: true)
        let isKnownElsewhere = memory.isRedelivery(mark(2), duplicate: true)
        let isKnown = memory.isRedelivery(mark(1), duplicate: true)
        #expect(!isKnownUnresumed && !isKnownUnmarked && !isKnownOther && !isKnownElsewhere)
        #expect(isKnown)
    }

    @Test func usesEachMatchOnce() {
        var memory = RedeliveryMemory()
        _ = receive(&memory, mark(1))
        memory.resumed(true)
        let first = memory.isRedelivery(mark(1), duplicate: true)
        let second = memory.isRedelivery(mark(1), duplicate: true)
        #expect(first && !second)
    }

    @Test func knowsAMessageThatComesAThirdTime() {
        var memory = RedeliveryMemory()
        _ = receive(&memory, mark(1))
        for _ in 0..<3 {
            memory.resumed(true)
            #expect(receive(&memory, mark(1), duplicate: true) == .certain)
        }
    }

    @Test func forgetsWithANewSession() {
        var memory = RedeliveryMemory()
        _ = receive(&memory, mark(1))
        memory.resumed(false)
        memory.resumed(true)
        #expect(receive(&memory, mark(1), duplicate: true) == .none)
    }

    @Test func findsTheRightOneOfMessagesThatShareAnId() {
        var memory = RedeliveryMemory()
        for payload in ["a", "b", "c"] { _ = receive(&memory, mark(7, payload)) }
        memory.resumed(true)
        for payload in ["b", "a", "c"] {
            let isKnown = memory.isRedelivery(mark(7, payload), duplicate: true)
            #expect(isKnown, "\(payload)")
        }
        let isKnown = memory.isRedelivery(mark(7, "b"), duplicate: true)
        #expect(!isKnown)
    }

    @Test func doubtsWhereSeveralEqualMessagesShareAnId() {
        var memory = RedeliveryMemory()
        for _ in 0..<2 { _ = receive(&memory, mark(1)) }
        memory.resumed(true)
        #expect(receive(&memory, mark(1), duplicate: true) == .doubtful)
    }

    @Test func tellsHowOftenItBecameFull() {
        var memory = RedeliveryMemory()
        for number in 1..<RedeliveryMemory.capacity { memory.remember(mark(1, String(number))) }
        #expect(memory.timesFull == 0)
        memory.remember(mark(1))
        #expect(memory.timesFull == 1)
    }

    @Test(arguments: [1, 7, 40_000, 65_535])
    func remembersExactlyTheLast32000(_ ids: Int) {
        var memory = RedeliveryMemory()
        let total = 100_000
        func message(_ number: Int) -> DeliveryMark {
            mark(UInt16(1 + number % ids), String(number))
        }
        for number in 0..<total { memory.remember(message(number)) }
        memory.resumed(true)
        let oldest = total - RedeliveryMemory.capacity
        var wrong = 0
        for number in [0, 1, oldest - 2, oldest - 1] {
            if memory.isRedelivery(message(number), duplicate: true) { wrong += 1 }
        }
        for number in [oldest, oldest + 1, oldest + 16_000, total - 2, total - 1] {
            if !memory.isRedelivery(message(number), duplicate: true) { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test func agreesWithAPlainModel() {
        var generator = SeededGenerator(state: 42)
        var memory = RedeliveryMemory()
        var model: [(mark: DeliveryMark, isUsed: Bool)] = []
        memory.resumed(true)
        var wrong = 0
        for _ in 0..<3_000 {
            let mark = mark(
                UInt16.random(in: 1...20, using: &generator),
                String(Int.random(in: 0...3, using: &generator)))
            let equal = model.indices.filter { model[$0].mark == mark && !model[$0].isUsed }
            let expected: Redelivery =
                equal.isEmpty ? .none : equal.count == 1 ? .certain : .doubtful
            if expected == .certain { model[equal[0]].isUsed = true }
            if receive(&memory, mark, duplicate: true) != expected { wrong += 1 }
            model.append((mark, false))
        }
        #expect(wrong == 0)
    }
}
