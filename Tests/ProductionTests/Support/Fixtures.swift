import Plant
import Telemetry

/// Plants that the tests begin with; times are seconds after ``start``.
enum Fixtures {
    /// 2026-03-02T00:00:00Z.
    static let start: Int64 = 1_772_409_600

    /// The instant some seconds after the start.
    static func at(_ second: Int64) -> Timestamp {
        Timestamp(nanoseconds: (start + second) * nanosecondsPerSecond)
    }

    static func span(_ from: Int64, _ to: Int64) -> TimeSpan {
        TimeSpan(from: at(from), to: at(to))
    }

    static let state = "state: { kind: state, topic: t, field: s, states: packml }"
    static let mode = "mode: { kind: mode, topic: t, field: o, states: { 1: production } }"
    static let order = "order: { kind: order, topic: t, field: r }"
    static let product = "product: { kind: product, topic: t, field: p, products: { p: p } }"
    static let reason = "reason: { kind: reason, topic: t, field: c, reasons: { 1: jam } }"

    static func counter(_ counts: String, _ rest: String = "type: cumulative") -> String {
        "\(counts): { kind: counter, counts: \(counts), topic: t, field: \(counts), \(rest) }"
    }

    /// Rates of one second an item for every product, since ever.
    static let oneSecond = rates([("p", "1 s"), ("q", "1 s")])

    static func rates(_ times: [(product: String, time: String)]) -> String {
        let all = times.map {
            "{ product: \($0.product), item_time: \($0.time), from: 2026-01-01, by: me, reason: r }"
        }
        return "rates: [ \(all.joined(separator: ", ")) ]"
    }

    /// A plant with one work unit that counts made and scrap, as far as nothing else is said.
    static func plant(
        convention: Convention = .iso22400, unit: String = oneSecond,
        product: String = "product: p",
        signals: [String] = [state, counter("made"), counter("scrap")]
    ) throws -> Plant {
        let yaml = """
            version: 1
            plant: { id: test, time_zone: Asia/Hong_Kong, convention: \(convention.rawValue) }
            brokers: { b: { url: "mqtt://127.0.0.1" } }
            products: { p: { unit: piece }, q: { unit: piece } }
            reasons: { jam: { class: breakdown }, belt: { class: breakdown } }
            lines:
              l: { broker: b, \(product), work_units: { u: { \(unit), signals: {
                   \(signals.joined(separator: ",\n       ")) } } } }
            """
        return try Plant.read(yaml: yaml, file: "plant.yaml")
    }
}
