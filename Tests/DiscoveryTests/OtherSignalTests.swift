import Plant
import Telemetry
import Testing

@testable import Discovery

@Suite struct OtherSignalTests {
    @Test func productAndOrderStandTogether() {
        let heard = Heard.beside(
            "hall/m1/info",
            [
                #"{"sku":"L1-BLUE","id":"WO-1"}"#, #"{"sku":"L1-BLUE","id":"WO-1"}"#,
                #"{"sku":"L2-WHITE","id":"WO-2"}"#,
            ])
        guard case .product(let words)? = heard.signals["product"]?.meaning else {
            Issue.record("no product")
            return
        }
        #expect(words.keys.sorted() == ["L1-BLUE", "L2-WHITE"])
        #expect(heard.proposal.products.map(\.id) == ["l1-blue", "l2-white"])
        #expect(heard.signals["order"]?.why.contains(.besideProduct) == true)
    }

    @Test func codesThatNullClearsAreReasons() {
        let heard = Heard.beside(
            "hall/m1/alarm", object("code", ["17", "null", "21", "null"]))
        guard case .reason(let codes)? = heard.signals["reason"]?.meaning else {
            Issue.record("no reason")
            return
        }
        #expect(codes.keys.sorted() == ["17", "21"])
        #expect(heard.proposal.reasons.map(\.id) == ["reason-17", "reason-21"])
    }

    @Test(arguments: [
        ("temp", "Cel"), ("humidity", "%"), ("pressure_bar", "bar"), ("ph", "[pH]"),
    ])
    func measurementHasTheUnitOfItsName(name: String, unit: String) throws {
        let values = (0..<40).map { 20 + Double($0 % 7) / 10 }
        let heard = Heard.beside("hall/m1/sensor", object(name, values))
        let signal = heard.proposal.lines[0].units[0].signals.first { $0.kind == "measurement" }
        guard case .measurement(unit, let normal)? = signal?.meaning else {
            Issue.record("no measurement")
            return
        }
        #expect(normal.map { $0.lowerBound >= 20 && $0.upperBound <= 20.6 } == true)
        _ = try heard.plant()
    }

    @Test func energyThatRisesIsAMeter() {
        let heard = Heard.beside("hall/m1/power", object("kwh", rising.map { "\($0).5" }))
        #expect(heard.signals["kwh"]?.kind == "meter")
        let falling = Heard.beside("hall/m1/power", object("kwh", [3.5, 2.5, 1.5]))
        #expect(falling.signals["kwh"] == nil)
    }

    @Test func commandAndFeedbackAreAPair() throws {
        let heard = Heard.beside(
            "hall/m1/gate", (0..<20).map { "{\"gate_cmd\":\($0 % 3),\"gate_pos\":\($0 % 2)}" })
        #expect(heard.signals["gate"]?.kind == "actuator")
        _ = try heard.plant()
        let lonely = Heard.beside(
            "hall/m1/gate", (0..<20).map { "{\"gate_cmd\":\($0 % 3)}" })
        #expect(lonely.unplaced["gate_cmd"] == .unpaired)
    }

    @Test(arguments: [
        ("1772409600", TimeField.Unit.s), ("1772409600123", .ms), ("1772409600123456", .us),
        ("1772409600123456789", .ns), ("\"2026-03-02T00:00:00Z\"", .guess),
    ])
    func timeHasTheUnitOfItsSize(value: String, unit: TimeField.Unit) {
        var heard = Heard()
        heard.hear(
            "hall/m1/status",
            ["producing", "stopped"].map { "{\"ts\":\(value),\"state\":\"\($0)\"}" })
        #expect(heard.signals["state"]?.time?.unit == unit)
        #expect(heard.signals["state"]?.time?.path.description == "ts")
    }

    @Test func largeNumberWithoutNameAndFarFromNowIsNoTime() {
        let heard = Heard.beside("hall/m1/data", object("serial", [1_500_000_000, 1_500_000_007]))
        #expect(heard.unplaced["serial"] == .unknownName)
    }

    @Test func sparkplugAndBytesAreNamed() {
        var heard = Heard.beside("spBv1.0/g/NDATA/n", ["\u{8}"])
        heard.hearing.hear(
            topic: "hall/m1/image", payload: [0xFF, 0xD8, 0], at: .distantPast + 1,
            isRetained: false)
        #expect(heard.unplaced["spBv1.0/g/NDATA/n"] == .sparkplug)
        #expect(heard.unplaced["hall/m1/image"] == .opaque)
    }

    @Test func topicsOfTheBrokerAreLeftOut() {
        var heard = Heard()
        heard.hear("$SYS/broker/uptime", ["1", "2"])
        #expect(heard.hearing.messages == 0 && heard.proposal.isEmpty)
    }
}
