import Plant
import Telemetry
import Testing

@testable import Discovery

@Suite struct CounterTests {
    private func counter(_ heard: Heard, _ id: String) -> Counter? {
        heard.signals[id]?.meaning.counter
    }

    @Test func totalThatOnlyRisesIsCumulative() {
        let heard = Heard.beside("hall/m1/data", object("total", rising))
        #expect(counter(heard, "made")?.type == .cumulative)
        #expect(heard.signals["made"]?.confidence ?? 0 >= 70)
    }

    @Test func counterThatReturnsToZeroIsResettable() {
        let values = (0..<4).flatMap { _ in (0..<12).map { 3 * $0 } }
        let heard = Heard.beside("hall/m1/data", object("produced", values))
        #expect(counter(heard, "made")?.type == .resettable)
    }

    @Test func valuesThatRiseAndFallAreDeltas() {
        let values = (0..<40).map { [3, 1, 4, 1, 5, 2][$0 % 6] }
        let heard = Heard.beside("hall/m1/data", object("produced", values))
        #expect(counter(heard, "made")?.type == .delta)
    }

    @Test func sameMessageAgainAndAgainIsAPulse() throws {
        let heard = Heard.beside("hall/m1/pulse", Array(repeating: "1", count: 5))
        #expect(counter(heard, "made")?.type == .pulse)
        #expect(heard.signals["made"]?.field == nil)
        _ = try heard.plant()
    }

    @Test(arguments: [("bad", CountKind.scrap), ("good", .good), ("rework", .rework)])
    func nameTellsWhatIsCounted(name: String, kind: CountKind) {
        let values = rising.map { "{\"total\":\(2 * $0),\"\(name)\":\($0)}" }
        let heard = Heard.beside("hall/m1/data", values)
        #expect(counter(heard, "\(kind)")?.counts == kind)
    }

    @Test func scrapAboveWhatIsMadeLosesConfidence() {
        let fitting = Heard.beside(
            "hall/m1/data", rising.map { "{\"total\":\(2 * $0),\"bad\":\($0)}" })
        let contradicting = Heard.beside(
            "hall/m1/data", rising.map { "{\"total\":\($0),\"bad\":\(2 * $0)}" })
        let before = fitting.signals["scrap"]?.confidence ?? 0
        let after = contradicting.signals["scrap"]?.confidence ?? 0
        #expect(fitting.signals["scrap"]?.why.contains(.withinMade) == true)
        #expect(before >= after + 30)
    }

    @Test func processedIsGoodWhereItAndDefectiveMakeUpConsumed() {
        var heard = Heard()
        heard.hear("hall/m1/Status/StateCurrentStr", ["Execute", "Held"])
        heard.hear("hall/m1/Admin/ProdConsumedCount/0/AccCount", rising.map { "\(10 * $0)" })
        heard.hear("hall/m1/Admin/ProdProcessedCount/0/AccCount", rising.map { "\(8 * $0)" })
        heard.hear("hall/m1/Admin/ProdDefectiveCount/0/AccCount", rising.map { "\(2 * $0)" })
        #expect(heard.signals["good"]?.topic == "hall/m1/Admin/ProdProcessedCount/0/AccCount")
        #expect(heard.signals["made"] == nil)
        #expect(heard.unplaced["hall/m1/Admin/ProdConsumedCount/0/AccCount"] == .material)
    }

    @Test func processedIsMadeWhereItEqualsConsumed() {
        var heard = Heard()
        heard.hear("hall/m1/Admin/ProdConsumedCount/0/AccCount", rising.map { "\(10 * $0)" })
        heard.hear("hall/m1/Admin/ProdProcessedCount/0/AccCount", rising.map { "\(10 * $0)" })
        heard.hear("hall/m1/Admin/ProdDefectiveCount/0/AccCount", rising.map { "\(2 * $0)" })
        #expect(heard.signals["made"] != nil && heard.signals["good"] == nil)
    }

    @Test(arguments: [
        ("seq", Why.sequence), ("n7", .sequence), ("uptime", .followsClock),
        ("setting", .constant),
    ])
    func whatOnlyRisesIsNoCounterYet(name: String, why: Why) {
        let values = (0..<30).map { name == "setting" ? 7 : name == "uptime" ? 60 + $0 * 2 : $0 }
        let heard = Heard.beside(
            "hall/m1/data", object(name, values), every: name == "uptime" ? 2 : 1)
        #expect(counter(heard, "made") == nil)
        #expect(heard.unplaced[name] == why)
    }

    @Test func scrapAloneIsNotProposed() throws {
        let heard = Heard.beside("hall/m1/data", object("bad", rising))
        #expect(heard.signals["scrap"] == nil)
        #expect(heard.unplaced["bad"] == .scrapAlone)
        _ = try heard.plant()
    }

    @Test func fractionsGiveTheStep() {
        let heard = Heard.beside("hall/m1/data", object("total", rising.map { "\($0).25" }))
        #expect(counter(heard, "made")?.step == 10_000)
        let finer = Heard.beside(
            "hall/m1/data", object("total", rising.map { "\($0).16886187098953057" }))
        #expect(counter(finer, "made")?.step == 1)
    }

    @Test func modulusNeedsAFallFromJustBelowIt() {
        let around = (0..<40).map { (9_960 + 2 * $0) % 10_000 }
        let heard = Heard.beside("hall/m1/data", object("total", around))
        #expect(counter(heard, "made")?.modulus == 10_000 * quantityScale)
        let reset = (0..<40).map { (5_000 + 2 * $0) % 5_040 }
        let other = Heard.beside("hall/m1/data", object("total", reset))
        #expect(counter(other, "made")?.modulus == nil)
    }

    @Test func smallFallsAreJitterAndSpikesAreNone() {
        var values = rising
        values[20] = values[19] - 1
        let jittering = Heard.beside("hall/m1/data", object("total", values))
        #expect(counter(jittering, "made")?.jitter == quantityScale)
        values = rising
        values[20] = 60_000
        let spiking = Heard.beside(
            "hall/m1/data",
            values.enumerated().map {
                "{\"ts\":\(1_772_409_600 + $0.offset),\"total\":\($0.element)}"
            })
        let rate = counter(spiking, "made")?.maxRate
        #expect(rate.map { $0.count <= 20 * quantityScale } == true)
    }

    @Test func receivedTimesGiveNoGreatestRate() {
        let heard = Heard.beside("hall/m1/data", object("total", rising))
        #expect(counter(heard, "made")?.maxRate == nil)
    }

    @Test func retainedReadingIsABaseline() {
        var record = NumberRecord()
        let at = Timestamp(clampingSeconds: 0)
        record.take(5, text: "5", at: at, isBaseline: false)
        record.take(5_000, text: "5000", at: at + 1, isBaseline: true)
        record.settle()
        #expect(record.totalRise == 0 && record.rises == 0)
    }
}
