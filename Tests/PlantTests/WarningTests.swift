import Plant
import Testing

@Suite struct WarningTests {
    private func warnings(_ old: String, _ new: String) throws -> [String] {
        let yaml = Mistake.right.replacing(old, with: new, maxReplacements: 1)
        return try Fixtures.read(yaml).warnings.map {
            String($0.description.dropFirst("plant.yaml:".count))
        }
    }

    @Test func warnsOfAUnitWithoutHeartbeat() throws {
        #expect(
            try warnings("        heartbeat: 10 s\n        minor", "        minor") == [
                "36:7: warning: m1/a has no heartbeat: silence is not judged; "
                    + "declare how often its source sends at least: heartbeat: 10 s"
            ])
    }

    @Test func warnsOfAProductWithoutARate() throws {
        #expect(
            try warnings(
                "mask: { name: Mask, unit: piece }",
                "mask: { name: Mask, unit: piece }\n  blank: {}\n  other: {}"
            ) == [])
        #expect(
            try warnings(
                "reason: { kind: reason, topic: t, field: c, reasons: { 17: jam } }",
                "product: { kind: product, topic: p, products: { A: mask, B: mask } }") == [])
        #expect(
            try warnings(
                "rates:\n          - { product: mask, item_time: 500 ms, from: 2026-01-01, by: me, reason: test }",
                "rates: []") == [
                    "36:7: warning: m1/a has no rate for product mask; "
                        + "its effectiveness and OEE stay empty while it runs"
                ])
    }

    @Test(arguments: ["delta", "pulse"])
    func recommendsCumulativeCounters(type: String) throws {
        #expect(
            try warnings("field: bad, type: cumulative", "field: bad, type: \(type)") == [
                "46:78: warning: a \(type) counter loses what a lost message carried; "
                    + "use a cumulative counter where the source has one"
            ])
    }

    @Test func warnsOfAMissingCalendar() throws {
        #expect(
            try warnings("    calendar: main\n", "") == [
                "30:3: warning: line m1 has no calendar: all time is scheduled; "
                    + "give it a \"calendar\" so that nights and holidays do not count"
            ])
    }

    @Test func warnsOfAConstraintThatCountsNothing() throws {
        #expect(
            try warnings("constraint: [a]", "constraint: [b]") == [
                "34:17: warning: m1/b paces line m1 but counts no pieces; "
                    + "the line has no OEE without a counter there"
            ])
    }

    @Test func saysWhereOneOfSeveralTimesIsMissing() throws {
        #expect(try warnings("field: n, type", "field: n, time: x, type") == [])
        let yaml = Mistake.right.replacing("field: n, type", with: "field: n, time: x, type")
            .replacing("field: bad, type", with: "field: bad, time: y, type")
            .replacing("reason: { kind", with: "why: { kind")
        #expect(
            try Fixtures.read(yaml).warnings.map(\.message) == [
                "m1/a/mode has no \"time\", and topic \"t\" has several",
                "m1/a/why has no \"time\", and topic \"t\" has several",
            ])
    }

    @Test func warnsOfKeysThatMeanNothing() throws {
        let said = try warnings("type: cumulative, modulus", "type: delta, modulus")
        #expect(
            said.map { $0.prefix { $0 != ";" } } == [
                "45:74: warning: a delta counter loses what a lost message carried",
                "45:81: warning: \"modulus\" means nothing for a delta counter",
                "45:97: warning: \"max_rate\" means nothing for a delta counter",
                "45:112: warning: \"jitter\" means nothing for a delta counter",
            ])
    }

    @Test func warnsWhereQualityIsNotMeasured() throws {
        #expect(
            try warnings(
                "scrap: { kind: counter, counts: scrap,", "scrap: { kind: counter, counts: rework,")
                == [
                    "36:7: warning: m1/a counts neither good pieces nor scrap: quality is not measured",
                    "40:17: warning: \"prefer\" names scrap, which no counter of m1/a counts",
                ])
    }

    @Test func warnsOfReasonsNearTheSixBigLosses() throws {
        #expect(
            try warnings("class: breakdown", "class: breakdwon") == [
                "28:17: warning: \"breakdwon\" is not one of the six big losses; "
                    + "did you mean \"breakdown\"?"
            ])
        #expect(try warnings("class: breakdown", "class: upstream") == [])
    }
}
