import Plant
import Production
import Reporting
import Telemetry

/// One line now.
struct LinePage {
    let view: LineView

    var wording: Wording { view.wording }
    var snapshot: LineSnapshot { view.snapshot }

    /// The parts that change.
    var fragments: [Fragment] {
        [head, kpis, states, hours, worm, losses, pareto, stops]
            + [signals].compactMap { $0 } + [findings, fresh]
    }

    /// The whole page.
    var page: String {
        let layout = Layout(
            wording: wording,
            address: Address(path: LineNavigation.Place.now.path(line: view.line.id)),
            title: wording(view.line.name),
            live: "/live?line=\(view.line.id)&lang=\(wording.language.rawValue)")
        return layout.page {
            HTML("h1") { wording(view.line.name) }
            LineNavigation(wording: wording, line: view.line.id, current: .now).html
            HTML("div", ["class": "line-page"]) {
                for fragment in fragments { fragment.html }
            }
        }
    }

    private var signals: Fragment? {
        SignalList(wording: wording, line: view.line.id, readings: snapshot.signals)
            .fragment("panel" + view.staleClass)
    }

    private var head: Fragment {
        Fragment("head", "wide" + view.staleClass) {
            view.notices
            view.state
            if view.line.workUnits.count > 1 { flow }
            HTML("p", ["class": "basis"]) { view.period.name }
        }
    }

    /// The units in order of flow, each with what it does now.
    private var flow: HTML {
        LineFlow(wording: wording, line: snapshot.line) { unit in
            guard let now = view.status.units.first(where: { $0.index == unit }) else {
                return .nothing
            }
            return StateBadge(
                wording: wording, state: now.state, isPlanned: view.status.isPlanned
            ).html
        }.html
    }

    private var kpis: Fragment {
        Fragment("kpis", "wide panel" + view.staleClass) { view.period.kpis }
    }

    private var states: Fragment {
        Fragment("states", "wide panel" + view.staleClass) {
            HTML("h2") { wording(ChartTerm.stateTimeline) }
            for unit in snapshot.units { unitRow(unit) }
            TimeScale(wording: wording, span: snapshot.period.span).html
            StateLegend(wording: wording).html
            tableDetails("states-table", wording) { stateTable }
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
                    clock(now)
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

    /// How far the clock of a unit's source is off, where that is worth a look.
    @HTMLBuilder private func clock(_ unit: LineStatus.Unit) -> HTML {
        if let ahead = unit.clockAhead, ahead.magnitude >= Self.clockTolerance {
            HTML("span", ["class": "aside"]) {
                let term = ahead > 0 ? StatusTerm.clockAhead : .clockBehind
                "\(wording(term)) \(wording.duration(abs(ahead)))"
            }
        }
    }

    /// From how far off a clock is shown, in nanoseconds.
    private static let clockTolerance = UInt64(2 * nanosecondsPerSecond)

    /// Time in each state within planned busy time, unit by unit.
    private var stateTable: HTML {
        let states = UnitState.allCases.sorted { $0.severity > $1.severity }
        return DataTable(
            heads: [wording(StatusTerm.workUnit)] + states.map { wording($0) },
            numeric: Set(1...states.count),
            rows: snapshot.units.map { unit in
                let times = unit.timeline.clipped(to: snapshot.figures.elapsed).plannedTimes
                return [wording(view.plant.workUnits[unit.index].name)]
                    + states.map { times[$0].map { wording.duration($0) } ?? Wording.dash }
            }
        ).html
    }

    private var hours: Fragment {
        Fragment("hours", "panel" + view.staleClass) {
            let bars = HourBars(
                wording: wording, hours: snapshot.figures.hours,
                targetName: view.period.targetName)
            HTML("h2") { wording(ChartTerm.hourlyOutput) }
            bars.svg
            tableDetails("hours-table", wording) { bars.table(horizon: snapshot.horizon) }
        }
    }

    private var worm: Fragment {
        Fragment("worm", "panel" + view.staleClass) {
            let worm = Worm(
                wording: wording, figures: snapshot.figures, targetName: view.period.targetName)
            HTML("h2") { wording(ShiftTerm.cumulative) }
            worm.html
            tableDetails("worm-table", wording) { worm.table }
        }
    }

    private var losses: Fragment {
        Fragment("losses", "panel" + view.staleClass) {
            HTML("h2") { wording(ChartTerm.lossWaterfall) }
            if snapshot.sums.planned > 0 {
                let waterfall = LossWaterfall(snapshot.sums, wording: wording)
                waterfall.svg
                tableDetails("losses-table", wording) { waterfall.table }
            } else {
                HTML("p") { wording.reason(view.status.now == nil ? .noData : .noPlannedTime) }
            }
        }
    }

    private var fresh: Fragment {
        Fragment("fresh", "wide") { HTML("p", ["class": "fresh"]) { view.asOf } }
    }
}
