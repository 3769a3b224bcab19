import Engine
import Testing

/// What goes wrong leaves the truth as it is, and can be set right from what arrives.
@Suite struct FaultTests {
    private static let all = Set(FaultKind.allCases)
    private static let shift = 12 * SimulatedShift.hour

    @Test func nothingGoesWrongUnlessAsked() throws {
        let shift = try SimulatedShift(seed: 4, length: Self.shift)
        let received = DisturbedShift(shift, []).received
        let isSame = received.messages.map(\.message) == shift.messages
        #expect(isSame)
        #expect(received.allSatisfy { $0.isOnTime })
        #expect(received.count == shift.messages.count)
    }

    @Test(arguments: Scenario.names)
    func everyMessageArrives(name: String) throws {
        let shift = try SimulatedShift(of: name, seed: 4, length: Self.shift)
        let messages = DisturbedShift(shift, [.late, .connection, .restart]).received.messages
        // A packet identifier stands for one message: the second time it comes again.
        var first: [Int: Message] = [:]
        var isRepeatMarked = true
        for (message, packet, isMarked) in messages {
            if let known = first[packet] {
                isRepeatMarked = isRepeatMarked && isMarked && known == message
            } else {
                first[packet] = message
            }
        }
        #expect(isRepeatMarked)
        #expect(messages.count > first.count, "some come twice")
        let isSame = Array(first.values).counted == shift.messages.counted
        #expect(isSame)
    }

    @Test(arguments: Scenario.names)
    func backlogsComeFarBehindNewerMessages(name: String) throws {
        let shift = try SimulatedShift(of: name, seed: 4, length: Self.shift)
        let messages = DisturbedShift(shift, [.late]).received.messages.map(\.message)
        for unit in shift.settings.scenario.stations.indices {
            var newest: Milliseconds = 0
            var furthest: Milliseconds = 0
            for message in messages where message.unit == unit {
                furthest = max(furthest, newest - message.time)
                newest = max(newest, message.time)
            }
            #expect(furthest > 10 * 60_000, "station \(unit) by \(furthest) ms")
        }
    }

    @Test(arguments: Scenario.names)
    func countersThatBeginAgainLoseNothing(name: String) throws {
        let shift = try SimulatedShift(of: name, seed: 4, length: Self.shift)
        let said = DisturbedShift(shift, [.reset]).received.messages.map(\.message)
        for unit in shift.settings.scenario.stations.indices {
            let counts = said.compactMap { $0.unit == unit ? $0.counts : nil }
            let drops = zip(counts, counts.dropFirst()).count { $1.made < $0.made }
            #expect(drops > 2, "station \(unit)")
            let result = try #require(shift.truth.totals.first { $0.unit == unit })
            let made = result.pieces.made + result.outside.made
            #expect(counts.map(\.made).produced == made)
            let scrap = result.pieces.scrap + result.outside.scrap
            #expect(counts.map(\.scrap).produced == scrap)
        }
    }

    @Test func countersRollOver() throws {
        let shift = try SimulatedShift(seed: 4, length: Self.shift)
        let said = DisturbedShift(shift, [.reset], modulus: 1000).received.messages
        let counts = said.compactMap { $0.message.unit == 0 ? $0.message.counts?.made : nil }
        let tops = zip(counts, counts.dropFirst()).count { $0 >= 900 && $1 < 100 }
        #expect(tops > 2)
        #expect((counts.max() ?? 0) < 1000)
        let result = try #require(shift.truth.totals.first)
        let rises = zip(counts, counts.dropFirst()).map { before, after in
            after >= before ? after - before : before >= 900 ? after + 1000 - before : after
        }
        #expect(rises.reduce(0, +) == result.pieces.made + result.outside.made)
    }

    @Test func interruptionsBeginAndEnd() throws {
        let shift = try SimulatedShift(of: "machining", seed: 4, length: Self.shift)
        let received = DisturbedShift(shift, [.connection, .restart]).received
        var isDown = false
        var isInOrder = true
        var last: Milliseconds = 0
        for reception in received {
            isInOrder = isInOrder && last <= reception.instant
            last = reception.instant
            switch reception {
            case .message: isInOrder = isInOrder && !isDown
            case .connectionLost, .restart:
                isInOrder = isInOrder && !isDown
                isDown = true
            case .connectionUp:
                isInOrder = isInOrder && isDown
                isDown = false
            }
        }
        #expect(isInOrder)
        #expect(!isDown)
        #expect(received.contains { if case .restart = $0 { true } else { false } })
        #expect(received.contains { if case .connectionLost = $0 { true } else { false } })
    }

    @Test func sameSeedSameFaults() throws {
        let shift = try SimulatedShift(seed: 4, length: Self.shift)
        let isSame =
            DisturbedShift(shift, Self.all).received == DisturbedShift(shift, Self.all).received
        #expect(isSame)
    }

    @Test func oneKindMoreChangesNoOther() throws {
        let shift = try SimulatedShift(seed: 4, length: Self.shift)
        let alone = DisturbedShift(shift, [.reset]).received.messages.map(\.message)
        let both = DisturbedShift(shift, [.reset, .late]).received.messages.map(\.message)
        let isSame = alone.counted == both.counted
        #expect(isSame)
    }
}

/// A shift as it arrives where things go wrong.
private struct DisturbedShift {
    private(set) var received: [Reception] = []

    init(_ shift: SimulatedShift, _ kinds: Set<FaultKind>, modulus: Int64? = nil) {
        let plan = FaultPlan(kinds, of: shift.settings, modulus: modulus)
        var faults = PlantFaults(plan)
        var network = Network(plan)
        for message in shift.messages {
            faults.take(message) { network.take($1, at: $0, into: &received) }
        }
        faults.finish(at: shift.truth.end) { network.take($1, at: $0, into: &received) }
        network.finish(at: shift.truth.end, into: &received)
    }
}

extension Reception {
    fileprivate var instant: Milliseconds {
        switch self {
        case .message(_, let at, _, _): at
        case .connectionLost(let at), .restart(let at), .connectionUp(let at): at
        }
    }

    fileprivate var isOnTime: Bool {
        if case .message(let message, let at, _, _) = self { message.time == at } else { false }
    }
}

extension [Reception] {
    fileprivate var messages: [(message: Message, packet: Int, isMarked: Bool)] {
        compactMap {
            guard case .message(let message, _, let packet, let isMarked) = $0 else { return nil }
            return (message, packet, isMarked)
        }
    }
}

extension Message {
    fileprivate var counts: (made: Int64, scrap: Int64)? {
        guard case .status(_, _, let made, let scrap) = content else { return nil }
        return (made, scrap)
    }
}

extension [Message] {
    /// How often each is there.
    fileprivate var counted: [Message: Int] {
        reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

extension [Int64] {
    /// What a counter counted that begins again at zero now and then.
    fileprivate var produced: Int64 {
        zip(self, dropFirst()).reduce(0) { $0 + ($1.1 >= $1.0 ? $1.1 - $1.0 : $1.1) }
    }
}
