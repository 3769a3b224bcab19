import Plant
import Production
import Telemetry

/// The figures of one period of a line in one language.
struct PeriodView {
    let wording: Wording
    /// Index into the plant's lines.
    let line: Int
    let figures: PeriodFigures

    private var plant: Plant { wording.plant }
    private var isNothing: Bool { figures.horizon == nil }
    /// The OEE that the line should reach, in millionths, where one is declared.
    var targetOEE: Int64? { plant.lines[line].targetOEE }

    /// What output is held against.
    var targetName: String {
        wording(targetOEE == nil ? ShiftTerm.declaredRate : ShiftTerm.target)
    }

    /// Which span the figures are of.
    var name: String {
        let period = figures.period
        let times = "\(wording.time(period.span.from))–\(wording.time(period.span.to))"
        let date = wording.date(period.shift?.date ?? plant.localDate(of: period.span.from))
        let name =
            period.shift.map { wording.language.pick(" “\($0.name)”", "「\($0.name)」") } ?? ""
        return [wording(period.kind) + name, date, times].joined(separator: wording.comma)
    }

    /// The KPIs that matter most, with how sure they are.
    var kpis: HTML {
        HTML("div", ["class": "figures"]) {
            for kpi in [KPI.oee, .availability, .effectiveness, .quality] { self.kpi(kpi) }
            output
            count(.stops, figures.sums.stops)
            count(.minorStops, figures.sums.minorStops)
            count(.failures, figures.sums.failures)
        } + basis
    }

    private var basis: HTML {
        HTML("p", ["class": "basis"]) {
            if let coverage = KPIView.coverage(figures.sums, wording) {
                HTML("span") { coverage }
            }
            if let bounds = KPIView.bounds(figures.sums, wording) { HTML("span") { bounds } }
            if !isNothing { HTML("span", ["class": "source"]) { wording(figures.source) } }
        }
    }

    /// A KPI of the period; where nothing came yet there is no data, whatever the calendar says.
    func kpi(_ kpi: KPI) -> HTML {
        guard isNothing else {
            var view = KPIView(wording: wording, kpi: kpi, sums: figures.sums)
            if kpi == .oee, let targetOEE {
                let target = wording.percent(Double(targetOEE) / Double(quantityScale))
                view.note = "\(wording(ShiftTerm.target)) \(target)"
            }
            return view.html
        }
        return CountView(name: wording(kpi), value: nil, note: wording.reason(NullReason.noData))
            .html
    }

    /// A number of events in the period.
    func count(_ term: ListTerm, _ count: Int) -> HTML {
        CountView(
            name: wording(term), value: isNothing ? nil : wording.count(count),
            note: isNothing ? wording.reason(NullReason.noData) : nil
        ).html
    }

    /// Good pieces so far, against what was to be made.
    var output: HTML {
        let sums = figures.sums
        let isBlind = sums.planned > 0 && sums.planned == sums.unknown && figures.good == 0
        guard !isNothing, !isBlind, let good = figures.good else {
            let reason = isNothing || isBlind ? NullReason.noData : .qualityNotMeasured
            return CountView(
                name: wording(StatusTerm.goodOutput), value: nil, note: wording.reason(reason)
            ).html
        }
        return CountView(
            name: wording(StatusTerm.goodOutput), value: wording.count(millionths: good),
            note: figures.target.map {
                "\(targetName) \(wording.count(millionths: $0))"
            } ?? wording(ShiftTerm.noTarget)
        ).html
    }
}

extension Period.Kind: Term {
    var wording: LocalizedText {
        switch self {
        case .currentShift: StatusTerm.currentShift.wording
        case .lastShift: StatusTerm.lastShift.wording
        case .chosenShift: ShiftTerm.shift.wording
        case .today: StatusTerm.today.wording
        case .chosenDay: ShiftTerm.day.wording
        }
    }
}
