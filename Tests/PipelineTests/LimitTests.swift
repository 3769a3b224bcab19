import Decoding
import Foundation
import Journal
import Plant
import Production
import Storage
import StorageSQLite
import Synchronization
import Telemetry
import Testing

@testable import Pipeline

/// What a lane keeps at most: exactly at each limit, and one beyond.
@Suite struct LimitTests {
    private let meter = LimitMeter()

    private func message(_ payload: String, topic: String = "t", at second: Int64) -> Happening {
        .message(.init(topic: topic, payload: payload, second: second, qos: 0))
    }

    private func lane(_ place: Workplace) throws -> Lane {
        try Lane(
            plant: place.plant, broker: 0, journalDirectory: place.journal, store: place.store,
            meter: meter)
    }

    private func take(_ happening: Happening, _ lane: Lane) throws {
        guard case .message(let message) = happening else { return }
        try lane.intake.receive(
            topic: Array(message.topic.utf8).span, payload: Array(message.payload.utf8).span,
            at: Happening.at(message.second), qos: message.qos, packetID: 0, retained: false,
            duplicate: false)
    }

    @Test func waitsWhereTheQuarantineIsFullAndLosesNothing() throws {
        let place = try Workplace()
        let lane = try lane(place)
        let limit = PipelineLimits.quarantine.value
        // Each batch ends with a mark, over which nothing is counted up.
        func refuse(_ count: Int) throws {
            for number in 0..<count {
                try take(message("{broken", at: Int64(number)), lane)
                try lane.intake.commit()
                _ = try lane.intake.pump(heldByQuarantine: true)
                while lane.core.turn() > 0 {}
            }
        }
        try refuse(limit)
        #expect(lane.intake.backlog == 0 && meter.count(PipelineLimits.quarantine) == 0)
        try refuse(1)
        #expect(lane.intake.backlog == 1 && meter.count(PipelineLimits.quarantine) > 0)
        #expect(!(try lane.intake.pump(heldByQuarantine: true)))
        // The store has them: decoding goes on.
        try place.store.commit(try #require(lane.core.takeFlush()))
        #expect(try lane.intake.pump(heldByQuarantine: true))
        while lane.core.turn() > 0 {}
        try place.store.commit(try #require(lane.core.takeFlush()))
        #expect(try place.store.quarantine().map(\.count) == [Int64(limit + 1)])
        #expect(try place.counts[.quarantined] == UInt64(limit + 1) && place.counts.isBalanced)
    }

    @Test func namesSoManyUnboundTopicsAndCountsTheOthersTogether() throws {
        let place = try Workplace()
        let lane = try lane(place)
        let limit = PipelineLimits.unboundTopics.value
        for number in 0..<limit * 2 {
            try take(message("1", topic: "x/\(number % limit)", at: 1), lane)
        }
        try lane.intake.commit()
        try lane.catchUp()
        lane.intake.tell(at: Happening.at(2))
        let within = lane.health.reading.topics
        #expect(within.unbound.entries.map(\.received) == Array(repeating: 2, count: limit))
        #expect(within.unbound.others == 0 && meter.count(PipelineLimits.unboundTopics) == 0)
        for number in 0..<5000 { try take(message("1", topic: "y/\(number)", at: 3), lane) }
        try lane.intake.commit()
        try lane.catchUp()
        lane.intake.tell(at: Happening.at(4))
        let beyond = lane.health.reading.topics
        #expect(beyond.unbound.entries.count == limit && beyond.unbound.others == 5000)
        #expect(meter.count(PipelineLimits.unboundTopics) == 5000)
        #expect(beyond.received == UInt64(limit * 2 + 5000) && beyond.sum == beyond.received)
    }

    @Test func tellsThatTheRingWasFull() throws {
        let place = try Workplace()
        let lane = try lane(place)
        // A message gives two samples, a batch three tallies and a mark; room for what a record may
        // give at most is asked for before each.
        let margin = 2 * place.plant.signals.count + 16
        let fitting = (PipelineLimits.ring.value - margin - 4) / 2
        func send(_ count: Int) throws {
            for number in 0..<count {
                let payload = "{\"ts\":\((1_772_409_600 + number) * 1000),\"s\":6,\"m\":\(number)}"
                try take(message(payload, at: Int64(number)), lane)
            }
            try lane.intake.commit()
            _ = try lane.intake.pump()
        }
        try send(fitting)
        #expect(lane.intake.backlog == 0 && meter.count(PipelineLimits.ring) == 0)
        try send(margin)
        #expect(lane.intake.backlog > 0 && meter.count(PipelineLimits.ring) > 0)
        try lane.catchUp()
        #expect(lane.intake.backlog == 0)
    }

    @Test func quarantinesWhatNestsTooDeep() throws {
        let place = try Workplace()
        let lane = try lane(place)
        func nested(_ depth: Int) -> String {
            let inner = depth - 1
            return "{\"ts\":1772409601000,\"s\":6,\"m\":1,\"x\":"
                + String(repeating: "[", count: inner) + "1"
                + String(repeating: "]", count: inner) + "}"
        }
        try take(message(nested(DecodingLimits.depth.value), at: 1), lane)
        try lane.intake.commit()
        try lane.catchUp()
        #expect(meter.count(DecodingLimits.depth) == 0)
        try take(message(nested(DecodingLimits.depth.value + 1), at: 2), lane)
        try lane.intake.commit()
        try lane.catchUp()
        #expect(meter.count(DecodingLimits.depth) == 1)
        try place.store.commit(try #require(lane.core.takeFlush()))
        #expect(try place.counts[.decoded] == 1 && place.counts[.quarantined] == 1)
    }

    @Test func commitsAGroupThatIsFullByItself() throws {
        let place = try Workplace()
        let lane = try lane(place)
        for _ in 0..<JournalLimits.groupRecords - 1 { try take(message("1", at: 1), lane) }
        #expect(lane.intake.lastDurableRecord == 0 && meter.count(JournalLimits.fullGroup) == 0)
        try take(message("1", at: 1), lane)
        #expect(lane.intake.lastDurableRecord == UInt64(JournalLimits.groupRecords - 1))
        #expect(meter.count(JournalLimits.fullGroup) == 1)
    }

    @Test func tellsOfOneEventTooManyInASecond() throws {
        let place = try Workplace()
        let lane = try lane(place)
        let limit = FoldLimits.events.value
        func send(_ range: Range<Int>) throws {
            for number in range {
                // A pulse of an own millionth of the second each.
                let payload = "{\"ts\":\"2026-03-02T00:00:01.\(100_000 + number)Z\",\"n\":1}"
                try take(message(payload, topic: "pulse", at: 2), lane)
            }
            try lane.intake.commit()
            try lane.catchUp()
            try place.store.commit(try #require(lane.core.takeFlush()))
        }
        try send(0..<limit)
        #expect(meter.count(FoldLimits.events) == 0)
        try send(limit..<limit + 1)
        #expect(meter.count(FoldLimits.events) == 1)
        #expect(try place.counts.lateSetAside == 1 && place.counts.isBalanced)
    }

    @Test(arguments: [(-1, 0), (0, 1), (1, 1)] as [(Int, UInt64)])
    func foldsSoManyLateEventsAtOnce(beyond: Int, full: UInt64) throws {
        let place = try Workplace()
        let lane = try lane(place)
        let limit = PipelineLimits.lateEvents.value
        // Of second `number % spread + 1`, each with a millisecond of its own.
        func send(_ count: Int, spread: Int, millisecond: Int, received: Int64?) throws {
            for number in 0..<count {
                let second = number % spread + 1
                let time = (1_772_409_600 + second) * 1000 + millisecond + number / spread
                try take(
                    message(
                        "{\"ts\":\(time),\"n\":1}", topic: "pulse", at: received ?? Int64(second)),
                    lane)
            }
            try lane.intake.commit()
            try lane.catchUp()
            if let flush = lane.core.takeFlush() { try place.store.commit(flush) }
        }
        try send(2000, spread: 2000, millisecond: 0, received: nil)
        try send(limit + beyond, spread: 900, millisecond: 1, received: 2001)
        var refolding = lane.refolding
        var taken: [Int] = []
        while let patch = try refolding.next() {
            taken.append(patch.usedUp.count)
            lane.offer.make(patch)
            try place.store.commit(try #require(lane.core.takeFlush()))
        }
        #expect(taken == (beyond > 0 ? [limit, beyond] : [limit + beyond]))
        #expect(meter.count(PipelineLimits.lateEvents) == full)
        #expect(try place.counts.lateSetAside == 0 && place.counts.isBalanced)
        let made = Int64(2000 + limit + beyond)
        #expect(try place.sums(0, 3000).pieces.scrap == made * quantityScale)
    }

    @Test func keepsTheJournalForItsAgeAndNotLonger() throws {
        let place = try Workplace()
        let lane = try Lane(
            plant: place.plant, broker: 0, journalDirectory: place.journal, store: place.store,
            meter: meter, ringCapacity: Lane.ringCapacity
        ) { path throws(JournalError) in
            try JournalWriter(directory: path, options: JournalOptions(segmentBytes: 64 << 10))
        }
        // Of the second part so many messages stay, whatever their age.
        for (second, count) in [(Int64(0), 5000), (Int64(10), 34_000)] {
            for _ in 0..<count {
                try take(.message(.init(payload: "{}", second: second, qos: 1)), lane)
            }
            try lane.intake.commit()
            try lane.catchUp()
        }
        func segments(at now: Timestamp) throws -> Int {
            try lane.intake.retain(stored: lane.core.position, now: now)
            lane.intake.tell(at: now)
            return try FileManager.default.contentsOfDirectory(atPath: place.journal)
                .count { $0.hasSuffix(".journal") }
        }
        let all = try segments(at: Happening.at(11))
        let age = Int64(JournalLimits.age.value) * 86_400
        #expect(try segments(at: Happening.at(age)) == all)
        #expect(meter.count(JournalLimits.age) == 0)
        let left = try segments(at: Happening.at(age) + 1)
        #expect(left < all)
        #expect(meter.count(JournalLimits.age) == 0, "it is told once a second")
        _ = try segments(at: Happening.at(age + 2))
        #expect(meter.count(JournalLimits.age) == UInt64(all - left))
        #expect(meter.count(JournalLimits.size) == 0)
    }

    @Test func tellsOfAReadingThatAddsTooMuch() throws {
        let place = try Workplace()
        let lane = try lane(place)
        func send(_ pieces: Int, at second: Int64) throws {
            let time = (1_772_409_600 + second) * 1000
            try take(message("{\"ts\":\(time),\"n\":\(pieces)}", topic: "pulse", at: second), lane)
            try lane.intake.commit()
            try lane.catchUp()
            try place.store.commit(try #require(lane.core.takeFlush()))
        }
        try send(FoldLimits.reading.value, at: 1)
        #expect(meter.count(FoldLimits.reading) == 0)
        try send(FoldLimits.reading.value + 1, at: 2)
        #expect(meter.count(FoldLimits.reading) == 1)
    }

    @Test func tellsOfAValueThatIsNotSummed() throws {
        let place = try Workplace(
            replacing: "type: delta }",
            with: "type: delta }\n          heat: { kind: measurement, topic: h, unit: Cel }")
        let lane = try lane(place)
        func send(_ value: Int, at second: Int64) throws {
            try take(message("\(value)", topic: "h", at: second), lane)
            try lane.intake.commit()
            try lane.catchUp()
            try place.store.commit(try #require(lane.core.takeFlush()))
        }
        try send(FoldLimits.value.value, at: 1)
        #expect(meter.count(FoldLimits.value) == 0)
        try send(FoldLimits.value.value + 1, at: 2)
        #expect(meter.count(FoldLimits.value) == 1)
    }

    @Test(.timeLimit(.minutes(1))) func refusesAnErrandTooMany() async throws {
        let gate = DispatchSemaphore(value: 0)
        let writer = StoreWriter(store: try Workplace().store, meter: meter) { _ in }
        let limit = PipelineLimits.errands.value
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<limit {
                group.addTask { try? await writer.perform { gate.wait() } }
            }
            while writer.health.pending < limit { await Task.yield() }
            #expect(meter.count(PipelineLimits.errands) == 0)
            let error = await #expect(throws: StoreError.self) { try await writer.perform {} }
            #expect(error?.code == .busy && meter.count(PipelineLimits.errands) == 1)
            for _ in 0..<limit { gate.signal() }
        }
        try await writer.perform {}
        writer.finish()
    }
}
