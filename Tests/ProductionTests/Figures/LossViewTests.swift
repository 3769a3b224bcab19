import Plant
import Telemetry
import Testing

@testable import Production

/// Six big losses and the Pareto of stops: two views of one ledger.
@Suite struct LossViewTests {
    private static let yaml = """
        version: 1
        plant: { id: test, time_zone: Asia/Hong_Kong, convention: CONVENTION }
        brokers: { b: { url: "mqtt://127.0.0.1" } }
        products: { p: { unit: piece } }
        reasons: { jam: { class: breakdown }, change: { class: setup }, lunch: { class: other } }
        lines:
          l: { broker: b, product: p, work_units: { u: { minor_stop: 60 s,
               rates: [ { product: p, item_time: 1 s, from: 2026-01-01, by: me, reason: r } ],
               signals: {
                 state: { kind: state, topic: t, field: s, states: packml },
                 mode: { kind: mode, topic: t, field: o, states: { 1: production } },
                 reason: { kind: reason, topic: t, field: c,
                           reasons: { 1: jam, 2: change, 3: lunch } },
                 made: { kind: counter, counts: made, topic: t, field: m, type: cumulative },
                 scrap: { kind: counter, counts: scrap, topic: t, field: x, type: cumulative } } } } }
        """

    /// 2,000 s: 100 setup with 5 rejects, then production with one loss after the other.
    private static func worked(_ convention: Convention) throws -> (Plant, Bench) {
        let plant = try Plant.read(
            yaml: yaml.replacing("CONVENTION", with: convention.rawValue), file: "plant.yaml")
        var bench = Bench(plant)
        bench.state(.setup, at: 0)
        bench.count("made", 0, at: 0)
        bench.count("scrap", 0, at: 0)
        bench.count("made", 5, at: 90)
        bench.count("scrap", 5, at: 90)
        bench.state(.producing, at: 100)
        // Breakdown 200 s, adjustment 120 s, another reason 80 s, no reason 90 s.
        for (from, to, reason) in [(200, 400, 0), (500, 620, 1), (700, 780, 2), (800, 890, -1)] {
            bench.state(.stopped, at: Int64(from))
            if reason >= 0 { bench.say("reason", Int64(reason), at: Int64(from)) }
            bench.state(.producing, at: Int64(to))
            if reason >= 0 { bench.say("reason", -1, at: Int64(to)) }
        }
        // Starved 70 s, a jam of 30 s, maintenance 100 s.
        bench.state(.starved, at: 1000)
        bench.state(.producing, at: 1070)
        bench.state(.stopped, at: 1100)
        bench.say("reason", 0, at: 1100)
        bench.state(.producing, at: 1130)
        bench.say("reason", -1, at: 1130)
        bench.say("mode", Int64(UnitMode.maintenance.rawValue), at: 1200)
        bench.say("mode", Int64(UnitMode.production.rawValue), at: 1300)
        bench.count("made", 905, at: 1900)
        bench.count("scrap", 25, at: 1900)
        bench.tick(at: 2000)
        return (plant, bench)
    }

    @Test(arguments: Convention.allCases)
    func sortsTheLedgerIntoSixBigLosses(convention: Convention) throws {
        let (plant, bench) = try Self.worked(convention)
        let sums = bench.result(0, 2000).sums
        let losses = SixBigLosses(sums, reasons: plant.reasons)
        // PBT 2000; stood 690, of which 30 minor; setup 100; production 1210; 905 ideal, 880 good.
        let expected: [SixBigLosses.Row: Int64] = [
            .breakdown: 200, .setup: 100 + 120, .minorStops: 30, .speed: 1210 - 905, .startup: 5,
            .defects: 20, .maintenance: 100, .waiting: 70, .otherReasons: 80, .noReason: 90,
        ]
        #expect(losses.times == expected.mapValues { $0.seconds })
        #expect(losses.productive == 880.seconds)
        #expect(losses.times.values.reduce(880.seconds, +) == sums.planned)
    }

    /// Also where what was counted before it came within its second or not.
    @Test(arguments: [5, 6] as [Int64])
    func countsWhatWasSeenLastAsMadeInSetup(last: Int64) throws {
        var bench = Bench(
            try Fixtures.plant(
                unit: "heartbeat: 10 s, " + Fixtures.oneSecond,
                signals: [
                    Fixtures.state, Fixtures.counter("made", "type: delta"),
                    Fixtures.counter("scrap", "type: delta"),
                ]))
        bench.state(.setup, at: 0)
        bench.count("scrap", 1, at: 5)
        bench.count("scrap", 1, at: last, milliseconds: 500)
        bench.tick(at: 100)
        let rated = bench.result(0, 100).sums.rated.values
        #expect(rated.map(\.lostInSetup) == [2.pieces])
    }

    @Test func leavesProductionOpenWhereLossesAreNotKnown() throws {
        var bench = Bench(try Fixtures.plant(signals: [Fixtures.state, Fixtures.counter("made")]))
        bench.state(.producing, at: 0)
        bench.state(.stopped, at: 600)
        bench.tick(at: 1000)
        let losses = SixBigLosses(bench.result(0, 1000).sums, reasons: [])
        #expect(losses.times == [.open: 600.seconds, .noReason: 400.seconds])
        #expect(losses.productive == nil)
    }

    @Test(arguments: Convention.allCases)
    func putsTheMostCostlyReasonFirst(convention: Convention) throws {
        let (_, bench) = try Self.worked(convention)
        let result = bench.result(0, 2000)
        let pareto = StopPareto(result.sums, stops: result.stops)
        #expect(
            pareto.rows.map(\.cause) == [
                .delay(.declared(0)), .delay(.declared(1)), .delay(.maintenance), .delay(.none),
                .delay(.declared(2)), .waiting,
            ])
        #expect(pareto.rows.map(\.time) == [230, 120, 100, 90, 80, 70].map { $0.seconds })
        #expect(pareto.rows.map(\.stops) == [2, 1, 1, 1, 1, 1])
        #expect(pareto.rows.map(\.minorStops) == [1, 0, 0, 0, 0, 0])
        #expect(pareto.cumulative.last == 1)
    }

    @Test(arguments: 0..<150)
    func addsUpWhateverHappens(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let (from, to) = example.span()
        let result = example.result(from, to, of: example.facts())
        let sums = result.sums
        let losses = SixBigLosses(sums, reasons: example.plant.reasons)
        #expect(
            losses.times.values.reduce(losses.productive ?? 0, +) == sums.planned, "seed \(seed)")
        let begun = result.stops.filter { Fixtures.span(from, to).contains($0.from) }
        let pareto = StopPareto(sums, stops: begun)
        let minor = sums.minorAsProduction.values.reduce(0, +)
        #expect(pareto.time == sums.delay + sums.down + minor, "seed \(seed)")
        #expect(pareto.rows.reduce(0) { $0 + $1.stops } == sums.stops, "seed \(seed)")
        #expect(pareto.rows.reduce(0) { $0 + $1.minorStops } == sums.minorStops, "seed \(seed)")
    }
}
