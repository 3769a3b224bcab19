import Plant
import Production
import Storage
import Telemetry

/// What was consumed for each good piece: by work unit and for the line.
struct EnergyFigure: Sendable {
    /// Index into the plant's work units; nil: the whole line.
    var workUnit: Int?
    /// What all meters of this unit of measure counted, in millionths.
    var consumed: Int64
    /// UCUM.
    var unit: String
    /// Good pieces, in planned time and outside; nil where nobody tells good from bad.
    var good: Int64?
    /// Known part of planned time; nil without planned time.
    var coverage: Double?

    /// Consumed units for a good piece; nil where there is none.
    var perGood: Double? {
        good.flatMap { $0 > 0 ? Double(consumed) / Double($0) : nil }
    }
}

extension SignalReader {
    /// Energy of a line's meters over the window, unit by unit; the line's stands last and is held
    /// against the line's output.
    func energy(line index: Int) throws(StoreError) -> [EnergyFigure] {
        let line = plant.lines[index]
        var found: [EnergyFigure] = []
        for unit in line.workUnits {
            let meters = try meters(of: unit)
            guard !meters.isEmpty else { continue }
            let sums = try figures.figures(unit: unit, over: [(span, nil)]).first?.sums ?? Sums()
            for (measure, consumed) in meters {
                found.append(
                    EnergyFigure(
                        workUnit: unit, consumed: consumed, unit: measure, good: sums.goodPieces,
                        coverage: sums.kpi(.coverage).ratio))
            }
        }
        guard !found.isEmpty else { return [] }
        var output = Sums()
        for unit in line.output {
            for figure in try figures.figures(unit: unit, over: [(span, nil)]) {
                output += figure.sums
            }
        }
        let measures = Set(found.map(\.unit)).sorted()
        return found
            + measures.map { measure in
                EnergyFigure(
                    workUnit: nil,
                    consumed: found.filter { $0.unit == measure }.reduce(0) { $0 + $1.consumed },
                    unit: measure, good: output.goodPieces,
                    coverage: output.kpi(.coverage).ratio)
            }
    }

    /// What the meters of a unit counted, by unit of measure.
    private func meters(of unit: Int) throws(StoreError) -> [(String, Int64)] {
        var sums: [(String, Int64)] = []
        for signal in plant.workUnits[unit].signals {
            guard case .meter(_, let measure) = plant.signals[signal].meaning else { continue }
            let amount = try figures.consumption(meter: signal, over: span)
            if let place = sums.firstIndex(where: { $0.0 == measure }) {
                sums[place].1 += amount
            } else {
                sums.append((measure, amount))
            }
        }
        return sums
    }
}

extension Sums {
    /// Good pieces, outside planned busy time too; nil where nobody tells good from bad.
    fileprivate var goodPieces: Int64? {
        isQualityMeasured ? byProduct.values.reduce(0) { $0 + $1.good } : nil
    }
}

/// The same as a panel of the page.
struct EnergyPanel {
    let wording: Wording
    let figures: [EnergyFigure]

    var html: HTML {
        guard !figures.isEmpty else { return .nothing }
        return HTML("section", ["class": "panel energy", "id": "energy"]) {
            HTML("h2") { wording(SignalTerm.energy) }
            HTML("p", ["class": "aside"]) { wording(SignalTerm.energyFormula) }
            DataTable(
                heads: [
                    wording(StatusTerm.workUnit), wording(SignalTerm.consumption),
                    wording(StatusTerm.goodOutput), wording(SignalTerm.perGood),
                    wording(KPI.coverage),
                ], numeric: [1, 2, 3, 4], rows: figures.map(row)
            ).html
        }
    }

    private func row(_ figure: EnergyFigure) -> [String] {
        let consumed = Double(figure.consumed) / 1e6
        return [
            figure.workUnit.map { wording(wording.plant.workUnits[$0].name) }
                ?? wording(SignalTerm.line),
            wording.measure(
                consumed, digits: SignalScale(values: [0, consumed]).digits, unit: figure.unit),
            figure.good.map { wording.count(millionths: $0) } ?? Wording.dash,
            figure.perGood.map {
                wording.measure(
                    $0, digits: SignalScale(values: [0, $0]).digits, unit: figure.unit)
            } ?? "\(Wording.dash) (\(missing(figure)))",
            figure.coverage.map { wording.percent($0) } ?? Wording.dash,
        ]
    }

    private func missing(_ figure: EnergyFigure) -> String {
        wording.reason(figure.good == nil ? NullReason.qualityNotMeasured : .noPieces)
    }
}
