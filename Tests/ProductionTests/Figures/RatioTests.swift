import Plant
import Telemetry
import Testing

@testable import Production

/// The KPIs beside OEE; the arithmetic is worked out by hand.
@Suite struct RatioTests {
    /// 1,000 s: 100 setup, 600 producing, 200 faulted in two failures, 60 stopped, 40 idle without
    /// an order; 500 made, of which 20 scrap and 10 rework; one second an item.
    private static func worked(convention: Convention = .iso22400) throws -> Bench {
        let plant = try Fixtures.plant(
            convention: convention,
            unit: Fixtures.oneSecond + ", minor_stop: 80 s",
            signals: [
                Fixtures.state, Fixtures.order, Fixtures.counter("made"),
                Fixtures.counter("scrap"), Fixtures.counter("rework"),
            ])
        var bench = Bench(plant)
        bench.say("order", 7, at: 0)
        bench.state(.setup, at: 0)
        for counter in ["made", "scrap", "rework"] { bench.count(counter, 0, at: 0) }
        bench.state(.producing, at: 100)
        bench.state(.faulted, at: 300)
        bench.state(.producing, at: 430)
        bench.state(.faulted, at: 500)
        bench.state(.producing, at: 570)
        bench.count("made", 500, at: 800)
        bench.count("scrap", 20, at: 800)
        bench.count("rework", 10, at: 800)
        bench.state(.stopped, at: 800)
        bench.state(.producing, at: 860)
        bench.say("order", 0, at: 960)
        bench.state(.idle, at: 960)
        bench.tick(at: 1000)
        return bench
    }

    // APT 600, AUST 100, ADET 260, ADOT 40, PBT 1000.
    private static let expected: [(kpi: KPI, value: Double)] = [
        (.availability, 0.6), (.oee, 0.47), (.utilisation, 0.625),
        (.technicalEfficiency, 0.6976744186046512), (.setupRatio, 0.14285714285714285),
        // AUPT / PBT · E · Q = 700/1000 · 500/600 · 470/500.
        (.nee, 0.5483333333333333), (.scrapRatio, 0.04), (.reworkRatio, 0.02),
        (.qualityByPieces, 0.94), (.throughputPerHour, 1800), (.teep, 0.47),
        // AUBT 960, AOET 960 s; the capacity of 1,000 s at 1 s is 1,000 pieces.
        (.allocationEfficiency, 0.96), (.allocationRatio, 1), (.productionProcessRatio, 0.625),
        (.orderThroughputPerHour, 1875), (.equipmentLoadRatio, 0.5), (.fallOffRatio, 0.04),
        (.ooe, 0.47),
        // (600 + 100) / 2; 200 / 2; their sum.
        (.mttf, 350), (.mttr, 100), (.mtbf, 450),
    ]

    @Test(arguments: expected)
    func isWhatTheHandGives(kpi: KPI, value: Double) throws {
        #expect(try Self.worked().result(0, 1000).sums.kpi(kpi).isNear(value))
    }

    @Test func countsAllTimeForTEEPAndPlannedTimeForTheRest() throws {
        let planned = Schedule(busy: [(0, 1000)])
        let sums = try Self.worked().result(0, 1000, planned: planned).sums
        var wide = sums
        wide.span *= 2
        wide.notScheduled = sums.span
        #expect(wide.isBalanced)
        #expect(wide.kpi(.teep).isNear(0.235) && wide.kpi(.oee).isNear(0.47))
        // A quarter of all time is planned down: 470 of 1,500 s within shifts.
        wide.notScheduled = sums.span / 2
        wide.plannedDown = sums.span / 2
        #expect(wide.isBalanced)
        #expect(wide.kpi(.ooe).isNear(470.0 / 1500) && wide.kpi(.teep).isNear(0.235))
    }

    /// The failure of 70 s and the stop of 60 s are minor: production time by this convention.
    @Test func keepsMeanTimesWhicheverConvention() throws {
        let sums = try Self.worked(convention: .tpm).result(0, 1000).sums
        #expect(sums.production == 730.seconds && sums.delay == 130.seconds)
        for (kpi, value) in Self.expected.suffix(3) {
            #expect(sums.kpi(kpi).isNear(value), "\(kpi)")
        }
    }

    @Test func saysWhyThereIsNone() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.stopped, at: 0)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        for kpi in [KPI.mtbf, .mttf, .mttr] { #expect(sums.kpi(kpi) == .null(.noFailures)) }
        for kpi in [KPI.setupRatio, .nee] { #expect(sums.kpi(kpi) == .null(.noProductionTime)) }
        for kpi in [KPI.scrapRatio, .reworkRatio, .qualityByPieces] {
            #expect(sums.kpi(kpi) == .null(.noPieces), "\(kpi)")
        }
        #expect(sums.kpi(.utilisation) == .value(0) && sums.kpi(.throughputPerHour) == .value(0))
        for kpi in [
            KPI.allocationEfficiency, .allocationRatio, .productionProcessRatio,
            .orderThroughputPerHour,
        ] { #expect(sums.kpi(kpi) == .null(.ordersNotTracked), "\(kpi)") }
        #expect(sums.kpi(.correctiveMaintenanceRatio) == .null(.maintenanceNotTracked))
        #expect(sums.kpi(.equipmentLoadRatio) == .value(0))
    }

    @Test(arguments: 0..<60)
    func comesFromSumsNotFromRatios(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let facts = example.facts()
        let (from, to) = example.span()
        let middle = (from + to) / 2
        let whole = example.sums(from, to, of: facts)
        let sum = example.sums(from, middle, of: facts).adding(
            example.sums(middle, to, of: facts))
        for kpi in KPI.allCases { #expect(sum.kpi(kpi) == whole.kpi(kpi), "seed \(seed) \(kpi)") }
    }
}
