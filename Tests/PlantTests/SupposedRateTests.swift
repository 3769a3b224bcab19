import Plant
import Telemetry
import Testing

@Suite struct SupposedRateTests {
    @Test(
        arguments: [
            ("l/u:p=480ms", 480_000_000, 1), ("l/u:p=480 ms", 480_000_000, 1),
            ("l/u:p=7500/h", 480_000_000, 1), ("l/u:p=1/3 s", 1_000_000_000, 3),
        ] as [(String, Int64, Int64)])
    func isReadAsPeopleTypeIt(text: String, time: Int64, items: Int64) throws {
        let rates = try Fixtures.read(Fixtures.plant()).parse(supposedRates: [text])
        let rate = try #require(rates.first)
        #expect((rate.workUnit, rate.product, rates.count) == (0, 0, 1))
        #expect((rate.itemTime, rate.items) == (time, items))
    }

    @Test func standsInPlaceOfAllDeclaredOnesOfTheProduct() throws {
        let more = """
            rates: [ { product: p, item_time: 2 s, from: 2026-02-01, by: me, reason: r }, \
            { product: q, item_time: 3 s, from: 2026-02-01, by: me, reason: r },
            """
        let plant = try Fixtures.read(Fixtures.plant().replacing("rates: [", with: more))
        let other = plant.supposing(try plant.parse(supposedRates: ["l/u:p=4 s"]))
        #expect(other.workUnits[0].rates.map(\.product) == [1, 0])
        #expect(other.workUnits[0].rates.last?.from == .distantPast)
        #expect(plant.workUnits[0].rates.count == 3)
        #expect(other.definitionHash(workUnit: 0) != plant.definitionHash(workUnit: 0))
    }

    // swift-format-ignore
    @Test(arguments: [
        ("l/u", "\"l/u\" is not a rate to try; expected line/unit:product=480 ms"),
        ("l/up:p=1s", "there is no work unit \"l/up\"; did you mean \"l/u\"?"),
        ("l/u:gloves=1s", "there is no product \"gloves\"; there are p, q"),
        ("l/u:p=fast", "the rate \"fast\" does not begin with a number; expected a time per item such as 480 ms, or 7500/h"),
        ("l/u:p=480", "the rate \"480\" has no unit; write ns, us, ms, s, min, h or d"),
        ("l/u:p=0/h", "the rate \"0/h\" is not above zero; expected a time per item such as 480 ms, or 7500/h"),
        ("l/u:p=5/x", "the rate \"5/x\" has the unknown unit \"x\"; expected ns, us, ms, s, min, h or d"),
    ])
    func refusesWhatIsNoRate(text: String, message: String) throws {
        let plant = try Fixtures.read(Fixtures.plant())
        let error = #expect(throws: SupposedRateError.self) {
            try plant.parse(supposedRates: [text])
        }
        #expect(error?.description == message)
    }

    @Test func refusesTwoForOneProduct() throws {
        let plant = try Fixtures.read(Fixtures.plant())
        let error = #expect(throws: SupposedRateError.self) {
            try plant.parse(supposedRates: ["l/u:p=1s", "l/u:q=1s", "l/u:p=2s"])
        }
        #expect(error?.description == "l/u is given two rates for p")
    }
}
