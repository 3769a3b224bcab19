import Plant
import Telemetry
import Testing

@testable import Production

/// What is one stop, where it begins, and when it is minor.
@Suite struct StopTests {
    /// Producing from 0, then the states at their seconds, until 7,200.
    private static func bench(
        _ states: [(UnitState, Int64)], convention: Convention = .iso22400, unit: String = "",
        product: String = "product: p"
    ) throws -> Bench {
        var bench = Bench(
            try Fixtures.plant(
                convention: convention,
                unit: Fixtures.oneSecond + (unit.isEmpty ? "" : ", " + unit),
                product: product))
        bench.state(.producing, at: 0)
        for (state, second) in states { bench.state(state, at: second) }
        bench.tick(at: 7200)
        return bench
    }

    @Test func isOneRunWhateverTheStatesWithin() throws {
        let bench = try Self.bench([
            (.starved, 100), (.faulted, 200), (.idle, 300), (.blocked, 350), (.producing, 400),
        ])
        let result = bench.result(0, 7200)
        #expect(result.stops.map(\.length) == [300.seconds])
        #expect(result.sums.stops == 1 && result.sums.minorStops == 0)
        #expect(result.sums.failures == 1)
    }

    @Test func isMinorBelowTheLimitOnly() throws {
        let bench = try Self.bench([
            (.stopped, 100), (.producing, 399), (.stopped, 1000), (.producing, 1300),
        ])
        #expect(bench.result(0, 7200).stops.map(\.isMinor) == [true, false])
    }

    @Test func isJudgedByItsWholeLengthWhereAnEdgeCutsIt() throws {
        let bench = try Self.bench([(.stopped, 3500), (.producing, 3900)], convention: .tpm)
        let (first, second) = (bench.result(0, 3600).sums, bench.result(3600, 7200).sums)
        #expect(first.delay == 100.seconds && second.delay == 300.seconds)
        #expect(first.stops == 1 && second.stops == 0)
        #expect(bench.result(3600, 7200).stops.map(\.length) == [400.seconds])
    }

    @Test func leavesOutABreakWithin() throws {
        let bench = try Self.bench([(.stopped, 900), (.producing, 3000)])
        let planned = Schedule(busy: [(0, 1000), (2900, 7200)], down: [(1000, 2900)])
        let result = bench.result(0, 7200, planned: planned)
        #expect(result.stops.map(\.length) == [200.seconds])
        #expect(result.sums.minorStops == 1)
        #expect(result.sums.plannedDown == 1900.seconds)
        #expect(result.sums.delay == 200.seconds)
    }

    @Test func isOneStopOverTheNight() throws {
        let bench = try Self.bench([(.stopped, 1900), (.producing, 5200)])
        let planned = Schedule(busy: [(0, 2000), (5000, 7200)])
        #expect(bench.result(0, 2000, planned: planned).sums.stops == 1)
        #expect(bench.result(5000, 7200, planned: planned).sums.stops == 0)
        #expect(bench.result(5000, 7200, planned: planned).stops.map(\.isMinor) == [false])
    }

    @Test func beginsAtItsFirstPlannedInstant() throws {
        let bench = try Self.bench([(.stopped, 1000), (.producing, 2100)])
        let planned = Schedule(busy: [(0, 900), (2000, 7200)])
        let result = bench.result(0, 7200, planned: planned)
        #expect(result.stops.map(\.from) == [Fixtures.at(2000)])
        #expect(result.stops.map(\.length) == [100.seconds])
        #expect(bench.result(0, 2000, planned: planned).sums.stops == 0)
    }

    @Test func isNoneOutsidePlannedTime() throws {
        let bench = try Self.bench([(.faulted, 1000), (.producing, 1100)])
        let result = bench.result(0, 7200, planned: Schedule(busy: [(0, 900), (2000, 7200)]))
        #expect(result.stops.isEmpty)
        #expect(result.sums.failures == 0)
    }

    @Test func isEndedByUnknownTime() throws {
        let bench = try Self.bench([
            (.stopped, 1000), (.unknown, 1100), (.stopped, 1200), (.producing, 1300),
        ])
        let result = bench.result(0, 7200)
        #expect(result.stops.map(\.length) == [100.seconds, 100.seconds])
        #expect(result.sums.unknown == 100.seconds)
    }

    @Test func countsAFailureAnewAfterUnknownTime() throws {
        let bench = try Self.bench([
            (.faulted, 1000), (.unknown, 1100), (.faulted, 1200), (.producing, 1300),
            (.faulted, 1400),
        ])
        #expect(bench.result(0, 7200).sums.failures == 3)
    }

    @Test func judgesAnOpenStopByItsLengthSoFar() throws {
        var bench = try Self.bench([(.stopped, 7000)])
        #expect(bench.result(0, 7200).stops.map(\.isMinor) == [true])
        bench.tick(at: 7400)
        #expect(bench.result(0, 7200).stops.map(\.isMinor) == [false])
    }

    @Test func takesAMinorStopAsProductionByTPM() throws {
        let states: [(UnitState, Int64)] = [(.stopped, 100), (.producing, 200)]
        let iso = try Self.bench(states).result(0, 1000).sums
        let tpm = try Self.bench(states, convention: .tpm).result(0, 1000).sums
        #expect(iso.delay == 100.seconds && iso.production == 900.seconds)
        #expect(tpm.delay == 0 && tpm.production == 1000.seconds)
        #expect(iso.minorStops == 1 && tpm.minorStops == 1)
    }

    @Test func keepsDownTimeOfAMinorStopByTPM() throws {
        var bench = Bench(
            try Fixtures.plant(
                convention: .tpm,
                signals: [Fixtures.state, Fixtures.order, Fixtures.counter("made")]))
        bench.state(.producing, at: 0)
        bench.state(.stopped, at: 100)
        bench.state(.idle, at: 150)
        bench.state(.producing, at: 200)
        bench.tick(at: 300)
        let sums = bench.result(0, 300).sums
        #expect(sums.production == 250.seconds && sums.down == 50.seconds)
        #expect(sums.stops == 1 && sums.isBalanced)
    }

    @Test func takesTheLimitAsMultipleOfTheItemTime() throws {
        let states: [(UnitState, Int64)] = [
            (.stopped, 100), (.producing, 109), (.stopped, 200), (.producing, 210),
        ]
        let bench = try Self.bench(states, unit: "minor_stop: 10 items")
        #expect(bench.result(0, 1000).stops.map(\.isMinor) == [true, false])
        let unrated = try Self.bench(
            states, unit: "minor_stop: 10 items", product: "name: { en: x, zh-Hant: x }")
        #expect(unrated.result(0, 1000).stops.map(\.isMinor) == [false, false])
    }

    @Test func dateAReasonBackToTheBeginningOfItsState() throws {
        var bench = Bench(try Fixtures.plant(signals: [Fixtures.state, Fixtures.reason]))
        bench.state(.producing, at: 0)
        bench.state(.starved, at: 100)
        bench.state(.stopped, at: 200)
        bench.say("reason", 1, at: 250)
        bench.say("reason", -1, at: 300)
        bench.state(.producing, at: 300)
        bench.tick(at: 400)
        let result = bench.result(0, 400)
        #expect(
            result.sums.delayByReason == [
                .none: 100.seconds, .declared(1): 100.seconds,
            ])
        #expect(result.stops.map(\.reason) == [.declared(1)])
    }
}
