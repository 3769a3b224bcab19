import Plant
import Production
import Telemetry

/// One line now.
struct LinePage {
    let view: LineView

    var wording: Wording { view.wording }
    var snapshot: LineSnapshot { view.snapshot }

    /// The parts that change.
    var fragments: [Fragment] {
        [head, kpis, states, hours, losses, stops, findings, fresh]
    }

    /// The whole page.
    var page: String {
        let layout = Layout(
            wording: wording, path: "/line/\(view.line.id)", title: wording(view.line.name),
            live: "/live?line=\(view.line.id)&lang=\(wording.language.rawValue)")
        return layout.page {
            HTML("h1") { wording(view.line.name) }
            HTML("div", ["class": "line-page"]) {
                for fragment in fragments { fragment.html }
            }
        }
    }

    private var head: Fragment {
        Fragment("head", "wide" + view.staleClass) {
            view.notices
            view.state
            HTML("p", ["class": "basis"]) { view.periodName }
        }
    }

    private var kpis: Fragment {
        Fragment("kpis", "wide panel" + view.staleClass) {
            HTML("div", ["class": "figures"]) {
                for kpi in [KPI.oee, .availability, .effectiveness, .quality] {
                    view.kpi(kpi)
                }
                view.output
                view.count(.stops, snapshot.sums.stops)
                view.count(.minorStops, snapshot.sums.minorStops)
                view.count(.failures, snapshot.sums.failures)
            }
            HTML("p", ["class": "basis"]) {
                if let coverage = KPIView.coverage(snapshot.sums, wording) {
                    HTML("span") { coverage }
                }
                if let bounds = KPIView.bounds(snapshot.sums, wording) { HTML("span") { bounds } }
            }
        }
    }

    private var states: Fragment {
        Fragment("states", "wide panel" + view.staleClass) {
            HTML("h2") { wording(ChartTerm.stateTimeline) }
            for unit in snapshot.units { unitRow(unit) }
            TimeScale(wording: wording, span: snapshot.period.span).html
            StateLegend(wording: wording).html
            details("states-table") { stateTable }
        }
    }

    private func unitRow(_ unit: LineSnapshot.Unit) -> HTML {
        let name = wording(view.plant.workUnits[unit.index].name)
        return HTML("div", ["class": "unit-row"]) {
            HTML("p", ["class": "unit-now"]) {
                HTML("b") { name }
                if let now = view.status.units.first(where: { $0.index == unit.index }) {
                    StateBadge(
                        wording: wording, state: now.state, isPlanned: view.status.isPlanned
                    ).html
                    HTML("span", ["class": "for"]) { view.lasting(now) }
                }
                if view.line.constraint.contains(unit.index) {
                    HTML("span", ["class": "aside"]) { wording(StatusTerm.constraint) }
                }
            }
            StateStrip(
                wording: wording, timeline: unit.timeline, span: snapshot.period.span,
                label: "\(wording(ChartTerm.stateTimeline)): \(name)"
            ).svg
        }
    }

    /// Time in each state within planned busy time, unit by unit.
    private var stateTable: HTML {
        let states = UnitState.allCases.sorted { $0.severity > $1.severity }
        return DataTable(
            heads: [wording(StatusTerm.workUnit)] + states.map { wording($0) },
            numeric: Set(1...states.count),
            rows: snapshot.units.map { unit in
                let times = unit.timeline.clipped(to: snapshot.elapsed).plannedTimes
                return [wording(view.plant.workUnits[unit.index].name)]
                    + states.map { times[$0].map { wording.duration($0) } ?? Wording.dash }
            }
        ).html
    }

    private var hours: Fragment {
        Fragment("hours", "panel" + view.staleClass) {
            let bars = HourBars(wording: wording, hours: snapshot.hours)
            HTML("h2") { wording(ChartTerm.hourlyOutput) }
            bars.svg
            details("hours-table") { bars.table(horizon: snapshot.horizon) }
        }
    }

    private var losses: Fragment {
        Fragment("losses", "panel" + view.staleClass) {
            HTML("h2") { wording(ChartTerm.lossWaterfall) }
            if snapshot.sums.planned > 0 {
                let waterfall = LossWaterfall(snapshot.sums, wording: wording)
                waterfall.svg
                details("losses-table") { waterfall.table }
            } else {
                HTML("p") { wording.reason(view.status.now == nil ? .noData : .noPlannedTime) }
            }
        }
    }

    /// A chart's table; its identifier keeps it open when the part is replaced.
    private func details(_ id: String, @HTMLBuilder content: () -> HTML) -> HTML {
        HTML("details", ["id": id]) {
            HTML("summary") { wording(ChartTerm.table) }
            content()
        }
    }

    private var fresh: Fragment {
        Fragment("fresh", "wide") { HTML("p", ["class": "fresh"]) { view.asOf } }
    }
}
