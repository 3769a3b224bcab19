import Plant
import Production
import Storage

extension Figure {
    /// The sensors, meters and actuators of the figure: by signal within a work unit, else by path.
    func signalsJSON(_ plant: Plant) -> JSON {
        .object(
            signals.map { figure in
                let signal = plant.signals[figure.signal]
                let isOwn = plant.workUnits[signal.workUnit].path == unit
                return (isOwn ? signal.id : signal.path, figure.json(signal, good: goodPieces))
            })
    }

    /// Good pieces of the whole span, outside planned busy time too; nil where nobody can tell.
    private var goodPieces: Int64? {
        sums.isQualityMeasured
            ? Int64(clamping: Int128(sums.pieces.good) + Int128(sums.outside.good)) : nil
    }
}

extension SignalFigure {
    fileprivate func json(_ signal: Signal, good: Int64?) -> JSON {
        switch (content, signal.meaning) {
        case (.measurement(let summary), .measurement(let unit, _)):
            .object([("kind", .string("measurement")), ("unit", .string(unit))] + summary.members)
        case (.meter(let total), .meter(_, let unit)):
            .object([
                ("kind", .string("meter")), ("unit", .string(unit)),
                ("total", .quantity(millionths: total)),
                ("per_good", Self.perGood(total, good).map { .number($0) } ?? .null),
            ])
        case (.actuator(let counts), _): .object([("kind", .string("actuator"))] + counts.members)
        default: .null
        }
    }

    /// Comprehensive energy consumption of ISO 22400-2, by good pieces: consumed units a good
    /// piece; nil where there is none.
    static func perGood(_ total: Int64, _ good: Int64?) -> Double? {
        good.flatMap { $0 > 0 ? Double(total) / Double($0) : nil }
    }
}

extension SignalSummary {
    fileprivate var members: [(String, JSON)] {
        let known: (Double?) -> JSON = { $0.map { .number($0) } ?? .null }
        let isEmpty = count == 0
        return [
            ("count", .integer(count)), ("min", known(isEmpty ? nil : low)),
            ("max", known(isEmpty ? nil : high)), ("mean", known(mean)),
            ("variance", known(variance)), ("last", known(isEmpty ? nil : last)),
            ("bad", .integer(bad)),
        ]
    }
}

extension CommandCounts {
    fileprivate var members: [(String, JSON)] {
        [
            ("commands", all), ("followed", followed), ("late", late),
            ("not_followed", notFollowed), ("superseded", superseded), ("pending", pending),
        ].map { ($0, .integer(Int64($1))) }
    }
}
