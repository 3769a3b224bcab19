import Engine
import Testing

@Suite struct LineTests {
    /// Body, two welders, packer.
    static let units = 0..<4

    @Test func sameSeedGivesSameBytes() throws {
        let first = try SimulatedShift(seed: 5)
        let second = first.again()
        let isSame = first.payloads == second.payloads
        #expect(isSame)
        let isSameTruth =
            first.truth.json(line: "l", published: 1, acknowledged: 1)
            == second.truth.json(line: "l", published: 1, acknowledged: 1)
        #expect(isSameTruth)
        let isOther = try SimulatedShift(seed: 6).payloads != first.payloads
        #expect(isOther)
    }

    /// A stored digest notices a change of the draws, which would make old recordings false.
    @Test func seedOneStaysWhatItWas() throws {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for payload in try SimulatedShift(seed: 1).payloads {
            for byte in payload.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        #expect(digest == 12_440_702_616_653_282_858)
    }

    @Test func messagesComeInTheOrderOfTheirTimes() throws {
        let times = try SimulatedShift(seed: 2).messages.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(times.first == SimulatedShift.morning)
        #expect(times.last == SimulatedShift.morning + 8 * SimulatedShift.hour)
    }

    @Test(arguments: units)
    func unitSpeaksEveryTenSecondsAndOncePerMillisecond(unit: Int) throws {
        let times = try SimulatedShift(seed: 3).statuses(of: unit).map(\.time)
        let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
        #expect(gaps.allSatisfy { (1...10_000).contains($0) })
    }

    @Test(arguments: units)
    func unitSpeaksAtEveryEdge(unit: Int) throws {
        let hour = SimulatedShift.hour
        let shift = try SimulatedShift(seed: 4, length: 24 * hour)
        let times = Set(shift.statuses(of: unit).map(\.time))
        let hours = (0...24).map { $0 * hour }
        let breaks = [285, 750, 1230].map { Int64($0) * 60_000 }
        let missing = (hours + breaks).filter { !times.contains(SimulatedShift.morning + $0) }
        #expect(missing.isEmpty)
    }

    @Test(arguments: units)
    func countersStartAsAskedAndRiseByOne(unit: Int) throws {
        let statuses = try SimulatedShift(seed: 7, countersStart: 4200).statuses(of: unit)
        let first = try #require(statuses.first)
        #expect(first.total == 4200 && first.bad == 42)
        let rises = zip(statuses, statuses.dropFirst()).map {
            ($1.total - $0.total, $1.bad - $0.bad)
        }
        #expect(rises.allSatisfy { (0...1).contains($0.0) && (0...$0.0).contains($0.1) })
    }

    /// At every instant: nothing is made downstream that was not good upstream, and the buffers
    /// hold no more than they can, with one piece in work and one held by each unit.
    @Test(arguments: [UInt64(1), 2, 3], [Int64(1), 10])
    func piecesFlowThroughFiniteBuffers(seed: UInt64, scale: Int64) throws {
        let start: Int64 = 100_000
        let shift = try SimulatedShift(
            seed: seed, length: scale * SimulatedShift.hour, cycleScale: scale,
            countersStart: start)
        let capacity = 240 / scale
        var total = [Int64](repeating: start, count: 4)
        var good = [Int64](repeating: start - start / 100, count: 4)
        let goodAtStart = good[0]
        var isConserved = true
        for (index, message) in shift.messages.enumerated() {
            guard case .status(_, _, let made, let bad) = message.content else { continue }
            total[message.unit] = made
            good[message.unit] = made - bad
            let next = index + 1
            if next < shift.messages.count, shift.messages[next].time == message.time { continue }
            let bodies = good[0] - goodAtStart - (total[1] + total[2] - 2 * start)
            let masks = good[1] + good[2] - 2 * goodAtStart - (total[3] - start)
            isConserved = isConserved && (0...capacity + 3).contains(bodies)
            isConserved = isConserved && (0...capacity + 4).contains(masks)
        }
        #expect(isConserved)
    }

    @Test(arguments: units)
    func orderIsAnnouncedInSetupBeforeItsFirstPiece(unit: Int) throws {
        let shift = try SimulatedShift(seed: 1, length: 24 * SimulatedShift.hour)
        let statuses = shift.statuses(of: unit)
        let orders = shift.messages.compactMap { message -> Milliseconds? in
            guard message.unit == unit, case .order = message.content else { return nil }
            return message.time
        }
        #expect(orders.count >= 5)
        #expect(orders.first == SimulatedShift.morning)
        for time in orders.dropFirst() {
            let during = statuses.filter { (time...time + 200_000).contains($0.time) }
            #expect(during.first?.state == .setup)
            #expect(during.allSatisfy { $0.total == during[0].total })
        }
    }

    @Test func alarmEndsBeforeTheNextBegins() throws {
        let shift = try SimulatedShift(seed: 9, length: 24 * SimulatedShift.hour)
        for unit in Self.units {
            let codes = shift.messages.compactMap { message -> String?? in
                guard message.unit == unit, case .alarm(let code) = message.content else {
                    return nil
                }
                return .some(code)
            }
            #expect(codes.count > 20)
            let pairs = zip(codes, codes.dropFirst())
            #expect(pairs.allSatisfy { ($0 == nil) != ($1 == nil) })
            #expect(codes.compactMap(\.self).allSatisfy { ["17", "21", "33"].contains($0) })
        }
    }
}
