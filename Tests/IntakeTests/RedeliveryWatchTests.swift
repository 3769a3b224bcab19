import Testing

@testable import Intake

@Suite struct RedeliveryWatchTests {
    private func line(_ dup: Int, _ packet: Int, qos: Int = 1) -> PublishLogLine {
        let bytes = Array("Client c received PUBLISH (d\(dup), q\(qos), r0, m\(packet), 't'".utf8)
        guard let line = PublishLogLine(bytes.span, clientIDBytes: 1) else {
            preconditionFailure("the test writes a good line")
        }
        return line
    }

    @Test func isClosedInANewSession() {
        var watch = RedeliveryWatch(window: 3)
        watch.connected(sessionPresent: false)
        watch.announce(line(1, 1))
        let duplicate = watch.isDuplicate(qos: 1, packetID: 1)
        #expect(!watch.isOpen && !duplicate)
    }

    @Test func tellsDuplicatesOfAResumedSession() {
        var watch = RedeliveryWatch(window: 3)
        watch.connected(sessionPresent: true)
        watch.announce(line(1, 7))
        let first = watch.isDuplicate(qos: 1, packetID: 7)
        let second = watch.isDuplicate(qos: 1, packetID: 7)
        #expect(first && !second, "each line is used once")
    }

    @Test func doesNotPairAnotherMessage() {
        var watch = RedeliveryWatch(window: 3)
        watch.connected(sessionPresent: true)
        watch.announce(line(1, 7))
        let duplicate = watch.isDuplicate(qos: 1, packetID: 8)
        #expect(!duplicate)
    }

    @Test func closesAfterAWindowOfUnmarkedMessages() {
        var watch = RedeliveryWatch(window: 3)
        watch.connected(sessionPresent: true)
        for packet in [1, 2] {
            watch.announce(line(0, packet))
            _ = watch.isDuplicate(qos: 1, packetID: UInt16(packet))
        }
        #expect(watch.isOpen)
        watch.announce(line(0, 3))
        _ = watch.isDuplicate(qos: 1, packetID: 3)
        #expect(!watch.isOpen)
    }

    @Test func staysOpenForADuplicateAmongNewOnes() {
        var watch = RedeliveryWatch(window: 2)
        watch.connected(sessionPresent: true)
        let duplicates = [(0, 1), (1, 2), (0, 3)].map { dup, packet in
            watch.announce(line(dup, packet))
            return watch.isDuplicate(qos: 1, packetID: UInt16(packet))
        }
        #expect(duplicates == [false, true, false] && watch.isOpen)
    }

    @Test func isNotClosedByMessagesWithoutAcknowledgement() {
        var watch = RedeliveryWatch(window: 1)
        watch.connected(sessionPresent: true)
        for _ in 0..<5 {
            watch.announce(line(0, 0, qos: 0))
            _ = watch.isDuplicate(qos: 0, packetID: 0)
        }
        #expect(watch.isOpen)
    }
}
