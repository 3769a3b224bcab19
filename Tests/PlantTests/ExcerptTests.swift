import Foundation
import Plant
import Testing

/// The part of a plant file that is about some lines.
@Suite struct ExcerptTests {
    private static let yaml = """
        version: 1
        plant: { id: test, time_zone: Asia/Hong_Kong }
        brokers:
          near: { url: "mqtt://127.0.0.1" }
          far: { url: "mqtt://far.example" }
        products: { p: { unit: piece, name: { en: Mask, zh-Hant: 口罩 } } }
        lines:
          first:  # by hand
            broker: near
            work_units:
              a:
                rates: [{ product: p, item_time: 0.9 s, from: "2026-01-01", by: me, reason: r }]
                signals: &signals
                  made: { kind: counter, counts: made, topic: "{line}", field: m, type: cumulative }
                  state: { kind: state, topic: "{line}", field: s, states: { "1": stopped } }
          second: { broker: far, work_units: { b: { signals: *signals } } }
        """

    @Test(arguments: [("first", "second", "far"), ("second", "first", "near")])
    func hasTheLineAndItsBrokerAlone(line: String, other: String, broker: String) throws {
        let text = Plant.excerpt(of: Self.yaml, lines: [line])
        let (whole, part) = (try Fixtures.read(Self.yaml), try Fixtures.read(text))
        #expect(part.lines.map(\.id) == [line] && part.brokers.count == 1)
        #expect(!text.contains(other) && !text.contains(broker) && text.contains("口罩"))
        let place = try #require(whole.lines.firstIndex { $0.id == line })
        #expect(part.definitionHash(line: 0) == whole.definitionHash(line: place))
        #expect(Plant.excerpt(of: text, lines: [line]) == text)
    }

    @Test(arguments: ["funded-line", "hydroponics", "machining", "mazak", "sic-wafer", "yarn"])
    func anExampleKeepsItsMeaning(name: String) throws {
        let yaml = try String(contentsOfFile: "config/examples/\(name).yaml", encoding: .utf8)
        let whole = try Fixtures.read(yaml)
        let part = try Fixtures.read(
            Plant.excerpt(of: yaml, lines: Set(whole.lines.map(\.id))))
        #expect(part.definitionHash() == whole.definitionHash())
        for broker in whole.brokers.indices {
            #expect(part.mappingText(broker: broker) == whole.mappingText(broker: broker))
        }
    }

    @Test func whatIsNoPlantFileStaysAsItIs() {
        for text in ["", "- 1", "a: [", "version: 1"] {
            #expect(Plant.excerpt(of: text, lines: []) == text)
        }
    }
}
