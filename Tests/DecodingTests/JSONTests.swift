import Foundation
import Telemetry
import Testing

@testable import Decoding
@testable import Plant

@Suite struct JSONTests {
    private static let plant = Fixtures.plant([
        Fixtures.signal(.state(.builtIn(.packml)), field: "state", time: "ts"),
        Fixtures.signal(Fixtures.counter(), field: "total", time: "ts"),
        Fixtures.signal(.product(["L1-BLUE": 0]), field: "order.sku"),
        Fixtures.signal(.order, field: "order.id"),
        Fixtures.signal(Fixtures.measurement, field: "zones[1].temp"),
        Fixtures.signal(Fixtures.counter(.pulse), topic: "pulse"),
        Fixtures.signal(.state(.builtIn(.packml)), topic: "bare"),
        Fixtures.signal(Fixtures.measurement, topic: "real"),
    ])

    private static let seeds = [
        #"{"ts":1772409599000,"state":6,"total":10.5,"order":{"sku":"L1-BLUE","id":"4711"}}"#,
        #"{"zones":[{"temp":-1.5e1},{"temp":21.5,"x":[true,false,null]}],"größe":"é\u00e9\n"}"#,
        #"[1,"two",3.0E-2,{"a":[[],{}]},"\ud83d\ude00"," "]"#,
        "  { \"ts\" : \"2026-03-02T07:59:59+08:00\" ,\r\n\t\"total\": \"42\" } ",
    ]

    private func isJSON(_ bytes: [UInt8]) -> Bool {
        var reader = JSONReader(tree: FieldTree(), slotCount: 0)
        return reader.read(bytes.span, root: -1) == nil
    }

    /// A few random changes of a payload.
    private func mutated(_ seed: String, _ generator: inout SeededGenerator) -> [UInt8] {
        let alphabet =
            Array(#"{}[]":,.0123456789eE+-\untrfalse /"#.utf8) + [0, 9, 0x80, 0xC3, 0xFF]
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let byte = alphabet.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0...3, using: &generator) {
            case 0 where place < bytes.count: bytes[place] = byte
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes = Array(bytes.prefix(place))
            default: bytes.insert(byte, at: place)
            }
        }
        return bytes
    }

    @Test(arguments: [
        "{}", "[]", "0", "-0", "-0.5e-7", "\"\"", "true", "false", "null", " [ ] ", "[[[]]]",
        #"{"":{"":[]}}"#, #""\"\\\/\b\f\n\r\t\u0000""#, "1234567890123456789012345678901234567890",
        "\"é€😀\"", #""\uD83D\uDE00""#, "[1.25]", "12345678.12345678e12345678",
    ])
    func acceptsJSON(_ text: String) { #expect(isJSON(Array(text.utf8))) }

    @Test(arguments: [
        "", " ", "{", "[", "}", "{]", "[}", "{,}", "[,]", "[1,]", "{\"a\":1,}", "{\"a\"}",
        "{\"a\" 1}", "{a:1}", "{'a':1}", "[1 2]", "01", "-", "-a", "1.", ".5", "1e", "1e+", "+1",
        "tru", "truex", "nul", "falsy", "NaN", "Infinity", "\"", "\"a", "\"\\", "\"\\x\"",
        "\"\\u12\"", "\"\\u12g4\"", "\"\t\"", "\"\n\"", "1 1", "{}x", "{}{}", "[1]]", "00", "-01",
        #""\ud83d""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\ude00""#, "{}\u{0}", "\u{FEFF}{}",
        "/**/1", "12345678.", "123456789.e5",
    ])
    func refusesWhatIsNoJSON(_ text: String) { #expect(!isJSON(Array(text.utf8))) }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF],
        ] as [[UInt8]])
    func refusesBadUTF8(_ bytes: [UInt8]) {
        #expect(!isJSON([0x22] + bytes + [0x22]))
    }

    @Test func limitsTheDepth() {
        func nested(_ depth: Int, _ open: String, _ close: String) -> [UInt8] {
            Array(
                (String(repeating: open, count: depth) + "1"
                    + String(repeating: close, count: depth)).utf8)
        }
        var reader = JSONReader(tree: FieldTree(), slotCount: 0)
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = nested(64, open, close)
            let tooDeep = nested(65, open, close)
            let abyss = nested(200_000, open, "")
            #expect(reader.read(deep.span, root: -1) == nil)
            #expect(reader.read(tooDeep.span, root: -1) == .tooDeep)
            #expect(reader.read(abyss.span, root: -1) == .tooDeep)
        }
    }

    @Test func agreesWithFoundationOnValidity() {
        var generator = SeededGenerator(state: 3)
        var disagreements: [String] = []
        for round in 0..<20_000 {
            let bytes = mutated(Self.seeds[round % Self.seeds.count], &generator)
            // Foundation guesses UTF-16 and UTF-32 from zeros; ours is UTF-8 only.
            if bytes.contains(0) { continue }
            let theirs =
                (try? JSONSerialization.jsonObject(
                    with: Data(bytes), options: .fragmentsAllowed)) != nil
            if isJSON(bytes) == theirs { continue }
            // It is laxer on a comma at the end and stricter on numbers beyond a double.
            let text = String(decoding: bytes, as: UTF8.self)
            let isKnown = theirs ? text.contains(/,\s*[}\]]/) : text.contains(/\d[eE]\+?\d{3}/)
            if !isKnown { disagreements.append("\(theirs) \(text)") }
        }
        #expect(disagreements.isEmpty)
    }

    @Test func survivesMutatedPayloads() {
        var generator = SeededGenerator(state: 4)
        var first = Decoder(plant: Self.plant, broker: 0)
        var second = Decoder(plant: Self.plant, broker: 0)
        let topics = ["t", "t", "pulse", "bare", "real"]
        var unstable = 0
        var decoded = 0
        var refused = 0
        for round in 0..<100_000 {
            let bytes = mutated(Self.seeds[round % Self.seeds.count], &generator)
            let topic = topics[round % topics.count]
            let outcome = first.decode(bytes, topic: topic)
            if second.decode(bytes, topic: topic) != outcome { unstable += 1 }
            if second.decode(bytes, topic: topic) != outcome { unstable += 1 }
            if case .decoded(let count) = outcome.verdict {
                decoded += 1
                if outcome.values.count != count { unstable += 1 }
            } else {
                refused += 1
                if !outcome.values.isEmpty { unstable += 1 }
            }
        }
        #expect(unstable == 0)
        #expect(decoded > 10_000 && refused > 10_000)
    }

    @Test func survivesRandomBytes() {
        var generator = SeededGenerator(state: 5)
        var decoder = Decoder(plant: Self.plant, broker: 0)
        var crashes = 0
        for round in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let outcome = decoder.decode(bytes, topic: ["t", "pulse", "bare", "real"][round % 4])
            if outcome.verdict == .unbound { crashes += 1 }
        }
        #expect(crashes == 0)
    }
}
