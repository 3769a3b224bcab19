import Plant
import Production
import Telemetry

/// One signal: its name, what it is now, its chart and the chart's table.
struct SignalPanel {
    let wording: Wording
    let series: SignalSeries
    let span: TimeSpan
    let horizon: Timestamp

    private var signal: Signal { wording.plant.signals[series.signal] }
    private var name: String { wording(signal.name) }
    private var id: String { "signal-\(series.signal)" }

    var html: HTML {
        HTML("section", ["class": "signal", "id": id]) {
            switch series.content {
            case .measurement(let curve): measurement(curve)
            case .meter(let parts): meter(parts)
            case .actuator(let curve, let commands): actuator(curve, commands)
            }
        }
    }

    private func frame(_ unit: String) -> ChartFrame {
        let label = [name, wording.unit(unit)].filter { !$0.isEmpty }
            .joined(separator: wording.comma)
        return ChartFrame(wording: wording, span: span, label: label)
    }

    private func measurement(_ curve: SignalSeries.Curve) -> HTML {
        guard case .measurement(let unit, let normal) = signal.meaning else { return .nothing }
        var chart = CurveChart(
            frame: frame(unit), curve: curve, normal: normal, id: id)
        let digits = chart.scale.digits
        let table = CurveTable(
            wording: wording, curve: curve, unit: unit, digits: digits, hasBand: normal != nil)
        chart.frame.readings = table.readings
        return head(last(curve, digits: digits, unit: unit)) {
            if let normal {
                HTML("span") {
                    wording(SignalTerm.normal) + " "
                    wording.band(normal, digits: digits, unit: unit)
                }
                outside(curve)
            }
            bad(curve)
        } + chart.html + details { table.html }
    }

    private func actuator(_ curve: SignalSeries.Curve, _ commands: [CommandFact]) -> HTML {
        guard case .actuator(let rules) = signal.meaning else { return .nothing }
        let unit = rules.unit ?? ""
        var chart = CurveChart(
            frame: frame(unit), curve: curve, isStepped: true, commands: commands,
            within: rules.within, horizon: horizon, id: id)
        chart.frame.readings =
            CurveTable(
                wording: wording, curve: curve, unit: unit, digits: chart.scale.digits,
                hasBand: false
            ).readings
        let table = CommandTable(
            wording: wording, commands: commands.filter { span.contains($0.at) },
            digits: chart.scale.digits, unit: unit, rules: rules, horizon: horizon)
        return head(last(curve, digits: chart.scale.digits, unit: unit)) {
            for (mark, count) in table.counts {
                HTML("span", ["class": "count"]) {
                    mark.icon
                    "\(wording(mark)) \(count)"
                }
            }
            bad(curve)
        } + chart.html + details { table.html }
    }

    private func meter(_ parts: [SignalSeries.Consumption]) -> HTML {
        guard case .meter(_, let unit) = signal.meaning else { return .nothing }
        var chart = MeterChart(frame: frame(unit), parts: parts)
        let digits = chart.scale.digits
        let total = parts.reduce(Int64(0)) { $0 + ($1.amount ?? 0) }
        let value = wording.measure(Double(total) / 1e6, digits: digits, unit: unit)
        let known = parts.filter { $0.amount != nil }
        let rows = known.map { part in
            [
                wording.span(part.span),
                wording.number(Double(part.amount ?? 0) / 1e6, digits: digits),
            ]
        }
        chart.frame.readings = zip(known, rows).map {
            ($0.span, $1.joined(separator: wording.colon))
        }
        return head(value) {
            HTML("span") { wording(SignalTerm.consumed) }
        } + chart.html
            + details {
                DataTable(
                    heads: [
                        wording(ChartTerm.time),
                        "\(wording(SignalTerm.consumption)) (\(wording.unit(unit)))",
                    ], numeric: [1], rows: rows
                ).html
            }
    }

    /// The name, the value that matters most and what else is to be known.
    private func head(_ value: String, @HTMLBuilder more: () -> HTML) -> HTML {
        HTML("h3") { name }
            + HTML("p", ["class": "signal-now"]) {
                HTML("b", ["class": "value"]) { value }
                more()
            }
    }

    private func last(_ curve: SignalSeries.Curve, digits: Int, unit: String) -> String {
        guard let summary = curve.total?.summary, summary.count > 0 else { return Wording.dash }
        return wording.measure(summary.last, digits: digits, unit: unit)
    }

    /// Minutes outside the band, as shape and word; nothing where there are none.
    private func outside(_ curve: SignalSeries.Curve) -> HTML {
        guard let total = curve.total, total.outside > 0 else { return .nothing }
        return HTML("span", ["class": "count abnormal"]) {
            if total.above > 0 { ChartMark.above.icon }
            if total.below > 0 { ChartMark.below.icon }
            wording.minutesOutside(total.outside)
        }
    }

    private func bad(_ curve: SignalSeries.Curve) -> HTML {
        guard let total = curve.total, total.summary.bad > 0 else { return .nothing }
        return HTML("span", ["class": "count"]) {
            ChartMark.badQuality.icon
            "\(wording(ChartMark.badQuality)) \(total.summary.bad)"
        }
    }

    private func details(@HTMLBuilder content: () -> HTML) -> HTML {
        HTML("details", ["id": "\(id)-table"]) {
            HTML("summary") {
                wording(ChartTerm.table)
                HTML("span", ["class": "for-ears"]) { wording.colon + name }
            }
            content()
        }
    }
}
