import Telemetry
import Testing

@testable import Decoding
@testable import Plant

@Suite struct DecoderTests {
    private let status = Fixtures.plant([
        Fixtures.signal(.state(.builtIn(.packml)), field: "state", time: "ts"),
        Fixtures.signal(Fixtures.counter(), field: "total", time: "ts"),
        Fixtures.signal(.product(["L1-BLUE": 0, "17": 1]), field: "order.sku", time: "ts"),
        Fixtures.signal(Fixtures.measurement, field: "zones[1].temp"),
    ])

    @Test func takesEverySignalOfATopicInOnePass() {
        var decoder = Decoder(plant: status, broker: 0)
        let outcome = decoder.decode(
            """
            {"ts":1772409599000,"state":6,"zones":[{"temp":1},{"temp":21.5}],
             "order":{"sku":"L1-BLUE"},"total":10.9}
            """)
        #expect(outcome.verdict == .decoded(samples: 4))
        #expect(outcome.values == [1, 10_000_000, 0, Int64(bitPattern: 21.5.bitPattern)])
        let own: Int64 = 1_772_409_599_000_000_000
        #expect(outcome.times == [own, own, own, Fixtures.receiveTime.nanoseconds])
        #expect(outcome.flags == [2, 2, 2, 0])
    }

    @Test func givesNoSampleForAnAbsentField() {
        var decoder = Decoder(plant: status, broker: 0)
        #expect(decoder.decode(#"{"state":"Execute"}"#).values == [1])
        #expect(decoder.decode(#"{"total":3}"#).values == [3_000_000])
    }

    @Test func refusesAMessageWithoutAnyBoundField() {
        var decoder = Decoder(plant: status, broker: 0)
        for payload in ["{}", "[]", "7", #"{"ts":1772409599000}"#, #"{"States":1,"order":{}}"#] {
            #expect(decoder.decode(payload).verdict.refusal == .noBoundField, "\(payload)")
        }
    }

    @Test func refusesTheWholeMessageForOneBadField() {
        var decoder = Decoder(plant: status, broker: 0)
        let outcome = decoder.decode(#"{"state":6,"total":"many"}"#)
        #expect(
            outcome.verdict
                == .quarantined(
                    QuarantineReason(.notNumber, signal: SignalIndex(rawValue: 1))))
        #expect(outcome.values.isEmpty)
    }

    @Test func knowsNoUnboundTopic() {
        var decoder = Decoder(plant: status, broker: 0)
        #expect(decoder.decode("{}", topic: "tt").verdict == .unbound)
        #expect(decoder.decode("{}", topic: "").verdict == .unbound)
    }

    @Test func findsEachOfManyTopics() {
        let signals = (0..<5_000).map {
            Fixtures.signal(Fixtures.counter(), field: "n", topic: "plant/line/unit-\($0)/status")
        }
        var decoder = Decoder(plant: Fixtures.plant(signals), broker: 0)
        var samples: [Sample] = []
        let payload = Array(#"{"n":1}"#.utf8)
        for number in 0..<5_000 {
            let topic = Array("plant/line/unit-\(number)/status".utf8)
            _ = decoder.decode(
                topic: topic.span, payload: payload.span,
                message: MessageInfo(record: 1, receiveTime: Fixtures.receiveTime), into: &samples)
        }
        #expect(samples.map(\.signal.rawValue) == (0..<5_000).map { UInt32($0) })
        #expect(decoder.topics == decoder.topics.sorted() && decoder.topics.count == 5_000)
    }

    @Test func leavesOutOtherBrokersAndSparkplug() {
        var sparkplug = Fixtures.signal(Fixtures.counter())
        sparkplug.source = .sparkplug(node: "g/n", metric: "m")
        let plant = Fixtures.plant([sparkplug, Fixtures.signal(Fixtures.counter(), topic: "b")])
        #expect(Decoder(plant: plant, broker: 0).topics == ["b"])
        #expect(Decoder(plant: plant, broker: 1).topics.isEmpty)
    }

    @Test func marksRetainedAndAcknowledgedMessages() {
        var decoder = Decoder(plant: status, broker: 0)
        #expect(decoder.decode(#"{"total":1}"#, retained: true).flags == [1])
        #expect(decoder.decode(#"{"total":1}"#, acknowledged: true).flags == [4])
    }

    @Test func forgetsTheFieldsOfTheMessageBefore() {
        var decoder = Decoder(plant: status, broker: 0)
        _ = decoder.decode(#"{"state":6,"total":5,"order":{"sku":"17"}}"#)
        #expect(decoder.decode(#"{"state":2}"#).values == [6])
    }

    @Test func takesTheLastOfEqualMembers() {
        var decoder = Decoder(plant: status, broker: 0)
        #expect(decoder.decode(#"{"total":1,"total":2}"#).values == [2_000_000])
        #expect(
            decoder.decode(#"{"order":{"sku":"17"},"order":{}}"#).verdict.refusal == .noBoundField)
    }

    @Test func comparesNamesAsTheyAreMeant() {
        let names = ["größe", "temperature-1", "temperature-2", "a-very-long-member-name-1", ""]
        for name in names {
            let plant = Fixtures.plant(
                names.map {
                    var signal = Fixtures.signal(Fixtures.counter(.delta), field: "x")
                    signal.source = .topic(
                        "t", value: FieldPath(steps: [.key($0)]), time: nil)
                    return signal
                })
            var decoder = Decoder(plant: plant, broker: 0)
            let escaped = name.unicodeScalars.map { scalar in
                let digits = String(scalar.value, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            for written in [name, escaped.joined()] {
                let outcome = decoder.decode("{ \"\(written)\" : 7 , \"other-name-here\":1 }")
                #expect(outcome.values == [7_000_000], "\(written)")
            }
        }
    }
}
