import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// Figures of lines, plants and products are sums of those of units; stops are each listed once.
@Suite struct RollUpTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(path: folder.path + "/facts.sqlite")
    }

    @Test func rollsUpFromUnitsOverLinesToThePlantBySums() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, store)
        var random = SeededGenerator(seed: 7)
        try lane.work(until: 7200, &random)
        let figures = Figures(plant: plant, store: store)
        let whole = [(span: Fixtures.span(0, 7200), shift: ShiftOccurrence?.none)]
        let units = try [0, 1].map { try figures.figures(unit: $0, over: whole)[0].sums }
        let line = try figures.figures(line: 0, over: whole)[0]
        let all = try figures.figures(.plant, over: whole)[0]
        #expect(line.sums == units[0].adding(units[1]) && line.sums.pieces.made > 0)
        #expect(all.sums == line.sums && all.unit == "test" && all.line == nil)
        #expect(all.output == line.output)
        let products = try figures.figures(byProductOf: .line(0), over: whole)
        #expect(products.map(\.product) == [0, 1])
        #expect(products[0].sums.adding(products[1].sums) == line.sums)
        let output = products.compactMap { $0.output?.good }.reduce(0, +)
        #expect(output == line.output?.good && output > 0)
    }

    @Test(arguments: 0..<10)
    func givesTheSameWhetherFactsAreReadTogetherOrOneByOne(seed: UInt64) throws {
        let plant = try Fixtures.plant(unit: "heartbeat: 20 s, minor_stop: 50 s,")
        var lane = HandLane(plant, store)
        var random = SeededGenerator(seed: seed)
        try lane.work(until: 9000, &random)
        let figures = Figures(plant: plant, store: store)
        let hours = stride(from: Int64(0), to: 9000, by: 900).map {
            (span: Fixtures.span($0, $0 + 900), shift: ShiftOccurrence?.none)
        }
        let together = try figures.figures(line: 0, over: hours)
        for (place, hour) in hours.enumerated() {
            let alone = try figures.figures(line: 0, over: [hour])[0]
            #expect(alone.sums == together[place].sums, "seed \(seed), \(place)")
            #expect(alone.output == together[place].output, "seed \(seed), \(place)")
        }
        let whole = try figures.figures(line: 0, over: [(Fixtures.span(0, 9000), nil)])[0]
        #expect(together.reduce(into: Sums()) { $0 += $1.sums } == whole.sums, "seed \(seed)")
        let stops = try figures.stops(units: [0, 1], over: Fixtures.span(0, 9000))
        #expect(stops.stops.count == whole.sums.stops, "seed \(seed)")
        #expect(stops.sums.delays == whole.sums.delays, "seed \(seed)")
    }

    /// A stop over an edge is listed on both sides, each time whole, and counted where it begins.
    @Test func listsAStopThatAnEdgeCutsWithItsWholeLength() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, store)
        lane.state("a", .producing, at: 0)
        lane.state("a", .stopped, at: 3500)
        lane.state("a", .faulted, at: 3650)
        lane.say("a", "reason", 0, at: 3660)
        lane.state("a", .producing, at: 3900)
        lane.say("a", "reason", -1, at: 3900)
        lane.state("a", .stopped, at: 7000)
        try lane.commit(at: 7100)
        let figures = Figures(plant: plant, store: store)
        let hours = try [(0, 3600), (3600, 7200)].map {
            try figures.stops(units: [0], over: Fixtures.span($0, $1)).stops.map(\.stop)
        }
        #expect(hours[0].map(\.length) == [400 * nanosecondsPerSecond])
        #expect(hours[1].first == hours[0].first)
        #expect(hours[0][0].states == [.stopped, .faulted] && !hours[0][0].isOpen)
        #expect(hours[1].map(\.isOpen) == [false, true])
        #expect(hours[1].map(\.reason) == [.declared(0), .none])
    }
}

extension HandLane {
    /// Two units that run, stop, fall silent and change product until a second.
    fileprivate mutating func work(until end: Int64, _ random: inout SeededGenerator) throws {
        let states: [UnitState] = [
            .producing, .producing, .producing, .stopped, .starved, .faulted, .setup, .unknown,
        ]
        var made: [String: Int64] = ["a": 0, "b": 0]
        for unit in ["a", "b"] {
            say(unit, "product", 0, at: 0)
            state(unit, .producing, at: 0)
            for counter in ["made", "scrap"] { count(unit, counter, 0, at: 0) }
        }
        var second: Int64 = 1
        while second < end {
            let unit = Int.random(in: 0..<2, using: &random) == 0 ? "a" : "b"
            switch Int.random(in: 0..<8, using: &random) {
            case 0: say(unit, "product", Int64.random(in: 0..<2, using: &random), at: second)
            case 1: say(unit, "reason", Int64.random(in: -1..<2, using: &random), at: second)
            case 2, 3:
                state(unit, states.randomElement(using: &random) ?? .producing, at: second)
            default:
                made[unit, default: 0] += Int64.random(in: 0..<20, using: &random)
                count(unit, "made", made[unit, default: 0], at: second)
                count(unit, "scrap", made[unit, default: 0] / 30, at: second)
            }
            second += Int64.random(in: 1...25, using: &random)
        }
        try commit(at: end)
    }
}
