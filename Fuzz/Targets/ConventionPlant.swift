import Plant

/// Plants whose topics bind every convention and every kind of signal.
enum ConventionPlant {
    /// Values at places of JSON payloads; the topic is named after the convention.
    static let json = plant(
        """
        state: { kind: state, topic: plain, field: state, time: ts, states: packml }
        made: { kind: counter, counts: made, topic: plain, field: total, type: cumulative }
        scrap: { kind: counter, counts: scrap, topic: plain, field: "bad[1].n", type: delta }
        mode: { kind: mode, topic: plain, field: 'mode["a.b"]', states: { auto: production } }
        order: { kind: order, topic: plain, field: order }
        product: { kind: product, topic: plain, field: product, products: { "7": p, p: p } }
        reason: { kind: reason, topic: plain, field: reason, reasons: { jam: jam } }
        energy: { kind: meter, topic: plain, field: kwh, unit: kWh, type: cumulative, step: 0.001 }
        gate: { kind: actuator, topic: gate, command: cmd, feedback: pos, time: { field: at, unit: s }, tolerance: 0.5 }
        temp: { kind: measurement, topic: temp, field: "v[0]", time: { field: ts, unit: ms }, unit: Cel }
        historian: { kind: measurement, unit: Cel, topic: umh-historian, convention: umh-historian, field: head.pos.x }
        raw: { kind: measurement, unit: Cel, topic: umh-raw, convention: umh-raw }
        kepware: { kind: measurement, unit: Cel, topic: kepware, convention: kepware, field: Ch.Dev.Tag }
        kepware-ramp: { kind: meter, unit: kWh, topic: kepware, convention: kepware, type: cumulative, field: Simulation.Device1.Ramp }
        siemens: { kind: meter, unit: kWh, topic: siemens-edge, convention: siemens-edge, type: cumulative, field: "101" }
        siemens-temp: { kind: measurement, unit: Cel, topic: siemens-edge, convention: siemens-edge, field: "102" }
        tasmota: { kind: meter, unit: kWh, topic: tasmota, convention: tasmota, type: cumulative, step: 0.001, field: ENERGY.Total }
        tasmota-temp: { kind: measurement, unit: Cel, topic: tasmota, convention: tasmota, field: AM2301.Temperature }
        shelly: { kind: measurement, unit: "1", topic: shelly, convention: shelly, field: "switch:0.output" }
        shelly-energy: { kind: meter, unit: Wh, topic: shelly, convention: shelly, type: cumulative, field: "switch:0.aenergy.total" }
        known: { kind: measurement, topic: known, field: v, unit: Cel }
        """,
        """
        raw-state: { kind: state, topic: umh-raw-state, convention: umh-raw, states: { running: producing } }
        analytics-made: { kind: counter, counts: made, topic: _analytics/product/add, convention: umh-analytics, type: delta }
        analytics-scrap: { kind: counter, counts: scrap, topic: _analytics/product/add, convention: umh-analytics, type: delta }
        analytics-order: { kind: order, topic: _analytics/work-order/start, convention: umh-analytics }
        analytics-end: { kind: order, topic: _analytics/work-order/stop, convention: umh-analytics }
        """,
        """
        analytics-state: { kind: state, topic: _analytics/state/add, convention: umh-analytics }
        """)

    /// Payloads that are the value.
    static let scalar = plant(
        """
        state: { kind: state, topic: PlantA/Status/StateCurrentStr, convention: packml }
        made: { kind: counter, counts: made, topic: made, convention: packml, type: cumulative, step: 0.01 }
        mode: { kind: mode, topic: mode, convention: packml, states: packml-libremfg }
        number: { kind: measurement, topic: number, unit: Cel }
        pulse: { kind: counter, counts: good, topic: pulse, type: pulse }
        delta: { kind: counter, counts: scrap, topic: delta, type: delta }
        order: { kind: order, topic: order }
        product: { kind: product, topic: product, products: { "7": p } }
        reason: { kind: reason, topic: reason, reasons: { jam: jam } }
        known: { kind: measurement, topic: known, unit: Cel }
        """,
        """
        number-state: { kind: state, topic: number-state, convention: packml, states: packml-libremfg }
        """,
        """
        words: { kind: state, topic: words, states: { run: producing, "1": stopped } }
        """)

    /// A line of work units with these signals: `u`, `u1` and so on.
    private static func plant(_ units: String...) -> Plant {
        let units = units.enumerated().map { number, signals in
            """
                  u\(number == 0 ? "" : "\(number)"):
                    heartbeat: 10 s
                    rates: [ { product: p, item_time: 60 s, from: 2026-01-01, by: me, reason: x } ]
                    signals:
            \(signals.split(separator: "\n").map { "          \($0)" }.joined(separator: "\n"))
            """
        }.joined(separator: "\n")
        let yaml = """
            version: 1
            plant: { id: p, time_zone: Asia/Hong_Kong }
            brokers: { b: { url: "mqtt://127.0.0.1" } }
            products: { p: { unit: piece } }
            reasons: { jam: { class: breakdown } }
            calendars:
              weekdays:
                shifts:
                  - { name: early, days: mon-fri, from: "08:00", to: "16:00", breaks: ["12:00-12:30"] }
                  - { name: late, days: mon-fri, from: "16:00", to: "24:00" }
            lines:
              l:
                broker: b
                calendar: weekdays
                constraint: [u]
                output: [u]
                product: p
                work_units:
            \(units)
            """
        return required { () throws(PlantError) in try Plant.read(yaml: yaml, file: "plant.yaml") }
    }
}
