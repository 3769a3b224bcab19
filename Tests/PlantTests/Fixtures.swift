import Foundation
import Plant
import Telemetry
import Testing

/// Plant files that the tests begin with.
enum Fixtures {
    /// The repository's folder.
    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func read(_ yaml: String) throws -> Plant {
        try Plant.read(yaml: yaml, file: "plant.yaml")
    }

    /// A plant with one calendar and one work unit, as small as it may be.
    static func plant(
        zone: String = "Asia/Hong_Kong",
        calendar: String = "shifts: [ { name: day, from: \"08:00\", to: \"16:00\" } ]",
        unit: String = "", signals: String = standardSignals
    ) -> String {
        """
        version: 1
        plant: { id: test, time_zone: \(zone) }
        brokers: { b: { url: "mqtt://127.0.0.1" } }
        calendars: { c: { \(calendar) } }
        products: { p: { unit: piece }, q: { unit: piece } }
        reasons: { jam: { class: breakdown } }
        lines:
          l:
            broker: b
            calendar: c
            product: p
            work_units:
              u: { heartbeat: 10 s, rates: [ { product: p, item_time: 1 s, from: 2026-01-01, by: me, reason: test } ], \(unit)
                   signals: { \(signals) } }
        """
    }

    static let standardSignals = """
        state: { kind: state, topic: t, field: s, states: packml },
        made: { kind: counter, counts: made, topic: t, field: m, type: cumulative },
        scrap: { kind: counter, counts: scrap, topic: t, field: b, type: cumulative }
        """

    static func calendar(_ zone: String, _ calendar: String) throws -> Plant {
        try read(plant(zone: zone, calendar: calendar))
    }

    static func instant(_ text: String) throws -> Timestamp {
        try Plant.read(yaml: plant(), file: "plant.yaml").parse(instant: text)
    }

    static func span(_ from: String, _ to: String) throws -> TimeSpan {
        TimeSpan(from: try instant(from), to: try instant(to))
    }
}

extension Fixtures {
    /// Says on standard error what a test did not do.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
