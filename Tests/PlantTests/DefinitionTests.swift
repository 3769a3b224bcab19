import Plant
import Telemetry
import Testing

@Suite struct DefinitionTests {
    private func hash(_ yaml: String) throws -> String {
        try Fixtures.read(yaml).definitionHash(workUnit: 0)
    }

    @Test func theHashIsStable() throws {
        let plant = try Fixtures.read(Fixtures.plant())
        #expect(
            plant.definitionText(workUnit: 0) == """
                lineside definition 1
                convention iso22400
                time_zone Asia/Hong_Kong
                clock_tolerance 300000000000
                lateness 604800000000000
                minor_stop 300000000000
                stale_after 20000000000
                prefer made scrap
                product "p"
                shift 1234567 08:00-16:00 breaks [] effective ever until ever
                rate "p" from 1767196800000000000 1000000000/1
                counter made cumulative modulus none max_rate none jitter 1000000 step 1000000 pieces_per_count 1000000 time receive
                counter scrap cumulative modulus none max_rate none jitter 1000000 step 1000000 pieces_per_count 1000000 time receive
                state packml time receive

                """)
        #expect(
            plant.definitionHash(workUnit: 0)
                == "sha256:a53dece34d7da1bf8f894018f58e206b221a48d0632d8cc738dec8842f3d95d7")
        #expect(plant.definitionHash(line: 0).count == 71)
    }

    @Test(arguments: [
        ("time_zone", "name: Other, time_zone"), ("b: { url", "other: { url"),
        ("broker: b", "broker: b "), ("topic: t", "topic: elsewhere"), ("field: m", "field: total"),
        ("made: {", "pieces: {"), ("by: me", "by: you"), ("name: day", "name: early"),
        (" u: {", " unit-9: {"), ("heartbeat: 10 s,", "minor_stop: 5 min, heartbeat: 10 s,"),
    ])
    func namesAndPlacesDoNotChangeTheDefinition(old: String, new: String) throws {
        var yaml = Fixtures.plant().replacing(
            old, with: new, maxReplacements: old == "topic: t" ? 9 : 1)
        if old == "b: { url" { yaml = yaml.replacing("broker: b", with: "broker: other") }
        #expect(yaml != Fixtures.plant())
        #expect(try hash(yaml) == hash(Fixtures.plant()))
    }

    @Test(arguments: [
        ("time_zone: Asia/Hong_Kong", "time_zone: Asia/Taipei"),
        ("time_zone", "convention: tpm, time_zone"),
        ("time_zone", "clock_tolerance: 1 s, time_zone"),
        ("from: \"08:00\"", "from: \"07:00\""), ("item_time: 1 s", "item_time: 1/3 s"),
        ("from: 2026-01-01", "from: 2026-01-02"), ("heartbeat: 10 s", "heartbeat: 11 s"),
        ("packml", "e10"), ("cumulative", "resettable"), ("counts: made", "counts: good"),
        ("field: s,", "field: s, time: ts,"), ("product: p\n", "product: q\n"),
        ("u: { heartbeat", "u: { minor_stop: 3 items, heartbeat"),
        ("state: {", "order: { kind: order, topic: o }, state: {"),
    ])
    func whatChangesFiguresChangesTheDefinition(old: String, new: String) throws {
        let yaml = Fixtures.plant().replacing(old, with: new, maxReplacements: 1)
        #expect(yaml != Fixtures.plant())
        #expect(try hash(yaml) != hash(Fixtures.plant()))
    }
}
