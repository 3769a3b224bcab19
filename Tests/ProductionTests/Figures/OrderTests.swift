import Plant
import Telemetry
import Testing

@testable import Production

/// Orders' own time, and what of maintenance was planned; worked out by hand.
@Suite struct OrderTests {
    private static let signals = [
        Fixtures.state, Fixtures.order, Fixtures.counter("made"), Fixtures.counter("scrap"),
        "mode: { kind: mode, topic: t, field: o, states: { 1: production, 2: maintenance } }",
    ]

    /// An order that goes on through a break of 200 s and over the end of the shift.
    @Test func anOrderLastsThroughWhatIsNotPlanned() throws {
        var bench = Bench(try Fixtures.plant(signals: Self.signals))
        bench.state(.idle, at: 0)
        bench.count("made", 0, at: 0)
        bench.say("order", 7, at: 100)
        bench.state(.producing, at: 100)
        bench.count("made", 300, at: 500)
        bench.say("order", 0, at: 1100)
        bench.tick(at: 1200)
        let plan = Schedule(busy: [(0, 400), (600, 1000)], down: [(400, 600)])
        let sums = bench.result(0, 1200, planned: plan).sums
        // PBT 800: ADOT 100, APT 700. AOET 100 to 1100. The count falls into the break.
        #expect(sums.orderTime == 1000.seconds && sums.busy == 700.seconds)
        #expect(sums.kpi(.allocationEfficiency) == .value(0.875))
        #expect(sums.kpi(.allocationRatio) == .value(0.7))
        #expect(sums.kpi(.productionProcessRatio) == .value(0.7))
        #expect(sums.kpi(.orderThroughputPerHour) == .value(0))
        #expect(sums.kpi(.correctiveMaintenanceRatio) == .null(.noMaintenance))
        let parts = bench.result(0, 450, planned: plan).sums.adding(
            bench.result(450, 1200, planned: plan).sums)
        #expect(parts == sums)
    }

    @Test func unknownPlannedTimeIsNoTimeOfAnOrder() throws {
        var bench = Bench(
            try Fixtures.plant(
                unit: "heartbeat: 10 s, " + Fixtures.oneSecond, signals: Self.signals))
        bench.say("order", 7, at: 0)
        for second in stride(from: Int64(0), through: 100, by: 10) {
            bench.state(.producing, at: second)
        }
        bench.state(.producing, at: 400)
        bench.tick(at: 410)
        let always = bench.result(0, 400).sums
        #expect(always.unknown == 300.seconds && always.orderTime == 100.seconds)
        // Nobody watches out of hours; the order goes on.
        let plan = Schedule(busy: [(0, 200)])
        #expect(bench.result(0, 400, planned: plan).sums.orderTime == 300.seconds)
    }

    @Test func hasNoOrderTimeWithoutAnOrder() throws {
        var bench = Bench(try Fixtures.plant(signals: Self.signals))
        bench.state(.producing, at: 0)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        for kpi in [KPI.allocationRatio, .productionProcessRatio, .orderThroughputPerHour] {
            #expect(sums.kpi(kpi) == .null(.noOrder), "\(kpi)")
        }
    }

    /// Maintenance from 100 to 200 in planned busy time; planned from 700 to 1000, partly in a
    /// break, which the calendar counts as maintenance.
    @Test func tellsPlannedMaintenanceFromBreaksAndFromTheOther() throws {
        var bench = Bench(try Fixtures.plant(signals: Self.signals))
        bench.state(.producing, at: 0)
        for (mode, second) in [
            (UnitMode.maintenance, 100), (.production, 200), (.maintenance, 700),
            (.production, 1000),
        ] as [(UnitMode, Int64)] { bench.say("mode", Int64(mode.rawValue), at: second) }
        bench.tick(at: 1000)
        let plan = Schedule(busy: [(0, 600)], down: [(600, 700)], maintenance: [(700, 1000)])
        let sums = bench.result(0, 1000, planned: plan).sums
        #expect(sums.plannedDown == 400.seconds && sums.plannedMaintenance == 300.seconds)
        #expect(sums.correctiveMaintenance == 100.seconds)
        #expect(sums.kpi(.correctiveMaintenanceRatio) == .value(0.25))
        #expect(sums.isBalanced)
    }

    @Test func onlyAFirstOperationHasAFallOff() throws {
        let yaml = """
            version: 1
            plant: { id: test, time_zone: UTC }
            brokers: { b: { url: "mqtt://127.0.0.1" } }
            products: { p: { unit: piece } }
            lines:
              l:
                broker: b
                product: p
                constraint: [cutter, packer]
                work_units:
                  cutter: { feeds: [packer], signals: { \(Fixtures.state) } }
                  packer: { signals: { \(Fixtures.state) } }
            """
        let plant = try Plant.read(yaml: yaml, file: "plant.yaml")
        #expect(UnitDefinition(plant: plant, unit: 0).isFirstOperation)
        #expect(!UnitDefinition(plant: plant, unit: 1).isFirstOperation)
        var sums = Sums()
        (sums.span, sums.production) = (1, 1)
        (sums.pieces.made, sums.pieces.scrap) = (4, 1)
        #expect(sums.kpi(.fallOffRatio) == .value(0.25))
        var other = sums
        other.isFirstOperation = false
        #expect(sums.adding(other).kpi(.fallOffRatio) == .null(.notFirstOperation))
    }

    @Test func findsWhatWasMadeOutsideThePlan() throws {
        var bench = Bench(try Fixtures.plant(signals: Self.signals))
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("scrap", 0, at: 0)
        bench.count("made", 40, at: 50)
        bench.count("made", 60, at: 150)
        bench.count("scrap", 3, at: 150)
        bench.tick(at: 200)
        var outside = PieceSums()
        (outside.made, outside.good, outside.scrap) = (20.pieces, 17.pieces, 3.pieces)
        let plan = Schedule(busy: [(0, 100)])
        let result = bench.result(0, 200, planned: plan)
        #expect(result.findings == [.outsidePlanned(outside, isQualityMeasured: true)])
        #expect(result.sums.kpi(.oee) == .value(0.4))
        #expect(bench.result(0, 100, planned: plan).findings == [])
    }

    /// Product q is made in half its declared time, p as declared: q alone is named.
    @Test func namesTheProductWhoseRateIsTooLow() throws {
        var bench = Bench(
            try Fixtures.plant(
                unit: Fixtures.rates([("p", "1 s"), ("q", "3 s")]),
                signals: [
                    Fixtures.state, Fixtures.product, Fixtures.counter("made"),
                    Fixtures.counter("scrap"),
                ]))
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("made", 90, at: 99)
        bench.say("product", 1, at: 100)
        bench.count("made", 190, at: 299)
        bench.tick(at: 300)
        // q: 100 pieces at 3 s declared in 200 s; in all 90 + 300 s of 300 s.
        let rates = RateComparison(declared: 3.seconds, demonstrated: 2.seconds)
        #expect(bench.result(0, 300).findings == [.rateBelowBest(rates, product: 1)])
        #expect(bench.result(0, 100).findings == [])
    }

    @Test func energyForAPieceIsNullWithAReason() {
        let none = PieceTotals(made: 0, good: 0)
        let blind = PieceTotals(made: nil, good: nil)
        let some = PieceTotals(made: 50.pieces, good: 40.pieces)
        #expect(ConsumptionKPI.perMade.value(consumed: 20.pieces, of: some) == .value(0.4))
        #expect(ConsumptionKPI.perGood.value(consumed: 20.pieces, of: some) == .value(0.5))
        #expect(ConsumptionKPI.perMade.value(consumed: 1, of: none) == .null(.noPieces))
        #expect(ConsumptionKPI.perMade.value(consumed: 1, of: blind) == .null(.noData))
        #expect(
            ConsumptionKPI.perGood.value(consumed: 1, of: blind) == .null(.qualityNotMeasured))
    }
}
