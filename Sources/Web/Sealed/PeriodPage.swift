import Hummingbird
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// The figures of a period taken apart: by months, and each of them by shifts, which lead to the
/// pages of the shifts.
struct PeriodPage {
    let wording: Wording
    let line: Int
    let from: LocalDate
    let to: LocalDate
    let parts: [Part]
    /// The figure of the whole.
    let whole: Figure?

    /// A part with its figure, and where it is taken apart further.
    struct Part: Sendable {
        var name: String
        var address: Address
        var figure: Figure
    }

    /// Longer periods are taken apart by months.
    static let days = 62

    /// The whole page.
    var page: String {
        let line = wording.plant.lines[line]
        let layout = Layout(
            wording: wording, address: Self.address(line.id, from, to),
            title: "\(wording(SealTerm.period)) · \(wording(line.name))")
        return layout.page {
            HTML("h1") { wording(line.name) }
            LineNavigation(wording: wording, line: line.id, current: nil).html
            HTML("section", ["class": "panel wide", "id": "period"]) {
                HTML("h2") { wording(SealTerm.period) }
                HTML("p", ["class": "period"]) {
                    "\(wording.date(from)) – \(wording.date(to))"
                }
                table
            }
        }
    }

    /// Where a period of a line is.
    static func address(_ line: String, _ from: LocalDate, _ to: LocalDate) -> Address {
        Address(path: "/line/\(line)/period").with("from", "\(from)").with("to", "\(to)")
    }

    private var table: HTML {
        let heads = [
            wording(SealTerm.part), wording(SealTerm.planned), wording(CountKind.good),
            wording(CountKind.scrap), wording(KPI.oee), wording(KPI.coverage),
            wording(ListTerm.stops),
        ]
        let total = whole.map { [cells(wording(SealTerm.total), $0)] } ?? []
        return DataTable(
            heads: heads, numeric: [1, 2, 3, 4, 5, 6],
            rows: parts.map { cells($0.name, $0.figure) } + total,
            targets: parts.map(\.address.text)
        ).html
    }

    private func cells(_ name: String, _ figure: Figure) -> [String] {
        func ratio(_ kpi: KPI) -> String {
            figure.sums.kpi(kpi).ratio.map { wording.percent($0) } ?? Wording.dash
        }
        let output = figure.output.map { Array($0.byProduct.values) } ?? []
        return [
            name, wording.machineTime(figure.sums.planned),
            wording.count(millionths: output.reduce(0) { $0 + $1.good }),
            wording.count(millionths: output.reduce(0) { $0 + $1.scrap }), ratio(.oee),
            ratio(.coverage), wording.count(figure.sums.stops),
        ]
    }
}

extension PeriodPage {
    /// Reads what it shows.
    init(
        line: Int, from: LocalDate, to: LocalDate, wording: Wording, figures: Figures
    ) throws {
        let plant = wording.plant
        let days = { (first: LocalDate, last: LocalDate) in
            TimeSpan(
                from: plant.localMidnight(of: first),
                to: plant.localMidnight(of: last.adding(days: 1)))
        }
        let isLong = to.dayNumber - from.dayNumber >= Self.days
        let spans: [(span: TimeSpan, shift: ShiftOccurrence?)] =
            isLong
            ? from.months(to: to).map { (days($0.from, $0.to), nil) }
            : plant.schedule(line: line, over: days(from, to)).shifts
                .filter { from <= $0.date && $0.date <= to }.map { ($0.span, $0) }
        let id = plant.lines[line].id
        let found = try figures.figures(line: line, over: spans)
        self.init(
            wording: wording, line: line, from: from, to: to,
            parts: found.map { Self.part(of: id, $0, wording) },
            whole: try figures.figures(line: line, over: [(days(from, to), nil)]).first)
    }

    private static func part(of line: String, _ figure: Figure, _ wording: Wording) -> Part {
        let plant = wording.plant
        guard let shift = figure.shift else {
            let first = plant.localDate(of: figure.span.from)
            let last = plant.localDate(of: figure.span.to - 1)
            return Part(
                name: "\(wording.date(first)) – \(wording.date(last))",
                address: address(line, first, last), figure: figure)
        }
        return Part(
            name: "\(wording.date(shift.date)) \(shift.name)",
            address: Address(path: LineNavigation.Place.shift.path(line: line))
                .with("date", "\(shift.date)").with("shift", shift.name), figure: figure)
    }

    /// The first and the last day that an address names: up to the latest one, and 31 of them,
    /// where it leaves them out.
    static func dates(
        _ asked: [String: String], _ plant: Plant, latest: Timestamp
    ) throws(WebError) -> (from: LocalDate, to: LocalDate) {
        let last = plant.localDate(of: try plant.instant(asked["to"]) ?? latest)
        let first =
            try plant.instant(asked["from"]).map { plant.localDate(of: $0) }
            ?? last.adding(days: -30)
        guard first <= last else {
            throw .badRequest(
                QueryError.Code.reversedSpan.rawValue, "the span ends before it begins")
        }
        guard last.dayNumber - first.dayNumber < WebLimits.queryDays.value else {
            throw .badRequest(
                "span_too_long", "this page covers at most \(WebLimits.queryDays.value) days",
                limit: WebLimits.queryDays)
        }
        return (first, last)
    }
}

extension LocalDate {
    /// The months from here to a later day, the first and last as far as they are within.
    fileprivate func months(to last: LocalDate) -> [(from: LocalDate, to: LocalDate)] {
        var months: [(from: LocalDate, to: LocalDate)] = []
        var first = self
        while first <= last {
            let next =
                first.month == 12
                ? LocalDate(year: first.year + 1, month: 1, day: 1)
                : LocalDate(year: first.year, month: first.month + 1, day: 1)
            months.append((first, min(last, next.adding(days: -1))))
            first = next
        }
        return months
    }
}
