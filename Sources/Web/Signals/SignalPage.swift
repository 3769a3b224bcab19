import Plant
import Production
import Telemetry

/// The measured signals of one line along time: small multiples, with the states of their unit
/// below.
struct SignalPage {
    let wording: Wording
    let query: SignalQuery
    /// Until when time has come.
    let horizon: Timestamp
    let series: [SignalSeries]
    let energy: [EnergyFigure]
    /// The states of the units that have a chart, by index of the unit.
    let timelines: [Int: StateTimeline]

    private var plant: Plant { wording.plant }
    private var line: Line { plant.lines[query.line] }
    private var window: SignalWindow { query.window }

    /// The whole page.
    var page: String {
        let name = wording(PageTerm.signals)
        let layout = Layout(
            wording: wording, address: address, title: "\(name) · \(wording(line.name))",
            module: .signalModule)
        return layout.page {
            HTML("h1") { wording(line.name) }
            LineNavigation(wording: wording, line: line.id, current: .signals).html
            content
        }
    }

    private var address: Address {
        SignalNavigation(wording: wording, query: query, horizon: horizon).address
    }

    /// What the module replaces: everything that depends on the window.
    private var content: HTML {
        HTML(
            "div",
            [
                "id": "signals", "data-from": "\(window.span.from.seconds)",
                "data-to": "\(window.span.to.seconds)",
                "data-horizon": "\(horizon.seconds)", "data-live": window.isLive ? "yes" : nil,
                "data-keys": wording(SignalTerm.keys),
            ]
        ) {
            SignalNavigation(wording: wording, query: query, horizon: horizon).html
            if series.isEmpty { HTML("p") { wording(SignalTerm.none) } }
            HTML("div", ["class": "charts", "id": "charts"]) {
                for unit in shownUnits { panel(unit) }
            }
            if query.chosen == nil, plant.measured(line: query.line).count > series.count {
                HTML("p", ["class": "aside"]) { wording(SignalTerm.notChosen) }
            }
            EnergyPanel(wording: wording, figures: energy).html
            if !series.isEmpty { SignalLegend(wording: wording, series: series).html }
            if !timelines.isEmpty { StateLegend(wording: wording).html }
        }
    }

    private var shownUnits: [Int] {
        line.workUnits.filter { unit in
            series.contains { plant.signals[$0.signal].workUnit == unit }
        }
    }

    private func panel(_ unit: Int) -> HTML {
        let name = wording(plant.workUnits[unit].name)
        return HTML("section", ["class": "panel", "id": "unit-\(unit)"]) {
            HTML("h2") { name }
            for one in series where plant.signals[one.signal].workUnit == unit {
                SignalPanel(
                    wording: wording, series: one, span: window.span, horizon: horizon
                ).html
            }
            if let timeline = timelines[unit] { strip(timeline, name) }
        }
    }

    private func strip(_ timeline: StateTimeline, _ name: String) -> HTML {
        let label = "\(wording(ChartTerm.stateTimeline)): \(name)"
        return HTML("div", ["class": "chart unit-strip"]) {
            HTML("p", ["class": "strip-name"]) { wording(StatusTerm.state) }
            StateStrip(
                wording: wording, timeline: timeline, span: window.span, label: label, height: 22
            ).svg
        }
    }
}

extension Timestamp {
    /// Whole seconds since the epoch.
    fileprivate var seconds: Int64 { nanoseconds / nanosecondsPerSecond }
}
