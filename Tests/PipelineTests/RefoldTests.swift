import Journal
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Pipeline

/// Messages that come when what happened after them is settled already.
@Suite struct RefoldTests {
    /// The total has a topic and a time of its own.
    private static let old = "topic: t, field: m,"
    private static let new = "topic: total, field: m, time: ts,"

    /// A pulse a second, a state now and then, a total and a product seldom: all with times of
    /// their own.
    ///
    /// Of every other seed what is seldom is very seldom, so that a late one reaches far.
    private static func messages(seconds: Int64, seed: UInt64) -> [Happening.Message] {
        var random = Draw(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
        var messages: [Happening.Message] = []
        let rarity: UInt64 = seed % 2 == 0 ? 4 : 400
        var made: UInt64 = 0
        for second in 1...seconds {
            let time = (1_772_409_600 + second) * 1000
            func add(_ fields: String, _ topic: String = "t") {
                messages.append(
                    .init(topic: topic, payload: "{\"ts\":\(time),\(fields)}", second: second))
            }
            add("\"n\":1", "pulse")
            made += random.below(3)
            // Now and then the counter begins anew.
            if random.below(900) == 0 { made = 0 }
            if random.below(rarity) == 0 {
                add("\"s\":\([6, 2, 9, 11, 3][Int(random.below(5))])")
            }
            if random.below(rarity) == 0 { add("\"m\":\(made)", "total") }
        }
        return messages
    }

    private static func fold(
        _ messages: [Happening.Message], flushedEvery: Int, settledEvery: Int
    ) throws -> Workplace {
        let place = try Workplace(replacing: old, with: new)
        try place.open()
        try place.takeAll([
            .event(.started, second: 0), .event(.connectionUp(sessionPresent: false), second: 0),
        ])
        for (number, message) in messages.enumerated() {
            try place.take(.message(message))
            if number % flushedEvery == flushedEvery - 1 {
                try place.commit()
                try place.flush()
            }
            if number % settledEvery == settledEvery - 1 { try place.settle() }
        }
        try place.takeAll([.event(.tick, second: 20_000)])
        try place.settle()
        return place
    }

    /// Blocks of the stream come thousands of events late.
    private static func delayed(
        _ messages: [Happening.Message], _ seed: UInt64
    ) -> [Happening.Message] {
        var random = Draw(state: seed &+ 77)
        var left = messages
        var withheld: [[Happening.Message]] = []
        for _ in 0..<3 {
            let from = Int(random.below(UInt64(left.count / 2)))
            let count = Int(random.below(600)) + 1
            withheld.append(Array(left[from..<(from + count)]))
            left.removeSubrange(from..<(from + count))
        }
        for block in withheld.shuffled(using: &random) {
            let place = left.count - Int(random.below(UInt64(left.count / 4)))
            left.insert(contentsOf: block, at: place)
        }
        return left.map { message in
            var message = message
            message.second = 9000
            return message
        }
    }

    private func facts(_ place: Workplace) throws -> [Fact] {
        try place.store.facts(
            unit: "l/u", knownIn: -10...(1 << 40), names: PlantNames(place.plant))
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func factsAreThoseOfTheRightOrder(seed: UInt64) throws {
        let messages = Self.messages(seconds: 5000, seed: seed)
        let right = try Self.fold(messages, flushedEvery: 1000, settledEvery: 100_000)
        let late = try Self.fold(
            Self.delayed(messages, seed), flushedEvery: seed % 2 == 0 ? 97 : 1500,
            settledEvery: seed % 3 == 0 ? 700 : 100_000)
        let (expected, found) = (try facts(right), try facts(late))
        #expect(expected.count > 1500 && expected == found, "seed \(seed)")
        let counts = try late.counts
        #expect(counts.isBalanced && counts.lateSetAside == 0, "seed \(seed)")
        #expect(try late.store.waiting(among: ["l/u"]).isEmpty)
        #expect(try right.store.changes(unit: "l/u", over: .all, limit: 100).isEmpty)
        let changes = try late.store.changes(unit: "l/u", over: .all, limit: 100)
        #expect(!changes.isEmpty && changes.allSatisfy { $0.cause == .late && $0.change.late > 0 })
        #expect(try late.sums(0, 6000) == right.sums(0, 6000), "seed \(seed)")
    }

    /// The live part goes on from a state that only a late message said.
    @Test func aLateWordCanHoldUntilNow() throws {
        var messages = (1...1200).map { second in
            Happening.Message(
                topic: "pulse",
                payload: "{\"ts\":\((1_772_409_600 + Int64(second)) * 1000),\"n\":1}",
                second: Int64(second))
        }
        messages.append(.init(payload: "{\"ts\":1772409620000,\"s\":6}", second: 1300))
        let place = try Self.fold(messages, flushedEvery: 300, settledEvery: 100_000)
        #expect(place.lane?.board.now.isBalanced == true)
        let sums = try place.sums(0, 1200)
        #expect(sums.production == 1180 * nanosecondsPerSecond)
        #expect(sums.unknown == 20 * nanosecondsPerSecond)
        let change = try place.store.changes(unit: "l/u", over: .all, limit: 100)
        #expect(change.count == 1 && change[0].change.late == 1)
    }

    @Test func aPatchIsRefusedWhereTheLivePartWentOn() throws {
        let place = try Workplace()
        try place.open()
        func pulses(_ seconds: ClosedRange<Int64>) throws {
            try place.takeAll(
                seconds.map { second in
                    let time = (1_772_409_600 + second) * 1000
                    return .message(
                        .init(
                            topic: "pulse", payload: "{\"ts\":\(time),\"n\":1}", second: second))
                } + [.event(.tick, second: seconds.upperBound)])
            try place.flush()
        }
        try pulses(1...1000)
        try place.takeAll([
            .message(.init(payload: "{\"ts\":1772409620000,\"s\":6,\"m\":1}", second: 1000)),
            .event(.tick, second: 1000),
        ])
        try place.flush()
        let lane = try #require(place.lane)
        var refolding = lane.refolding
        let patch = try #require(try refolding.next())
        #expect(patch.movesLivePart)
        try pulses(1001...2000)
        lane.offer.make(patch)
        try pulses(2001...2002)
        #expect(lane.offer.outcome == .refused)
        let followed = try #require(try refolding.follow())
        lane.offer.make(followed)
        try pulses(2003...2004)
        #expect(try refolding.next() == nil)
        let sums = try place.sums(0, 2004)
        #expect(sums.production == 1984 * nanosecondsPerSecond)
        #expect(sums.pieces.scrap == 2003 * quantityScale)
    }

    /// What came late to places far apart is several patches, made one behind the other; what comes
    /// meanwhile waits for the next turn.
    @Test func whatWaitedIsFoldedInOneTurn() throws {
        let place = try Workplace()
        try place.open()
        func pulses(_ seconds: [Int64], received: Int64) throws {
            try place.takeAll(
                seconds.map { second in
                    let time = (1_772_409_600 + second) * 1000
                    return .message(
                        .init(
                            topic: "pulse", payload: "{\"ts\":\(time),\"n\":1}",
                            second: received))
                } + [.event(.tick, second: received)])
            try place.flush()
        }
        try pulses(Array(1...4000), received: 4000)
        try pulses([10, 1000, 2000], received: 4001)
        let lane = try #require(place.lane)
        var refolding = lane.refolding
        for isLast in [false, false, true, true] {
            let patch = try #require(try refolding.next())
            #expect(patch.usedUp.count == 1 && !patch.movesLivePart)
            #expect(refolding.hasMore == !isLast)
            if patch.usedUp == [1] { try pulses([20], received: 4002) }
            lane.offer.make(patch)
            try place.flush()
        }
        #expect(try refolding.next() == nil && !refolding.hasMore)
        #expect(try place.sums(0, 4001).pieces.scrap == 4004 * quantityScale)
    }

    /// Killed between any two steps, the facts are the same: what waits is in the store.
    @Test func aKillLosesNothingThatWaits() throws {
        let messages = Self.messages(seconds: 3000, seed: 5)
        let right = try Self.fold(messages, flushedEvery: 1000, settledEvery: 100_000)
        let place = try Workplace(replacing: Self.old, with: Self.new)
        try place.open()
        try place.takeAll([
            .event(.started, second: 0), .event(.connectionUp(sessionPresent: false), second: 0),
        ])
        var random = Draw(state: 3)
        for message in Self.delayed(messages, 5) {
            try place.take(.message(message))
            guard random.below(50) == 0 else { continue }
            try place.commit()
            try place.flush()
            guard random.below(8) == 0 else { continue }
            if random.below(2) == 0 { try place.settle() }
            place.kill()
            try place.mend(replacing: Self.old, with: Self.new)
            try place.open()
        }
        try place.takeAll([.event(.tick, second: 20_000)])
        try place.settle()
        #expect(try facts(place) == facts(right))
    }

    /// What was folded with one piece a count is not folded again with two.
    @Test func whatWasFoldedUnderOtherRulesStands() throws {
        let place = try Workplace()
        try place.open()
        func pulse(_ second: Int64, received: Int64? = nil) -> Happening {
            .message(
                .init(
                    topic: "pulse",
                    payload: "{\"ts\":\((1_772_409_600 + second) * 1000),\"n\":1}",
                    second: received ?? second))
        }
        try place.takeAll((1...1000).map { pulse($0) } + [.event(.tick, second: 1000)])
        try place.flush()
        try place.mend(replacing: "type: delta", with: "type: delta, pieces_per_count: 2")
        try place.open()
        try place.takeAll([pulse(10, received: 1001), .event(.tick, second: 1001)])
        try place.settle()
        let counts = try place.counts
        #expect(counts.lateSetAside == 1 && counts.isBalanced)
        #expect(try place.sums(0, 700).pieces.scrap == 699 * quantityScale)
        #expect(try place.store.changes(unit: "l/u", over: .all, limit: 10).isEmpty)
        #expect(try place.store.findings(unit: "l/u", over: .all).contains { $0.kind == .late })
    }

    /// Our clock stood a month ahead, and was set right: what comes late then is late by minutes.
    @Test func aClockThatStoodAheadTakesNothingAway() throws {
        let place = try Workplace()
        try place.open()
        let month: Int64 = 30 * 86_400
        for begin in [0, month] {
            let pulses = (1...1200).map { number in
                let second = begin + Int64(number)
                return Happening.message(
                    .init(
                        topic: "pulse",
                        payload: "{\"ts\":\((1_772_409_600 + second) * 1000),\"n\":1}",
                        second: second))
            }
            try place.takeAll(pulses + [.event(.tick, second: begin + 1200)])
            try place.flush()
        }
        try place.takeAll([
            .message(.init(payload: "{\"ts\":1772409620000,\"s\":6,\"m\":1}", second: 1300)),
            .event(.tick, second: 1300),
        ])
        try place.settle()
        let counts = try place.counts
        #expect(counts.lateSetAside == 0 && counts.isBalanced)
        #expect(try place.sums(0, 1200).production == 1180 * nanosecondsPerSecond)
        #expect(try place.store.waiting(among: ["l/u"]).isEmpty)
    }

    @Test func whatIsOlderThanWhatIsKeptIsSetAside() throws {
        let place = try Workplace(replacing: "time_zone:", with: "lateness: 1 h, time_zone:")
        try place.open()
        for hour in Int64(0)...40 {
            let pulses = (0..<600).map { number in
                let second = hour * 3600 + Int64(number)
                return Happening.message(
                    .init(
                        topic: "pulse",
                        payload: "{\"ts\":\((1_772_409_600 + second) * 1000),\"n\":1}",
                        second: second))
            }
            try place.takeAll(pulses + [.event(.tick, second: hour * 3600 + 600)])
            try place.flush()
        }
        #expect(try place.store.settled(unit: "l/u", from: .min, limit: 1)[0].chunk.after > 0)
        try place.mend()
        try place.open()
        try place.takeAll([
            .message(
                .init(topic: "pulse", payload: "{\"ts\":1772409605000,\"n\":1}", second: 145_000)),
            .event(.tick, second: 145_000),
        ])
        try place.settle()
        let counts = try place.counts
        #expect(counts.lateSetAside == 1 && counts.isBalanced)
        #expect(try place.store.findings(unit: "l/u", over: .all).contains { $0.kind == .late })
    }
}

extension TimeSpan {
    fileprivate static var all: TimeSpan { TimeSpan(from: .distantPast, to: .distantFuture) }
}

/// A small generator: the same numbers everywhere.
private struct Draw: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
}
