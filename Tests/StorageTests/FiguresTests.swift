import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// Figures from a store are the figures of all facts, whatever the span.
@Suite struct FiguresTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(path: folder.path + "/facts.sqlite")
    }

    @Test func clipsAShiftInProgressToTheTimeThatHasCome() throws {
        let shift = "shifts: [ { name: day, from: \"08:00\", to: \"16:00\" } ]"
        let plant = try Fixtures.plant(calendar: shift)
        var lane = HandLane(plant, store)
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 3600)
        let figures = Figures(plant: plant, store: store)
        let day = try figures.figures(unit: 0, over: [(Fixtures.span(0, 8 * 3600), nil)])
        #expect(day[0].span == Fixtures.span(0, 3600))
        #expect(day[0].sums.production == 3600 * nanosecondsPerSecond)
        let future = try figures.figures(unit: 0, over: [(Fixtures.span(7200, 9000), nil)])
        #expect(future[0].span.isEmpty && future[0].sums.span == 0)
        #expect(try figures.wholeSpan(line: 0) == Fixtures.span(0, 3600))
    }

    @Test func sumsTheConstraintOfALine() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, store)
        lane.state("a", .producing, at: 0)
        lane.state("b", .stopped, at: 0)
        try lane.commit(at: 100)
        let line = try Figures(plant: plant, store: store)
            .figures(line: 0, over: [(Fixtures.span(0, 100), nil)])
        #expect(line[0].unit == "l")
        #expect(line[0].sums.span == 200 * nanosecondsPerSecond)
        #expect(line[0].sums.kpi(.availability) == .value(0.5))
        #expect(line[0].sums.isBalanced)
    }

    @Test func givesTheOutputByProduct() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, store)
        for unit in ["a", "b"] {
            lane.state(unit, .producing, at: 0)
            lane.count(unit, "made", 0, at: 0)
            lane.count(unit, "scrap", 0, at: 0)
            lane.count(unit, "made", 10, at: 10)
            lane.say(unit, "product", 1, at: 10)
            lane.count(unit, "made", 30, at: 20)
            lane.count(unit, "scrap", 5, at: 20)
        }
        try lane.commit(at: 100)
        let output = try Figures(plant: plant, store: store).output(
            line: 0, over: Fixtures.span(0, 100))
        #expect(output.mapValues { $0.good / quantityScale } == [0: 10, 1: 15])
    }

    @Test func countsFailuresAlikeWhereACutLiesInUnknownTime() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, store)
        lane.state("a", .producing, at: 0)
        lane.state("a", .faulted, at: 100)
        lane.state("a", .unknown, at: 200)
        lane.state("a", .faulted, at: 300)
        try lane.commit(at: 400)
        let figures = try Figures(plant: plant, store: store).figures(
            unit: 0,
            over: [(0, 400), (0, 250), (250, 400)].map { (Fixtures.span($0, $1), nil) })
        #expect(figures.map(\.sums.failures) == [2, 1, 1])
    }

    @Test func givesAReasonToItsWholeStateWhereverACutLies() throws {
        let plant = try Fixtures.plant()
        var lane = HandLane(plant, store)
        lane.state("a", .stopped, at: 0)
        lane.say("a", "mode", Int64(UnitMode.setup.rawValue), at: 100)
        lane.say("a", "mode", Int64(UnitMode.production.rawValue), at: 150)
        lane.say("a", "reason", 0, at: 200)
        try lane.commit(at: 400)
        let figures = try Figures(plant: plant, store: store).figures(
            unit: 0, over: [(0, 400), (0, 50)].map { (Fixtures.span($0, $1), nil) })
        let second = nanosecondsPerSecond
        #expect(figures[0].sums.delayByReason == [.declared(0): 350 * second])
        #expect(figures[1].sums.delayByReason == [.declared(0): 50 * second])
    }

    @Test(arguments: 0..<40)
    func agreesWithAllFactsWhateverTheSpan(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let plant = try Fixtures.plant(unit: "heartbeat: 20 s, minor_stop: 50 s,")
        var lane = HandLane(plant, store)
        var second: Int64 = 0
        var made: Int64 = 0
        while second < 3000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: lane.say("a", "reason", Int64.random(in: -1...1, using: &random), at: second)
            case 1: lane.say("a", "mode", Int64.random(in: 1...4, using: &random), at: second)
            case 2, 3, 4:
                made += Int64.random(in: 0...9, using: &random)
                lane.count("a", "made", made, at: second)
            default:
                let states: [UnitState] = [.producing, .stopped, .faulted, .unknown]
                let state = states.randomElement(using: &random) ?? .producing
                lane.state("a", state, at: second)
            }
            second += Int64.random(in: 1...45, using: &random)
        }
        try lane.commit(at: second)
        let figures = Figures(plant: plant, store: store)
        func sums(_ from: Int64, _ to: Int64) throws -> Sums {
            try figures.figures(unit: 0, over: [(Fixtures.span(from, to), nil)])[0].sums
        }
        let whole = try sums(0, second)
        for _ in 0..<10 {
            let cut = Int64.random(in: 0...second, using: &random)
            var parts = try sums(0, cut)
            parts += try sums(cut, second)
            #expect(parts == whole, "seed \(seed), cut at \(cut)")
        }
    }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
