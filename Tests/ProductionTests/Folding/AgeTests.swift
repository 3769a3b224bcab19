import Plant
import Telemetry
import Testing

@testable import Production

/// How old samples were when they were received.
@Suite struct AgeTests {
    private static let measurement = "temp: { kind: measurement, topic: t, field: v, unit: Cel }"

    private static func bench() throws -> Bench {
        try Bench(Fixtures.plant(signals: [Fixtures.state, Fixtures.counter("made"), measurement]))
    }

    private static func take(_ bench: inout Bench, milliseconds: Int64) {
        let received = Fixtures.at(100)
        bench.fold.take(
            Sample(
                record: 1, signal: SignalIndex(rawValue: 0),
                value: Int64(UnitState.producing.rawValue),
                eventTime: received - milliseconds * 1_000_000, receiveTime: received,
                flags: [.ownTime, .acknowledged]))
    }

    private static let limits: [(Int64, SampleAge)] = [
        (-20_000, .fresh), (-2_000, .fresh), (0, .fresh), (4_999, .fresh), (5_000, .late),
        (59_999, .late),
        (60_000, .backfilled), (90_000, .backfilled),
    ]

    @Test(arguments: limits) func isInOneClass(milliseconds: Int64, age: SampleAge) throws {
        var bench = try Self.bench()
        Self.take(&bench, milliseconds: milliseconds)
        for other in SampleAge.allCases {
            let hours = bench.hours(other)
            #expect(hours.isEmpty == (other != age))
            guard let sum = hours[0] else { continue }
            #expect(sum.count == 1 && sum.bad == 0 && sum.sum == Int128(milliseconds) * 1_000)
            #expect(sum.low == Double(milliseconds) / 1_000 && sum.high == sum.low)
        }
    }

    /// Signals of every kind count, each once; what carries no time of its own has no age.
    @Test func everySampleOfAUnitCountsOnce() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: 10, received: 11)
        bench.count("made", 1, at: 20, received: 23)
        bench.measure("temp", 21, at: 30, received: 90)
        bench.measure("temp", 21, at: 40, flags: [.acknowledged])
        bench.measure("temp", 21, at: 50, flags: [.ownTime, .clockAhead])
        bench.measure("temp", 21, at: 60, received: 80, flags: [.ownTime, .badQuality])
        // Where things stand is not a sample of now.
        bench.state(.producing, at: 5, received: 95, flags: [.ownTime, .retained])
        let fresh = try #require(bench.hours(.fresh)[0])
        #expect(fresh.count == 2 && fresh.bad == 2 && fresh.sum == 4_000_000 && fresh.high == 3)
        #expect(bench.hours(.late)[0]?.sum == 20_000_000)
        #expect(bench.hours(.backfilled)[0]?.sum == 60_000_000)
    }

    /// What is older than anything that is taken is set aside, and is no part of any figure.
    @Test func whatIsSetAsideHasNoAge() throws {
        var bench = try Self.bench()
        bench.state(.producing, at: -8 * 86_400, received: 0)
        bench.measure("temp", 21, at: -8 * 86_400, received: 0)
        #expect(SampleAge.allCases.allSatisfy { bench.hours($0).isEmpty })
        #expect(bench.fold.counts.lateSetAside == 2)
    }

    /// Three sources that are hours behind each other, stored now and then, are what they are in
    /// any other order, and one entry an hour.
    @Test func orderAndFlushesDoNotMatter() throws {
        let seconds: [Int64] = (0..<600).map { $0 * 61 % 36_000 }
        var (ordered, mixed) = (try Self.bench(), try Self.bench())
        for second in seconds.sorted() {
            ordered.measure("temp", 1, at: second, received: 40_000 + second % 7)
        }
        for (place, second) in seconds.enumerated() {
            mixed.measure(
                "temp", 1, at: (second + 12_000 * Int64(place)) % 36_000, received: 40_000)
            if place % 50 == 0 { mixed.keepMinutes() }
        }
        let hours = mixed.hours(.backfilled)
        #expect(hours.count == 10 && hours.values.reduce(0) { $0 + $1.count } == 600)
        var again = try Self.bench()
        for (place, second) in seconds.enumerated().reversed() {
            again.measure(
                "temp", 1, at: (second + 12_000 * Int64(place)) % 36_000, received: 40_000)
        }
        #expect(again.hours(.backfilled) == hours)
        #expect(again.fold.takeSignals().count == 1 + 10)
        #expect(ordered.hours(.backfilled).count == 10)
    }

    /// Decoded late, a sample is as old as it was when it was first received.
    @Test func whatIsDecodedLateKeepsItsReceipt() throws {
        var bench = try Self.bench()
        bench.tick(at: 3_000)
        bench.fold.takeLate(
            Sample(
                record: 2, signal: SignalIndex(rawValue: 0),
                value: Int64(UnitState.producing.rawValue), eventTime: Fixtures.at(100),
                receiveTime: Fixtures.at(101), flags: [.ownTime, .acknowledged]))
        #expect(bench.hours(.fresh)[0]?.sum == 1_000_000)
        #expect(bench.fold.now == Fixtures.at(3_000))
    }

    /// No signal can have their names.
    @Test func pathsAreNoSignals() throws {
        let plant = try Self.bench().plant
        #expect(plant.agePaths == ["l/u/~fresh", "l/u/~late", "l/u/~backfilled"])
        #expect(throws: (any Error).self) {
            try Fixtures.plant(signals: ["~fresh: { kind: measurement, topic: t, unit: s }"])
        }
    }
}
