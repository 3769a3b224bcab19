import Plant
import Production
import Reporting
import Storage
import Telemetry

/// One shift of a line, hour by hour.
struct ShiftPage {
    let view: LineView
    let figures: PeriodFigures

    var wording: Wording { view.wording }
    var plant: Plant { view.plant }
    private var period: PeriodView {
        PeriodView(wording: wording, line: view.snapshot.line, figures: figures)
    }
    /// Whether it may still change while somebody looks.
    private var isCurrent: Bool { figures.period.span == view.snapshot.period.span }
    private var staleClass: String { isCurrent ? view.staleClass : "" }

    /// The most stops that are listed.
    static let listLimit = 100

    /// The parts that change.
    var fragments: [Fragment] {
        [head, kpis, hours, worm, bigLosses, pareto, stops, corrections, changes]
    }

    /// The whole page.
    var page: String {
        var layout = Layout(
            wording: wording, address: here,
            title: "\(wording(view.line.name)) · \(wording(PageTerm.shift))")
        if isCurrent {
            layout.live =
                "/live?line=\(view.line.id)&page=shift&lang=\(wording.language.rawValue)"
        }
        return layout.page {
            HTML("h1") { wording(view.line.name) }
            LineNavigation(wording: wording, line: view.line.id, current: .shift).html
            HTML("div", ["class": "line-page"]) {
                for fragment in fragments { fragment.html }
            }
        }
    }

    /// Where this shift is.
    var here: Address { isCurrent ? base : address(figures.period) }

    private var base: Address {
        Address(path: LineNavigation.Place.shift.path(line: view.line.id))
    }

    private func address(_ period: Period) -> Address {
        let date = period.shift?.date ?? plant.localDate(of: period.span.from)
        return base.with("date", "\(date)").with("shift", period.shift?.name)
    }

    private var head: Fragment {
        Fragment("head", "wide" + staleClass) {
            if isCurrent { view.notices }
            HTML("p", ["class": "period"]) { period.name }
            HTML("nav", ["class": "chips", "aria-label": wording(PageTerm.shift)]) {
                if let before = neighbour(isLater: false) {
                    chip(before, "← " + wording(ShiftTerm.previous))
                }
                if !isCurrent { Chip(link: base.text, text: wording(ShiftTerm.current)).html }
                if !isCurrent, let after = neighbour(isLater: true), hasBegun(after) {
                    chip(after, wording(ShiftTerm.next) + " →")
                }
            }
        }
    }

    private func neighbour(isLater: Bool) -> Period? {
        figures.period.neighbour(plant, line: view.snapshot.line, isLater: isLater)
    }

    private func hasBegun(_ period: Period) -> Bool {
        view.snapshot.horizon.map { period.span.from < $0 } ?? false
    }

    private func chip(_ period: Period, _ text: String) -> HTML {
        let isNow = period.span == view.snapshot.period.span
        return Chip(link: isNow ? base.text : address(period).text, text: text).html
    }

    private var kpis: Fragment {
        Fragment("kpis", "wide panel" + staleClass) { period.kpis }
    }

    private var hours: Fragment {
        Fragment("hours", "wide panel" + staleClass) {
            HTML("h2") { wording(ShiftTerm.hourByHour) }
            HourTable(period: period, stops: figures.stops).html
        }
    }

    private var worm: Fragment {
        Fragment("worm", "panel" + staleClass) {
            let worm = Worm(wording: wording, figures: figures, targetName: period.targetName)
            HTML("h2") { wording(ShiftTerm.cumulative) }
            worm.html
            tableDetails("worm-table", wording) { worm.table }
        }
    }

    private var bigLosses: Fragment {
        Fragment("big-losses", "panel" + staleClass) {
            HTML("h2") { wording(ShiftTerm.bigLosses) }
            if figures.sums.planned > 0 {
                let losses = BigLossView(
                    wording: wording, planned: figures.sums.planned,
                    losses: SixBigLosses(figures.sums, reasons: plant.reasons))
                losses.html
                tableDetails("big-losses-table", wording) { losses.table }
            } else {
                HTML("p") { wording.reason(.noPlannedTime as NullReason) }
            }
        }
    }

    private var pareto: Fragment {
        Fragment("pareto", "panel" + staleClass) {
            let pareto = figures.pareto
            HTML("h2") { wording(StopTerm.pareto) }
            if pareto.rows.isEmpty {
                HTML("p") { wording(ListTerm.noStops) }
            } else {
                pareto.bars(wording) { stopsAddress($0).text }.html
                tableDetails("pareto-table", wording) { pareto.table(wording) }
            }
        }
    }

    /// The Stops page over this shift.
    private func stopsAddress(_ cause: StopPareto.Cause) -> Address {
        var request = StopsRequest(line: view.snapshot.line)
        request.from = figures.period.span.from
        request.to = figures.period.span.to
        request.filter.cause = cause
        return request.address(plant)
    }

    private var messages: ((UnitStop) -> Address)? {
        MessagesPage.addresses(of: view.line.id, plant)
    }

    private var stops: Fragment {
        Fragment("stops", "wide panel" + staleClass) {
            let listed = figures.stops.reversed().prefix(Self.listLimit)
            HTML("h2") { wording(ListTerm.stops) }
            if listed.isEmpty {
                HTML("p") { wording(ListTerm.noStops) }
            } else {
                StopTable(
                    wording: wording, stops: Array(listed), span: figures.period.span,
                    correcting: correcting, messages: messages
                ).html
            }
            if listed.count < figures.stops.count {
                HTML("p", ["class": "aside"]) {
                    wording(StopTerm.shownOf, listed.count, of: figures.stops.count)
                }
            }
        }
    }
}
