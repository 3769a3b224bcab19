import Testing

/// The judge of the stress tests finds each forbidden outcome.
@Suite struct DeliveryTests {
    private func outcome(of numbers: [UInt64]) -> Set<Forbidden> {
        var delivery = Delivery(expecting: 3)
        numbers.forEach { delivery.receive(Stamp($0)) }
        return delivery.outcome()
    }

    @Test func acceptsEachElementOnceInOrder() {
        #expect(outcome(of: [0, 1, 2]).isEmpty)
    }

    @Test func findsLostElement() {
        #expect(outcome(of: [0, 2]) == [.lost])
    }

    @Test func findsDoubledElement() {
        #expect(outcome(of: [0, 1, 1, 2]) == [.doubled])
    }

    @Test func findsReorderedElement() {
        #expect(outcome(of: [0, 2, 1]) == [.reordered])
    }

    @Test func findsInventedElement() {
        #expect(outcome(of: [0, 1, 2, 3]) == [.invented])
    }

    @Test func findsTornElement() {
        let torn = Stamp(tornFrom: 1, 0)
        var delivery = Delivery(expecting: 3)
        for stamp in [Stamp(0), torn, Stamp(2)] { delivery.receive(stamp) }
        #expect(delivery.outcome() == [.torn])
    }
}
