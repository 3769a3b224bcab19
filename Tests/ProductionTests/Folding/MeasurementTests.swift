import Plant
import Telemetry
import Testing

@testable import Production

struct MeasurementTests {
    private static let measurement = "temp: { kind: measurement, topic: t, field: v, unit: Cel }"

    private static func bench() throws -> Bench {
        try Bench(Fixtures.plant(signals: [Fixtures.state, measurement]))
    }

    @Test func sumsUpAMinute() throws {
        var bench = try Self.bench()
        for (second, value) in [(0, 20.5), (10, 19.5), (59, 23)] as [(Int64, Double)] {
            bench.measure("temp", value, at: second)
        }
        let minutes = bench.minutes()
        #expect(minutes.map(\.minute) == [Fixtures.start / 60])
        let summary = try #require(minutes.first).summary
        #expect(summary.count == 3 && summary.low == 19.5 && summary.high == 23)
        #expect(summary.mean == 21 && summary.last == 23 && summary.lastAt == Fixtures.at(59))
        // ((0.5)² + (1.5)² + 2²) / 3
        #expect(abs((summary.variance ?? 0) - 6.5 / 3) < 1e-12)
    }

    @Test func aValueOnTheEdgeBelongsToTheLaterMinute() throws {
        var bench = try Self.bench()
        bench.measure("temp", 1, at: 59)
        bench.measure("temp", 2, at: 60)
        #expect(bench.minutes().map(\.summary.count) == [1, 1])
    }

    /// A small spread on a large value: a difference of rounded squares would lose it.
    @Test func keepsASmallSpreadOnALargeValue() throws {
        var bench = try Self.bench()
        for second in 0..<60 {
            bench.measure("temp", 1_000_000 + Double(second % 2) * 0.001, at: Int64(second))
        }
        let summary = try #require(bench.minutes().first).summary
        #expect(abs((summary.variance ?? 0) - 2.5e-7) < 1e-12)
    }

    @Test func lateValuesOnlyAddToTheirMinute() throws {
        var inOrder = try Self.bench()
        var shuffled = try Self.bench()
        let values = (0..<600).map { (second: Int64($0), value: Double($0 % 37) / 8) }
        for (second, value) in values { inOrder.measure("temp", value, at: second, received: 700) }
        var random = SeededGenerator(seed: 7)
        for (second, value) in values.shuffled(using: &random) {
            shuffled.measure("temp", value, at: second, received: 700)
            if second % 50 == 0 { shuffled.keepMinutes() }
        }
        #expect(shuffled.minutes() == inOrder.minutes())
        #expect(inOrder.minutes().map(\.summary.count) == [Int64](repeating: 60, count: 10))
        #expect(shuffled.fold.counts.applied == 600)
    }

    @Test func doubtfulValuesAreCountedAndNotSummed() throws {
        var bench = try Self.bench()
        bench.measure("temp", 7, at: 0)
        bench.measure("temp", 99, at: 1, flags: [.ownTime, .badQuality])
        bench.measure("temp", 2e10, at: 2)
        bench.measure("temp", 50, at: 3, flags: [.ownTime, .retained])
        let summary = try #require(bench.minutes().first).summary
        #expect(summary.count == 1 && summary.bad == 2 && summary.high == 7)
        #expect(bench.added.map(\.finding?.kind) == [.nonconforming])
        #expect(bench.fold.counts.decoded == 4 && bench.fold.counts.applied == 4)
    }

    @Test func aValueBeyondTheHorizonIsSetAside() throws {
        var bench = try Self.bench()
        bench.measure("temp", 7, at: 0, received: 8 * 86_400)
        #expect(bench.minutes().isEmpty && bench.fold.counts.lateSetAside == 1)
        #expect(bench.added.map(\.finding?.kind) == [.late])
    }

    /// Sums are held at the end of the range: a query never ends the process.
    @Test func countsBeyondAllMeasureEndNoQuery() throws {
        let counters = ["made", "scrap"].map { Fixtures.counter($0, "type: delta") }
        var bench = try Bench(Fixtures.plant(signals: [Fixtures.state] + counters))
        bench.state(.producing, at: 0)
        for second in 1..<9500 {
            bench.count("made", 1_000_000_000, at: Int64(second))
            bench.count("scrap", 1_000_000_000, at: Int64(second))
        }
        bench.tick(at: 9500)
        bench.flush()
        #expect(bench.result(0, 9500).sums.pieces.made == .max)
    }

    @Test func everyValueIsASignOfLife() throws {
        let unit = "heartbeat: 10 s, " + Fixtures.oneSecond
        var bench = try Bench(
            Fixtures.plant(unit: unit, signals: [Fixtures.state, Self.measurement]))
        bench.state(.producing, at: 0)
        for second in stride(from: Int64(15), through: 90, by: 15) {
            bench.measure("temp", 1, at: second)
        }
        bench.tick(at: 100)
        #expect(bench.result(0, 100).sums.unknown == 0)
        bench.tick(at: 120)
        #expect(bench.result(0, 120).sums.unknown == 30.seconds)
    }
}
