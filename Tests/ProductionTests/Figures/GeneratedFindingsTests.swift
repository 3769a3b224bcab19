import Plant
import Telemetry
import Testing

@testable import Production

/// What generated cases found wrong with the figures (Tests/PropertyTests), each as small as it
/// gets.
@Suite struct GeneratedFindingsTests {
    @Test func piecesOfTimeThatTheSourceDoesNotScheduleAreOutside() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.producing, at: 0)
        bench.count("made", 0, at: 0)
        bench.state(.notScheduled, at: 10)
        bench.count("made", 5, at: 20)
        bench.tick(at: 30)
        let sums = bench.result(0, 30).sums
        #expect(sums.pieces.made == 0 && sums.outside.made == 5.pieces)
    }

    @Test func aReasonIsThatOfItsStateAcrossMaintenance() throws {
        var bench = Bench(
            try Fixtures.plant(signals: [Fixtures.state, Fixtures.mode, Fixtures.reason]))
        bench.state(.stopped, at: 0)
        bench.say("mode", Int64(UnitMode.maintenance.rawValue), at: 10)
        bench.say("mode", Int64(UnitMode.production.rawValue), at: 20)
        bench.say("reason", 0, at: 30)
        bench.tick(at: 40)
        let delays = bench.result(0, 40).sums.delayByReason
        #expect(delays == [.declared(0): 30.seconds, .maintenance: 10.seconds])
    }

    @Test func moreScrapThanWasMadeIsRoundedToTheNearest() {
        var sums = Sums()
        sums.rated[PlannedRunTime(itemTime: 1_000_000_000, items: 3)] = RatedPieces(
            knownMade: 0, knownGood: -4.pieces, good: 0, unclassified: 0, lostInSetup: 0)
        #expect(sums.idealTime(\.knownGood) == -1_333_333_333)
    }

    @Test func moreThanTheDeclaredRateIsFoundAlsoInTheTimeOfAnotherProduct() throws {
        var bench = Bench(
            try Fixtures.plant(
                signals: [
                    Fixtures.state, Fixtures.product, Fixtures.counter("made", "type: delta"),
                    Fixtures.counter("scrap"),
                ]))
        bench.say("product", 1, at: 0)
        bench.state(.producing, at: 0)
        bench.say("product", 0, at: 10)
        bench.state(.stopped, at: 10)
        bench.count("made", 30, at: 20)
        bench.tick(at: 30)
        let result = bench.result(0, 30)
        #expect(result.sums.kpi(.effectiveness) == .value(3))
        #expect(result.findings.map(\.kind) == [.rateBelowBest])
    }
}
