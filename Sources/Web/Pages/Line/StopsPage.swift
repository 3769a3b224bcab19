import Plant
import Production
import Reporting
import Storage
import Telemetry

/// Why a line stood, when and for how long: with filters in the address.
struct StopsPage {
    let view: LineView
    let figures: StopsFigures

    private var wording: Wording { view.wording }
    private var plant: Plant { view.plant }
    private var request: StopsRequest { figures.request }
    private var report: StopReport { figures.report }
    /// Whether it may still change while somebody looks.
    private var isLive: Bool { request.to == nil }
    private var staleClass: String { isLive ? view.staleClass : "" }

    /// The parts that change.
    var fragments: [Fragment] { [head, kpis, pareto, scatter, list] }

    /// The whole page.
    var page: String {
        let address = request.address(plant)
        var layout = Layout(
            wording: wording, address: address,
            title: "\(wording(view.line.name)) · \(wording(PageTerm.stops))")
        if isLive {
            var live = Address(path: "/live").with("line", view.line.id).with("page", "stops")
            for parameter in address.query { live = live.with(parameter.name, parameter.value) }
            layout.live = live.with("lang", wording.language.rawValue).text
        }
        return layout.page {
            HTML("h1") { wording(view.line.name) }
            LineNavigation(wording: wording, line: view.line.id, current: .stops).html
            filters
            HTML("div", ["class": "line-page stops-page"]) {
                for fragment in fragments { fragment.html }
            }
        }
    }

    private func link(_ change: (inout StopsRequest) -> Void) -> String {
        var request = request
        change(&request)
        return request.address(plant).text
    }

    private var filters: HTML {
        HTML("nav", ["class": "filters", "aria-label": wording(StopTerm.filters)]) {
            group(wording(StopTerm.span), spans)
            group(wording(StopTerm.unit), units)
            group(
                wording(ListTerm.length),
                [(StopTerm.all, nil), (.minorOnly, true), (.longerOnly, false)].map {
                    term, isMinor in
                    (
                        wording(term), link { $0.filter.isMinor = isMinor },
                        request.filter.isMinor == isMinor
                    )
                })
        }
    }

    private func group(
        _ name: String, _ choices: [(text: String, link: String, isCurrent: Bool)]
    ) -> HTML {
        HTML("div", ["class": "chips"]) {
            HTML("span", ["class": "chips-name"]) { name }
            for choice in choices {
                Chip(link: choice.link, text: choice.text, isCurrent: choice.isCurrent).html
            }
        }
    }

    private var spans: [(text: String, link: String, isCurrent: Bool)] {
        let today = plant.localDate(of: (figures.horizon ?? report.span.to) - 1)
        let spans: [(StopTerm, Timestamp?)] = [
            (.day, plant.localMidnight(of: today)), (.week, nil),
            (.month, plant.localMidnight(of: today.adding(days: -29))),
        ]
        var choices = spans.map { term, from in
            (
                text: wording(term),
                link: link {
                    $0.from = from
                    $0.to = nil
                }, isCurrent: request.from == from && request.to == nil
            )
        }
        if !choices.contains(where: \.isCurrent) {
            choices.append((spanName, request.address(plant).text, true))
        }
        return choices
    }

    private var units: [(text: String, link: String, isCurrent: Bool)] {
        [(wording(StopTerm.allUnits), link { $0.unit = nil }, request.unit == nil)]
            + view.line.workUnits.map { unit in
                (
                    wording(plant.workUnits[unit].name), link { $0.unit = unit },
                    request.unit == unit
                )
            }
    }

    private var spanName: String {
        "\(wording.dateTime(report.span.from)) – \(wording.dateTime(report.span.to))"
    }

    private var head: Fragment {
        Fragment("head", "wide" + staleClass) {
            if isLive { view.notices }
            HTML("p", ["class": "period"]) { spanName }
            if let cause = request.filter.cause {
                HTML("p", ["class": "chips"]) {
                    HTML("span", ["class": "chips-name"]) {
                        wording(ListTerm.reason) + wording.colon + wording.cause(cause)
                    }
                    Chip(
                        link: link { $0.filter.cause = nil },
                        text: "× " + wording(StopTerm.clear)
                    ).html
                }
            }
        }
    }

    private var kpis: Fragment {
        Fragment("kpis", "wide panel" + staleClass) {
            let begun = report.begun.map(\.stop)
            HTML("div", ["class": "figures"]) {
                CountView(name: wording(StopTerm.count), value: wording.count(begun.count)).html
                CountView(
                    name: wording(ListTerm.minorStops),
                    value: wording.count(begun.count { $0.isMinor })
                ).html
                CountView(
                    name: wording(StopTerm.total),
                    value: wording.duration(begun.reduce(0) { $0 + $1.length })
                ).html
                CountView(
                    name: wording(ListTerm.failures), value: wording.count(report.sums.failures)
                ).html
                for kpi in [KPI.mtbf, .mttf, .mttr] {
                    KPIView(wording: wording, kpi: kpi, sums: report.sums).html
                }
            }
        }
    }

    private var pareto: Fragment {
        Fragment("pareto", "panel" + staleClass) {
            let pareto = report.pareto
            HTML("h2") { wording(StopTerm.pareto) }
            if pareto.rows.isEmpty {
                HTML("p") { wording(ListTerm.noStops) }
            } else {
                pareto.bars(wording, current: request.filter.cause) { cause in
                    link { $0.filter.cause = $0.filter.cause == cause ? nil : cause }
                }.html
                tableDetails("pareto-table", wording) { pareto.table(wording) }
            }
        }
    }

    private var scatter: Fragment {
        Fragment("scatter", "panel" + staleClass) {
            HTML("h2") { wording(StopTerm.scatter) }
            if report.stops.isEmpty {
                HTML("p") { wording(StopTerm.none) }
            } else {
                let scatter = StopScatter(wording: wording, span: report.span, stops: report.stops)
                scatter.html
                scatter.key
                if report.stops.count > StopScatter.limit {
                    HTML("p", ["class": "aside"]) {
                        wording(StopTerm.longestOf, StopScatter.limit, of: report.stops.count)
                    }
                }
            }
        }
    }

    /// The list is the scatter's table too.
    private var list: Fragment {
        Fragment("list", "wide panel" + staleClass) {
            let listed = figures.listed
            HTML("h2") { wording(StopTerm.list) }
            HTML("p", ["class": "chips"]) {
                Chip(link: download, text: wording(StopTerm.download)).html
                HTML("span", ["class": "aside"]) {
                    wording(StopTerm.shownOf, listed.count, of: report.stops.count)
                }
            }
            if listed.isEmpty {
                HTML("p") { wording(StopTerm.none) }
            } else {
                StopTable(
                    wording: wording, stops: listed, span: report.span,
                    messages: MessagesPage.addresses(of: view.line.id, plant)
                ).html
            }
        }
    }

    /// The same stops as the page has, all of them.
    private var download: String {
        // Spans asked for end on whole seconds; time that has not come yet is left out.
        let second = nanosecondsPerSecond
        let end = Timestamp(
            clampingSeconds: (report.span.to.nanoseconds + second - 1) / second)
        var address = Address(path: "/api/v1/stops.csv")
            .with("unit", request.unit.map { plant.workUnits[$0].path } ?? view.line.id)
            .with("from", report.span.from.rfc3339).with("to", end.rfc3339)
        for parameter in request.address(plant).query
        where parameter.name == "reason" || parameter.name == "minor" {
            address = address.with(parameter.name, parameter.value)
        }
        return address.text
    }
}

extension Wording {
    /// A term that says how many of how many.
    func callAsFunction(_ term: StopTerm, _ shown: Int, of all: Int) -> String {
        self(term).replacing("{shown}", with: count(shown)).replacing("{all}", with: count(all))
    }
}
