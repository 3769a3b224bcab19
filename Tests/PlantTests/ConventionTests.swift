import Plant
import Telemetry
import Testing

/// What a signal's convention fills in, and what the signal says itself.
@Suite struct ConventionTests {
    private func signals(_ signals: String) throws -> [Signal] {
        try Fixtures.read(Fixtures.plant(signals: signals)).signals
    }

    private static let stamp = TimeField(path: FieldPath(.key("timestamp_ms")), unit: .ms)

    @Test func fillsInPlaceTimeAndTable() throws {
        let signals = try signals(
            """
            state: { kind: state, topic: s, convention: umh-analytics },
            heat: { kind: measurement, topic: h, convention: umh-historian, field: a.b, unit: Cel },
            gate: { kind: actuator, topic: g, convention: kepware, command: C.D.Set, feedback: C.D.Is }
            """)
        let start = TimeField(path: FieldPath(.key("start_time_unix_ms")), unit: .ms)
        #expect(signals[0].source == .topic("s", value: FieldPath(.key("state")), time: start))
        #expect(signals[0].meaning == .state(.builtIn(.umh)))
        #expect(signals[0].rule.convention == "umh-analytics" && signals[0].rule.demandsTime)
        let place = FieldPath(.key("a"), .key("b"))
        #expect(signals[1].source == .topic("h", value: place, time: Self.stamp))
        let element = FieldPath.Step.element(key: "id", value: "C.D.Is")
        let position = FieldPath(.key("values"), element, .key("v"))
        guard case .actuator(let actuator) = signals[2].meaning else {
            Issue.record("an actuator was expected")
            return
        }
        #expect(actuator.feedback == position)
        #expect("\(actuator.command)" == "values[id=C.D.Set].v")
        #expect(signals[2].rule.quality?.path == FieldPath(.key("values"), element, .key("q")))
    }

    @Test func whatTheSignalSaysItselfWins() throws {
        let signals = try signals(
            """
            state: { kind: state, topic: s, convention: umh-analytics, field: code, time: { field: at, unit: s }, states: packml },
            heat: { kind: measurement, topic: h, convention: umh-raw, time: at, unit: Cel }
            """)
        let time = TimeField(path: FieldPath(.key("at")), unit: .s)
        #expect(signals[0].source == .topic("s", value: FieldPath(.key("code")), time: time))
        #expect(signals[0].meaning == .state(.builtIn(.packml)))
        #expect(!signals[0].rule.demandsTime && !signals[1].rule.isExact)
    }

    @Test func namesAndNumbersAndFaultsStandSideBySide() throws {
        let signals = try signals(
            """
            name: { kind: state, topic: n, convention: packml },
            number: { kind: state, topic: s, convention: packml, fallback: true },
            blocked: { kind: state, topic: b, convention: packml, states: packml-blocked },
            logic: { kind: state, topic: l, states: mtconnect-condition },
            motion: { kind: state, topic: m, states: mtconnect-condition }
            """)
        #expect(signals.map(\.stateRole) == [.state, .fallback, .blocked, .fault, .fault])
    }

    @Test func anOrderHasABeginningAndAnEnd() throws {
        let signals = try signals(
            """
            order: { kind: order, topic: a/work-order/start, convention: umh-analytics },
            end: { kind: order, topic: a/work-order/stop, convention: umh-analytics }
            """)
        #expect(signals.map(\.rule.isEnd) == [false, true])
    }

    @Test(arguments: [
        ("packml", "2", UnitMode.maintenance), ("packml", "3", .manual),
        ("packml-libremfg", "2", .manual), ("packml-libremfg", "3", .maintenance),
        ("packml", "Production", .production), ("packml-libremfg", "Manual", .manual),
    ])
    func modesHaveTablesToo(table: String, word: String, mode: UnitMode) throws {
        let signals = try signals("mode: { kind: mode, topic: m, states: \(table) }")
        guard case .mode(let words) = signals[0].meaning else {
            Issue.record("a mode was expected")
            return
        }
        #expect(words[word] == mode)
    }

    @Test func aMappingIsWhatDecodingDependsOn() throws {
        let base = Fixtures.plant()
        let mapping = try Fixtures.read(base).mappingHash(broker: 0)
        for (old, new) in [
            ("field: s", "field: z"), ("topic: t", "topic: u"), ("packml", "packml-opc"),
            ("type: cumulative", "type: delta"), ("field: m", "field: m, time: ts"),
        ] {
            let changed = base.replacing(old, with: new, maxReplacements: 1)
            #expect(try Fixtures.read(changed).mappingHash(broker: 0) != mapping, "\(new)")
        }
        for (old, new) in [("item_time: 1 s", "item_time: 2 s"), ("id: test", "id: other")] {
            let changed = base.replacing(old, with: new)
            #expect(try Fixtures.read(changed).mappingHash(broker: 0) == mapping, "\(new)")
        }
    }
}
