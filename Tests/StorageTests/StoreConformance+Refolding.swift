import Plant
import Production
import Storage
import Telemetry
import Testing

/// What every store must do with settled parts and late events.
extension StoreConformance {
    /// 1,200 seconds of a counter, then events that come late.
    private func laneWithLateEvents(_ plant: Plant) throws -> HandLane {
        var lane = HandLane(plant, try open())
        lane.state("a", .producing, at: 0)
        for second in 1...Int64(1200) { lane.count("a", "made", second, at: second) }
        try lane.commit(at: 1200)
        lane.say("a", "state", Int64(UnitState.faulted.rawValue), at: 20, received: 1201)
        lane.say("a", "product", 1, at: 10, received: 1201)
        try lane.commit(at: 1202)
        return lane
    }

    func keepsWhatIsSettledAndWhatCameLate() throws {
        _ = try laneWithLateEvents(try Fixtures.plant())
        let store = try open()
        #expect(try store.waiting(among: ["l/b", "l/a"]) == ["l/a"])
        let late = try store.late(unit: "l/a", limit: 10)
        #expect(late.events.map(\.time) == [Fixtures.at(10), Fixtures.at(20)])
        #expect(late.names.map(\.products) == [["p", "q"], ["p", "q"]])
        #expect(try store.late(unit: "l/a", limit: 1).events.count == 1)
        let chunks = try store.settled(unit: "l/a", from: .min, limit: 100).map(\.chunk)
        #expect(chunks.count >= 3 && chunks[0].after == .min)
        #expect(zip(chunks, chunks.dropFirst()).allSatisfy { $0.until == $1.after })
        let second = try store.settled(unit: "l/a", from: chunks[0].until + 1, limit: 1)
        #expect(second.map(\.chunk) == [chunks[1]])
        #expect(try store.settled(unit: "l/b", from: .min, limit: 1).isEmpty)
    }

    /// Chunks that nothing can be late for any more go with the next that come.
    func forgetsWhatIsSettledForLong() throws {
        let plant = try Fixtures.plant()
        var lane = try laneWithLateEvents(plant)
        let store = try open()
        lane.settledSeconds = 4 * 3600
        for minute in Int64(30)...2600 {
            lane.count("a", "made", 2000 + minute, at: minute * 60)
            if minute % 100 == 0 { try lane.commit(at: minute * 60) }
        }
        let left = try store.settled(unit: "l/a", from: .min, limit: 100).map(\.chunk)
        let last = try #require(left.last)
        #expect(left[0].until > Fixtures.start + 1200)
        #expect(left[0].after <= last.until - lane.settledSeconds)
    }

    /// A clock that stood days ahead for a while says nothing of how old a chunk is.
    func keepsWhatIsSettledWhereTheClockStoodAhead() throws {
        let plant = try Fixtures.plant()
        var lane = try laneWithLateEvents(plant)
        let store = try open()
        let month: Int64 = 30 * 86_400
        for second in Int64(0)...1200 {
            lane.count("a", "made", 2000 + second, at: month + second)
            if second % 100 == 0 { try lane.commit(at: month + second) }
        }
        let first = try #require(try store.settled(unit: "l/a", from: .min, limit: 1).first)
        #expect(first.chunk.after == .min)
    }

    func storesAPatchWhole() throws {
        let plant = try Fixtures.plant()
        var lane = try laneWithLateEvents(plant)
        let store = try open()
        let names = PlantNames(plant)
        let start = try #require(try store.settled(unit: "l/a", from: .min, limit: 1).first)
        let batch = try store.late(unit: "l/a", limit: 10)
        let indices = start.names.change(to: names)
        var refold = try Refold(
            plant: plant, subject: 0, from: start.chunk, indices: indices)
        try refold.take(
            start.chunk, indices: indices, late: batch.events,
            lateIndices: batch.names.map { $0.change(to: names) })
        for stored in try store.settled(unit: "l/a", from: refold.reached + 1, limit: 100) {
            #expect(try !refold.joins(stored.chunk, indices: indices))
            try refold.take(stored.chunk, indices: indices, late: [], lateIndices: [])
        }
        let known = try store.facts(
            unit: "l/a", knownIn: Fixtures.start...refold.reached, names: names)
        #expect(known.map(\.knownBy) == known.map(\.knownBy).sorted() && known.count > 256)
        var patch = refold.patch(replacing: known, joins: false, late: 2)
        patch.usedUp = batch.numbers
        #expect(patch.movesLivePart && patch.change?.late == 2)
        let isAccepted = lane.fold.accept(patch)
        #expect(isAccepted)
        try lane.commit(at: 1203, patches: [patch])
        #expect(try store.waiting(among: ["l/a"]).isEmpty)
        let facts = try store.facts(unit: "l/a", over: Fixtures.span(0, 1300), names: names)
        #expect(facts.conditions.last?.condition.state == .faulted)
        #expect(facts.conditions.last?.condition.product == 1)
        #expect(facts.pieces.reduce(0) { $0 + $1.count.quantity } == 1199 * quantityScale)
        let changes = try store.changes(unit: "l/a", over: Fixtures.span(15, 16), limit: 100)
        #expect(changes.map(\.change) == [patch.change] && changes[0].cause == .late)
        #expect(try store.changes(unit: "l/b", over: Fixtures.span(0, 2000), limit: 100).isEmpty)
        #expect(try store.changes(unit: "l/a", over: Fixtures.span(-100, -50), limit: 100).isEmpty)
        try store.reset(lane: "shopfloor", paths: ["l/a"])
        #expect(try store.settled(unit: "l/a", from: .min, limit: 1).isEmpty)
    }
}
