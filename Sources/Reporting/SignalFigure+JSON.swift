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
                return (isOwn ? signal.id : signal.path, figure.json(signal, of: counted))
            })
    }

    /// What all meters of one unit of measure counted, with what it cost a piece; nil without
    /// meters.
    func consumptionJSON(_ plant: Plant) -> JSON? {
        var totals: [String: Int64] = [:]
        for figure in signals {
            guard case .meter(let total) = figure.content,
                case .meter(_, let unit) = plant.signals[figure.signal].meaning
            else { continue }
            totals[unit, default: 0] += total
        }
        guard !totals.isEmpty else { return nil }
        return .object(
            totals.sorted { $0.key < $1.key }.map { unit, total in
                (unit, json(consumed: total, plant))
            })
    }

    private func json(consumed total: Int64, _ plant: Plant) -> JSON {
        let values = ConsumptionKPI.allCases.map { kpi in
            (kpi.rawValue, kpi.value(consumed: total, of: counted))
        }
        let reasons = values.compactMap { name, value in
            value.reason.map { (name, JSON.string($0.text(plant))) }
        }
        return .object(
            [("total", .quantity(millionths: total))]
                + values.map { ($0, $1.ratio.map { .number($0) } ?? .null) }
                + [("null_reasons", .object(reasons))])
    }

    /// All pieces of the span, outside planned busy time too: of a line, those of its output.
    private var counted: PieceTotals {
        if let output {
            let made = output.byProduct.values.reduce(0) { $0 + $1.made }
            return PieceTotals(made: made, good: output.good)
        }
        let all = sums.pieces.adding(sums.outside)
        return PieceTotals(
            made: sums.isCounted ? all.made : nil, good: sums.isQualityMeasured ? all.good : nil)
    }
}

extension SignalFigure {
    fileprivate func json(_ signal: Signal, of pieces: PieceTotals) -> JSON {
        switch (content, signal.meaning) {
        case (.measurement(let summary), .measurement(let unit, _)):
            return .object(
                [("kind", .string("measurement")), ("unit", .string(unit))] + summary.members)
        case (.meter(let total), .meter(_, let unit)):
            let values = ConsumptionKPI.allCases.map { kpi in
                let value = kpi.value(consumed: total, of: pieces).ratio
                return (kpi.rawValue, value.map { JSON.number($0) } ?? .null)
            }
            return .object(
                [
                    ("kind", .string("meter")), ("unit", .string(unit)),
                    ("total", .quantity(millionths: total)),
                ] + values)
        case (.actuator(let counts), _):
            return .object([("kind", .string("actuator"))] + counts.members)
        default: return .null
        }
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
