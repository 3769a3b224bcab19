import Telemetry
import Testing

@testable import Decoding
@testable import Plant

/// What single conventions refuse, and what plain JSON takes.
@Suite struct StrictnessTests {
    private func refusal(_ given: ConventionCase, _ payload: String) throws
        -> QuarantineReason.Kind?
    {
        var decoder = Decoder(plant: try given.plant(), broker: 0)
        return decoder.decode(payload, topic: given.topic).verdict.refusal
    }

    @Test(arguments: [
        #"{"timestamp_ms":1733904005123}"#, #"{"value":1}"#, "{}", "[]", "7", "null",
        #"{"timestamp_ms":1733904005123,"value":1,"unit":"C"}"#,
        #"{"timestamp_ms":1733904005123,"temperature":1}"#,
        #"{"timestamp_ms":1733904005123,"value":null}"#,
        #"{"timestamp_ms":1733904005123,"value":{}}"#,
        #"{"timestamp_ms":1733904005123,"value":[1]}"#,
        #"{"timestamp_ms":"1733904005123","value":1}"#,
        #"{"timestamp_ms":1733904005123.5,"value":1}"#,
        #"{"timestamp_ms":null,"value":1}"#, #"{"timestamp_ms":true,"value":1}"#,
        #"{"timestamp_ms":1733904005123,"timestamp_ms":1733904005123}"#,
        #"{"timestamp_ms":1733904005123,"value":1,"value":2}"#,
        #"[{"timestamp_ms":1733904005123,"value":1}]"#,
    ])
    func rawTakesExactlyOneValueAndOneTime(_ payload: String) throws {
        #expect(try refusal(ConventionCase.raw[0], payload) == .nonconforming)
        #expect(try refusal(ConventionCase.raw[3], payload) == .nonconforming)
    }

    @Test(arguments: [
        #"{"temperature_c":154.1}"#, #"{"timestamp_ms":null,"tagname":1}"#,
        // The document's own examples: seconds, read as milliseconds of January 1970.
        #"{"timestamp_ms":1702286893,"tagname":154.1}"#, #"{"timestamp_ms":-1,"tagname":1}"#,
        #"{"timestamp_ms":9999999999999999,"tagname":1}"#, #"{"timestamp_ms":{},"tagname":1}"#,
    ])
    func historianDemandsATime(_ payload: String) throws {
        #expect(try refusal(ConventionCase.historian[2], payload) == .time)
    }

    @Test func historianTakesAnotherTagForNoSample() throws {
        let payload = #"{"timestamp_ms":1732280023697,"other":1}"#
        #expect(try refusal(ConventionCase.historian[2], payload) == .noBoundField)
    }

    @Test(
        arguments: [
            ("true", [1], [2]), ("false", [1], [130]), ("null", [1], [2]), ("0", [1], [130]),
            ("\"good\"", [1], [130]),
        ] as [(String, [Double], [UInt8])])
    func kepwareMarksWhatItDoesNotTrust(
        quality: String, values: [Double], flags: [UInt8]
    ) throws {
        var decoder = Decoder(plant: try ConventionCase.kepware[0].plant(), broker: 0)
        let outcome = decoder.decode(
            #"{"values":[{"id":"Ch.Dev.Tag","v":1,"t":1521698358299,"q":\#(quality)}]}"#)
        #expect(outcome.values == values.map { Int64(bitPattern: $0.bitPattern) })
        #expect(outcome.flags == flags)
    }

    @Test(arguments: [(0, true), (1, true), (2, false), (3, false), (-1, true)])
    func siemensMarksWhatItDoesNotTrust(code: Int, isBad: Bool) throws {
        var decoder = Decoder(plant: try ConventionCase.siemens[0].plant(), broker: 0)
        for quality in ["\(code)", "\"\(code)\""] {
            let outcome = decoder.decode(#"{"vals":[{"id":101,"val":4,"qc":\#(quality)}]}"#)
            #expect(outcome.values == [4_000_000])
            #expect(outcome.flags == [isBad ? 128 : 0])
        }
    }

    @Test func findsATagAmongManyAndTakesTheLastOfEqualOnes() throws {
        var decoder = Decoder(plant: try ConventionCase.kepware[0].plant(), broker: 0)
        let others = (0..<300).map {
            #"{"id":"Ch.Dev.Tag\#($0)","v":0,"q":true,"t":1521698358299}"#
        }
        let own = [1, 2].map { #"{"id":"Ch.Dev.Tag","t":1521698358299,"q":true,"v":\#($0)}"# }
        let payload = #"{"values":["# + (others + own).joined(separator: ",") + "]}"
        #expect(decoder.decode(payload).values == ConventionCase.real(2))
    }

    @Test(arguments: [
        #"{"values":[{"id":"Ch.Dev.Tag2","v":1}]}"#, #"{"values":[{"ID":"Ch.Dev.Tag","v":1}]}"#,
        #"{"values":[["id","Ch.Dev.Tag"]]}"#, #"{"values":{"id":"Ch.Dev.Tag","v":1}}"#,
        #"{"values":[]}"#,
    ])
    func takesNoOtherTag(_ payload: String) throws {
        let refusal = try refusal(ConventionCase.kepware[0], payload)
        #expect(refusal == .time || refusal == .noBoundField)
    }
}
