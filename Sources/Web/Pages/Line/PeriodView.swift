import Plant
import Production
import Reporting
import Storage
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
        } + basis + remarks
    }

    /// What only the figures show: a rate that is too low, and what the plan did not foresee.
    private var remarks: HTML {
        let found = [rateRemark, outsideRemark, gapRemark].compactMap(\.self)
        return found.reduce(.nothing) { html, remark in
            html + HTML("p", ["class": "notice"]) { remark }
        }
    }

    private var rateRemark: String? {
        figures.sums.rateBelowBest.map { rates in
            wording(FindingKind.rateBelowBest) + wording.colon
                + wording(PeriodTerm.rates)
                .replacing("{declared}", with: wording.itemTime(rates.declared))
                .replacing("{demonstrated}", with: wording.itemTime(rates.demonstrated))
        }
    }

    private var outsideRemark: String? {
        let outside = figures.sums.outside
        guard outside != PieceSums() else { return nil }
        let isMeasured = figures.sums.isQualityMeasured
        return wording(FindingKind.outsidePlanned) + wording.colon
            + wording(isMeasured ? PeriodTerm.madeAndGood : PeriodTerm.made)
            .replacing("{made}", with: wording.count(millionths: outside.made))
            .replacing("{good}", with: wording.count(millionths: outside.good))
    }

    private var basis: HTML {
        HTML("p", ["class": "basis"]) {
            if let coverage = KPIView.coverage(figures.sums, wording) {
                HTML("span") { coverage }
            }
            if let bounds = KPIView.bounds(figures.sums, wording) { HTML("span") { bounds } }
            if !isNothing { HTML("span", ["class": "source"]) { wording(figures.source) } }
            HTML("span") { definition }
        }
    }

    /// Pieces that a counter counted over unknown time have no part in the OEE of the rest, however
    /// short that time was: where the whole span's OEE is another one, a reader is told.
    private var gapRemark: String? {
        let sums = figures.sums
        guard sums.unknown > 0, let known = sums.kpi(.oee).ratio,
            let low = sums.kpi(.oeeLow).ratio, let high = sums.kpi(.oeeHigh).ratio,
            known < low || known > high
        else { return nil }
        return wording(PeriodTerm.leftOut)
            .replacing("{pieces}", with: wording.count(millionths: sums.inUnknown.made))
            .replacing("{time}", with: wording.duration(sums.unknown))
    }

    /// The way to what the figures mean, by the first digits of their definition's hash.
    private var definition: HTML {
        let hash = figures.definitions[.line(line)] ?? ""
        let digits = hash.drop { $0 != ":" }.dropFirst().prefix(Self.shownDigits)
        return HTML("a", ["href": DefinitionsPage.path]) {
            wording(DefinitionTerm.definition) + " "
            HTML("code") { String(digits) }
        }
    }

    /// As many digits as tell two definitions apart.
    private static let shownDigits = 12

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

/// What is said of a period's figures.
enum PeriodTerm: Term, CaseIterable {
    case rates, made, madeAndGood, leftOut

    var wording: LocalizedText {
        switch self {
        case .rates:
            words(
                "{declared} declared, {demonstrated} demonstrated for each piece",
                "每件申報 {declared}，實際 {demonstrated}")
        case .made: words("{made} pieces", "{made} 件")
        case .madeAndGood: words("{made} pieces, {good} good", "{made} 件，其中合格 {good} 件")
        case .leftOut:
            words(
                "OEE is of the known part: it leaves out {pieces} pieces counted over {time} of "
                    + "unknown time",
                "設備綜合效率只計已知部分：不包括在 {time} 不明時間內計得的 {pieces} 件")
        }
    }
}
