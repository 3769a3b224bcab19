import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// What the figures would be at another rate: worked out by hand.
@Suite struct SupposedRateTests {
    private let folder: TemporaryFolder
    private let declared: Figures

    /// Unit a makes 1,200 of product p in 900 s, of which 60 are scrap, and stands for 100 s; the
    /// declared rate is one second.
    init() throws {
        folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path + "/facts.sqlite")
        let plant = try Fixtures.plant(unit: "minor_stop: 3 items,")
        var lane = HandLane(plant, store)
        lane.state("a", .producing, at: 0)
        for counter in ["made", "scrap"] { lane.count("a", counter, 0, at: 0) }
        lane.count("a", "made", 1200, at: 800)
        lane.count("a", "scrap", 60, at: 800)
        lane.state("a", .stopped, at: 900)
        lane.state("a", .producing, at: 1000)
        try lane.commit(at: 1000)
        declared = Figures(plant: plant, store: store)
    }

    private func figure(_ figures: Figures) throws -> Figure {
        try #require(try figures.figures(unit: 0, over: [(Fixtures.span(0, 1000), nil)]).first)
    }

    private func supposing(_ rate: String) throws -> Figure {
        let rates = try declared.plant.parse(supposedRates: [rate])
        return try figure(declared.supposing(rates))
    }

    @Test func figuresAreThoseOfTheOtherRate() throws {
        let now = try figure(declared)
        #expect(now.sums.kpi(.oee) == .value(1.14))
        // 1,140 good at 400 ms of 1,000 s; 1,200 made of 900 s.
        let other = try supposing("l/a:p=400 ms")
        #expect(other.sums.kpi(.oee) == .value(0.456))
        #expect(other.sums.kpi(.effectiveness) == .value(480.0 / 900))
        #expect(other.sums.kpi(.availability) == now.sums.kpi(.availability))
        #expect(other.sums.pieces == now.sums.pieces && other.definition != now.definition)
        #expect(try figure(declared).sums == now.sums)
    }

    @Test func aRateThatIsTooSlowIsFound() throws {
        #expect(try supposing("l/a:p=750 ms").findings.isEmpty)
        let found = try supposing("l/a:p=900ms").findings
        #expect(found.map(\.kind) == [.rateBelowBest])
        let rates = try #require(found.first?.figures)
        guard case .rateBelowBest(let rates, product: 0) = rates else {
            Issue.record("\(rates)")
            return
        }
        #expect((rates.declared, rates.demonstrated) == (900_000_000, 750_000_000))
    }

    /// The stop of 100 s is minor where three items take longer: a rate changes that too.
    @Test func minorStopsInItemsFollowTheRate() throws {
        #expect(try figure(declared).sums.minorStops == 0)
        #expect(try supposing("l/a:p=40 s").sums.minorStops == 1)
    }

    @Test func aRateForAnotherUnitOrProductChangesNothing() throws {
        let now = try figure(declared)
        #expect(try supposing("l/b:p=3 s").sums == now.sums)
        #expect(try supposing("l/a:q=3 s").sums == now.sums)
    }
}
