import Plant
import Production
import Reporting
import Telemetry

extension SignalSeries {
    /// The series for programs.
    func json(_ plant: Plant, horizon: Timestamp, span: TimeSpan) -> JSON {
        let signal = plant.signals[self.signal]
        let head: [(String, JSON)] = [
            ("signal", .string(signal.path)), ("from", .string(span.from.rfc3339)),
            ("to", .string(span.to.rfc3339)),
        ]
        switch (content, signal.meaning) {
        case (.measurement(let curve), .measurement(let unit, let normal)):
            return .object(
                head + [
                    ("kind", .string("measurement")), ("unit", .string(unit)),
                    (
                        "normal",
                        normal.map {
                            .array([.number($0.lowerBound), .number($0.upperBound)])
                        } ?? .null
                    ),
                ] + curve.members)
        case (.actuator(let curve, let commands), .actuator(let rules)):
            return .object(
                head + [
                    ("kind", .string("actuator")),
                    ("unit", rules.unit.map { .string($0) } ?? .null),
                ] + curve.members + [
                    (
                        "commands",
                        .array(commands.map { $0.json(at: horizon, within: rules.within) })
                    )
                ])
        case (.meter(let parts), .meter(_, let unit)):
            return .object(
                head + [
                    ("kind", .string("meter")), ("unit", .string(unit)),
                    ("points", .array(parts.map(\.json))),
                ])
        default:
            return .null
        }
    }
}

extension SignalSeries.Curve {
    fileprivate var members: [(String, JSON)] {
        [("points", .array(columns.map(\.json))), ("total", total?.json ?? .null)]
    }
}

extension SignalColumn {
    fileprivate var json: JSON {
        let known: (Double?) -> JSON = { value in
            summary.count > 0 ? value.map { .number($0) } ?? .null : .null
        }
        return .object([
            ("from", .string(span.from.rfc3339)), ("to", .string(span.to.rfc3339)),
            ("count", .integer(summary.count)), ("min", known(summary.low)),
            ("max", known(summary.high)), ("mean", known(summary.mean)),
            ("last", known(summary.last)), ("bad", .integer(summary.bad)),
            ("minutes_outside", .integer(Int64(outside))),
        ])
    }
}

extension SignalSeries.Consumption {
    fileprivate var json: JSON {
        .object([
            ("from", .string(span.from.rfc3339)), ("to", .string(span.to.rfc3339)),
            ("amount", amount.map { .quantity(millionths: $0) } ?? .null),
        ])
    }
}

extension CommandFact {
    fileprivate func json(at horizon: Timestamp, within: Int64) -> JSON {
        let name =
            switch verdict(at: horizon, within: within) {
            case .pending: "pending"
            case .followed: "followed"
            case .late: "late"
            case .notFollowed: "not_followed"
            case .superseded: "superseded"
            }
        return .object([
            ("at", .string(at.rfc3339)), ("value", .number(value)), ("verdict", .string(name)),
            ("delay_s", delay > 0 ? .seconds(nanoseconds: delay) : .null),
        ])
    }
}
