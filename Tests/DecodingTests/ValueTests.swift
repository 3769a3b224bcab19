import Telemetry
import Testing

@testable import Decoding
@testable import Plant

/// A payload and what one signal makes of it.
struct ValueCase: CustomTestStringConvertible, Sendable {
    var payload: String
    var value: Int64?
    var isUnknown = false
    var refusal: QuarantineReason.Kind?

    init(_ payload: String, _ value: Int64?, unknown: Bool = false) {
        self.payload = payload
        self.value = value
        isUnknown = unknown
    }

    init(_ payload: String, refused refusal: QuarantineReason.Kind) {
        self.payload = payload
        self.refusal = refusal
    }

    var testDescription: String { payload }
}

@Suite struct ValueTests {
    private func check(_ given: ValueCase, _ meaning: SignalMeaning, field: String? = nil) {
        let plant = Fixtures.plant([Fixtures.signal(meaning, field: field)])
        var decoder = Decoder(plant: plant, broker: 0)
        let outcome = decoder.decode(given.payload)
        #expect(outcome.verdict.refusal == given.refusal)
        #expect(outcome.values == (given.value.map { [$0] } ?? []))
        #expect(outcome.flags == (given.value.map { _ in [given.isUnknown ? 8 : 0] } ?? []))
    }

    @Test(arguments: [
        ValueCase("6", 6_000_000), ValueCase("\"42.5\"", 42_500_000), ValueCase(" 7\n", 7_000_000),
        ValueCase("4.3542e2", 435_420_000), ValueCase("1E+3", 1_000_000_000),
        ValueCase("0.0000019", 1), ValueCase("00042", 42_000_000), ValueCase("-0", 0),
        ValueCase("+5", 5_000_000), ValueCase("9223372036854.775807", .max), ValueCase("null", nil),
        ValueCase("0e999999999999999999999", 0), ValueCase("1e-999999999999999999999", 0),
        ValueCase("000000000000000000000000000000000000001", 1_000_000),
        ValueCase("1.00000000000000000000000000000000000000", 1_000_000),
        ValueCase("9223372036854.775808", refused: .outOfRange),
        ValueCase("1e13", refused: .outOfRange), ValueCase("1e400", refused: .outOfRange),
        ValueCase("-1", refused: .negativeCount), ValueCase("NaN", refused: .notNumber),
        ValueCase("inf", refused: .notNumber), ValueCase("0x10", refused: .notNumber),
        ValueCase("1,5", refused: .notNumber), ValueCase("1e", refused: .notNumber),
        ValueCase(".", refused: .notNumber), ValueCase("1 2", refused: .notNumber),
        ValueCase("", refused: .empty), ValueCase("true", refused: .wrongType),
        ValueCase("{}", refused: .wrongType), ValueCase("[1]", refused: .wrongType),
        ValueCase("\"1", refused: .notJSON), ValueCase("1\u{7}", refused: .notText),
    ])
    func readsTotals(_ given: ValueCase) { check(given, Fixtures.counter(step: 1)) }

    @Test(arguments: [
        ValueCase("435.42", 435_000_000), ValueCase("0.99", 0), ValueCase("-3.5", -3_000_000),
    ])
    func cutsQuantitiesToTheStep(_ given: ValueCase) { check(given, Fixtures.counter(.delta)) }

    @Test(arguments: ["1", #"{"n":1}"#, "beep", "", "\u{0}", #"{"n":"#])
    func countsAPulseWhateverItSays(_ payload: String) {
        check(ValueCase(payload, 1_000_000), Fixtures.counter(.pulse))
        check(ValueCase(payload, 1_000_000), Fixtures.counter(.pulse), field: "n")
    }

    @Test func readsTheTimeOfAPulse() {
        let signal = Fixtures.signal(Fixtures.counter(.pulse), field: "n", time: "ts")
        var decoder = Decoder(plant: Fixtures.plant([signal]), broker: 0)
        let outcome = decoder.decode(#"{"ts":1772409599}"#)
        #expect(outcome.times == [1_772_409_599_000_000_000])
        #expect(decoder.decode("beep").verdict.refusal == .notJSON)
    }

    @Test(arguments: [
        ValueCase("Execute", 1), ValueCase("\"Execute\"", 1), ValueCase("6", 1),
        ValueCase("6.0", 1), ValueCase("\"6\"", 1), ValueCase(#""\u0045xecute""#, 1),
        ValueCase("execut", 0, unknown: true), ValueCase("99", 0, unknown: true),
        ValueCase("6.5", 0, unknown: true), ValueCase("true", 0, unknown: true),
        ValueCase("null", nil), ValueCase("", refused: .empty),
        ValueCase("{}", refused: .wrongType),
    ])
    func readsStatesByABuiltInTable(_ given: ValueCase) { check(given, .state(.builtIn(.packml))) }

    @Test(arguments: [
        ValueCase("true", 1), ValueCase("false", 3), ValueCase("läuft", 1), ValueCase("1", 1),
        ValueCase("1.0", 1), ValueCase("-2", 6), ValueCase("-2.0e0", 6),
        ValueCase("01", 0, unknown: true), ValueCase("TRUE", 0, unknown: true),
    ])
    func readsStatesByAMapOfThePlant(_ given: ValueCase) {
        check(
            given,
            .state(
                .custom([
                    "true": .producing, "false": .idle, "läuft": .producing, "1": .producing,
                    "-2": .stopped,
                ])))
    }

    @Test(arguments: [
        ValueCase(#"{"v":17}"#, 2), ValueCase(#"{"v":"17"}"#, 2), ValueCase(#"{"v":1.7e1}"#, 2),
        ValueCase(#"{"v":null}"#, -1), ValueCase(#"{"v":""}"#, -1),
        ValueCase(#"{"v":18}"#, -1, unknown: true), ValueCase(#"{"v":{}}"#, refused: .wrongType),
    ])
    func readsReasonsAndProducts(_ given: ValueCase) {
        check(given, .reason(["17": 2]), field: "v")
        check(given, .product(["17": 2]), field: "v")
    }

    @Test(arguments: [
        ValueCase(#"{"m":1}"#, 1), ValueCase(#"{"m":"maint"}"#, 3), ValueCase(#"{"m":null}"#, nil),
        ValueCase(#"{"m":9}"#, 0, unknown: true),
    ])
    func readsModes(_ given: ValueCase) {
        check(given, .mode(["1": .production, "maint": .maintenance]), field: "m")
    }

    @Test(arguments: [
        ValueCase(#"{"id":null}"#, 0), ValueCase(#"{"id":""}"#, 0),
        // Published values of FNV-1a with 64 bits.
        ValueCase(#"{"id":"a"}"#, Int64(bitPattern: 0xAF63_DC4C_8601_EC8C)),
        ValueCase(#"{"id":"foobar"}"#, Int64(bitPattern: 0x8594_4171_F739_67E8)),
        ValueCase(#"{"id":true}"#, refused: .wrongType),
    ])
    func readsOrders(_ given: ValueCase) { check(given, .order, field: "id") }

    @Test(arguments: ["", "null", "\"\"", "  "])
    func endsAnOrderByAnEmptyPayload(_ payload: String) { check(ValueCase(payload, 0), .order) }

    @Test func givesTheSameOrderForTextAndNumber() {
        let plant = Fixtures.plant([Fixtures.signal(.order, field: "id")])
        var decoder = Decoder(plant: plant, broker: 0)
        #expect(
            decoder.decode(#"{"id":4711}"#).values == decoder.decode(#"{"id":"4711"}"#).values)
    }

    @Test(arguments: [
        ("21.5", 21.5), ("-0.1", -0.1), ("true", 1), ("false", 0), ("\"3e2\"", 300),
        ("1e-400", 0), ("23.700000000000003", 23.700000000000003),
        ("179769313486231570000000000000000000000e270", 1.7976931348623157e308),
    ])
    func readsMeasurements(_ payload: String, _ value: Double) {
        check(ValueCase(payload, Int64(bitPattern: value.bitPattern)), Fixtures.measurement)
    }

    @Test(arguments: ["1e400", "-1e400", "\"1e309\""])
    func refusesAnInfiniteMeasurement(_ payload: String) {
        check(ValueCase(payload, refused: .outOfRange), Fixtures.measurement)
    }

    @Test(
        arguments: [
            (#"{"cmd":10,"pos":9.5}"#, [10, 9.5], [64, 0]), (#"{"cmd":true}"#, [1], [64]),
            (#"{"pos":"9.5","cmd":null}"#, [9.5], [0]), (#"{"cmd":null,"pos":null}"#, [], []),
        ] as [(String, [Double], [UInt8])])
    func takesAnActuatorsCommandAndFeedback(
        payload: String, values: [Double], flags: [UInt8]
    ) {
        let meaning = SignalMeaning.actuator(
            Actuator(command: Fixtures.path("cmd"), feedback: Fixtures.path("pos")))
        var decoder = Decoder(plant: Fixtures.plant([Fixtures.signal(meaning)]), broker: 0)
        let outcome = decoder.decode(payload)
        #expect(outcome.verdict == .decoded(samples: values.count))
        #expect(outcome.values == values.map { Int64(bitPattern: $0.bitPattern) })
        #expect(outcome.flags == flags)
        #expect(decoder.decode("{}").verdict.refusal == .noBoundField)
        #expect(decoder.decode(#"{"cmd":1,"pos":{}}"#).values.isEmpty)
    }

    @Test(
        arguments: [
            ("435.42", 10_000, 435_420_000), ("435.429", 10_000, 435_420_000),
            ("435.42", 250_000, 435_250_000), ("0.16886187098953057", 1, 168_861),
            ("-0.75", 500_000, -500_000),
        ] as [(String, Int64, Int64)])
    func cutsFractionsToTheStep(payload: String, step: Int64, value: Int64) {
        check(ValueCase(payload, value), Fixtures.counter(.delta, step: step))
    }
}
