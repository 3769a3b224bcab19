import Plant
import Production
import Reporting
import Telemetry

/// A tile per line, the worst first.
struct OverviewPage {
    let wording: Wording
    let lines: [LineView]
    /// Whether the reader may open the lines' pages.
    let hasLinks: Bool

    /// The parts that change.
    var fragments: [Fragment] {
        [
            Fragment("tiles", "tiles") {
                if lines.isEmpty { HTML("p") { wording(PageTerm.noLine) } }
                for line in ordered { LineTile(view: line, hasLink: hasLinks).html }
            }
        ]
    }

    private var ordered: [LineView] {
        lines.sorted {
            let urgency = ($0.status.urgency(wording.plant), $1.status.urgency(wording.plant))
            return (urgency.1, $0.snapshot.line) < (urgency.0, $1.snapshot.line)
        }
    }

    /// The whole page.
    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: "/"), title: wording(PageTerm.overview),
            live: "/live?lang=\(wording.language.rawValue)")
        return layout.page {
            HTML("h1") { wording(PageTerm.overview) }
            for fragment in fragments { fragment.html }
            StateLegend(wording: wording).html
        }
    }
}

/// One line of the overview.
struct LineTile {
    let view: LineView
    let hasLink: Bool

    private var wording: Wording { view.wording }

    var html: HTML {
        let isAbnormal = view.status.urgency(view.plant) > 2
        let className = "tile" + (isAbnormal ? " abnormal" : "") + view.staleClass
        return HTML("article", ["class": className]) {
            HTML("h2") {
                if hasLink {
                    HTML("a", ["href": "/line/\(view.line.id)"]) { wording(view.line.name) }
                } else {
                    wording(view.line.name)
                }
            }
            view.notices
            view.state
            figures
            units
            strips
            HTML("p", ["class": "fresh"]) { view.asOf }
        }
    }

    private var figures: HTML {
        HTML("div", ["class": "figures"]) {
            view.period.output
            view.period.kpi(.oee)
            HTML("p", ["class": "basis"]) {
                HTML("span") { view.period.name }
                if let coverage = KPIView.coverage(view.snapshot.sums, wording) {
                    HTML("span") { coverage }
                }
            }
        }
    }

    private var units: HTML {
        HTML("ul", ["class": "units"]) {
            for unit in view.status.units {
                HTML("li") {
                    StateBadge(
                        wording: wording, state: unit.state, isPlanned: view.status.isPlanned
                    ).html
                    HTML("span", ["class": "unit"]) {
                        wording(view.plant.workUnits[unit.index].name)
                    }
                }
            }
        }
    }

    /// The last eight hours of every unit of the constraint.
    private var strips: HTML {
        HTML("div", ["class": "strips"]) {
            for unit in view.snapshot.units where view.line.constraint.contains(unit.index) {
                let name = wording(view.plant.workUnits[unit.index].name)
                HTML("p", ["class": "strip-name"]) { name }
                StateStrip(
                    wording: wording, timeline: unit.timeline, span: view.snapshot.stripSpan,
                    label: "\(wording(StatusTerm.lastEightHours)): \(name)", height: 22
                ).svg
            }
            if view.snapshot.horizon != nil {
                TimeScale(wording: wording, span: view.snapshot.stripSpan).html
            }
        }
    }
}
