import Reporting

/// A chart of a document, drawn from the same places as on paper.
struct DocumentChart {
    let wording: Wording
    let chart: Document.Chart

    var html: HTML {
        let geometry = ChartGeometry(chart)
        return HTML("figure", ["class": "document-chart"]) {
            legend
            switch chart.kind {
            case .lines: DocumentLines(wording: wording, chart: chart, geometry: geometry).html
            case .bars, .stacked:
                DocumentBars(wording: wording, chart: chart, geometry: geometry).html
            }
            HTML("figcaption", ["class": "aside"]) { wording(chart.summary) }
        }
    }

    private var legend: HTML {
        HTML("ul", ["class": "legend"]) {
            let unit = wording.phrasing.axisUnit(chart.sample)
            if !unit.isEmpty { HTML("li") { unit } }
            for (place, name) in chart.legend.enumerated() {
                HTML("li") {
                    HTML("svg", ["width": "24", "height": "12", "aria-hidden": "true"]) {
                        swatch(place)
                    }
                    wording(name)
                }
            }
        }
    }

    private func swatch(_ series: Int) -> HTML {
        chart.kind == .lines
            ? HTML(
                "line",
                ["class": DocumentChart.line(series), "x1": "0", "x2": "24", "y1": "6", "y2": "6"])
            : HTML(
                "rect",
                [
                    "class": DocumentChart.block(series), "x": "1", "y": "1", "width": "14",
                    "height": "10",
                ])
    }

    /// How many series are told apart.
    private static let penCount = 5

    static func line(_ series: Int) -> String { "line-\(series % penCount)" }
    static func block(_ series: Int) -> String { "block-\(series % penCount)" }
}

/// Lying bars: a row each, its name at the side.
private struct DocumentBars {
    let wording: Wording
    let chart: Document.Chart
    let geometry: ChartGeometry

    /// The height of a row in pixels.
    private var height: Double {
        chart.kind == .stacked ? 26 : Double(6 + 16 * chart.series.count)
    }

    @HTMLBuilder var html: HTML {
        HTML(
            "div",
            [
                "class": "chart-rows", "role": "img", "aria-label": wording(chart.table.title),
                "aria-details": chart.table.id + "-table",
            ]
        ) {
            HTML("svg", ["class": "chart-grid", "aria-hidden": "true"]) {
                for tick in geometry.ticks { rule(tick.place, "grid") }
                rule(geometry.zero, "axis")
            }
            for (place, name) in chart.categories.enumerated() {
                HTML("span", ["class": "chart-name"]) { wording(name) }
                HTML("svg", ["width": "100%", "height": "\(Int(height))"]) { row(place) }
            }
        }
        HTML("svg", ["class": "chart-axis", "height": "20", "aria-hidden": "true"]) {
            for (place, tick) in geometry.ticks.enumerated() { text(tick, place) }
        }
    }

    private func rule(_ place: Double, _ name: String) -> HTML {
        let x = Axis.percent(place)
        return HTML("line", ["class": name, "x1": x, "x2": x, "y1": "0", "y2": "100%"])
    }

    @HTMLBuilder private func row(_ category: Int) -> HTML {
        let bars = geometry.bars(of: category)
        for bar in bars {
            HTML(
                "rect",
                [
                    "class": DocumentChart.block(bar.series),
                    "x": Axis.percent(bar.along.lowerBound),
                    "width": Axis.percent(bar.along.upperBound - bar.along.lowerBound),
                    "y": "\(Int((bar.across.lowerBound * height).rounded()))",
                    "height": thickness(bar),
                ]
            ) { HTML("title") { title(bar) } }
        }
        if bars.isEmpty {
            HTML(
                "text",
                [
                    "x": Axis.percent(geometry.zero), "dx": "6",
                    "y": "\(Int(height / 2) + 5)",
                ]
            ) { Phrasing.dash }
        }
    }

    private func thickness(_ bar: ChartGeometry.Bar) -> String {
        "\(Int(((bar.across.upperBound - bar.across.lowerBound) * height).rounded()))"
    }

    private func title(_ bar: ChartGeometry.Bar) -> String {
        let value = chart.values(series: bar.series)[bar.category]
        return [
            wording(chart.categories[bar.category]), wording(chart.legend[bar.series]),
            value.map { wording.phrasing($0) } ?? Wording.dash,
        ].joined(separator: " · ")
    }

    /// The ends and zero are said on a phone too.
    private func text(_ tick: ChartGeometry.Tick, _ place: Int) -> HTML {
        let isFirst = place == 0
        let isLast = place == geometry.ticks.count - 1
        let isZero = tick.place == geometry.zero && (0.3...0.7).contains(tick.place)
        let text = wording.phrasing.tick(tick.value, of: chart.sample)
        let between = text.count > 6 ? "between long" : "between"
        return HTML(
            "text",
            [
                "class": isFirst || isLast || isZero ? nil : between,
                "x": Axis.percent(tick.place), "y": "15",
                "text-anchor": isFirst ? "start" : isLast ? "end" : "middle",
            ]
        ) { text }
    }
}

/// Lines over rows that follow each other in time.
private struct DocumentLines {
    let wording: Wording
    let chart: Document.Chart
    let geometry: ChartGeometry

    private static let height = 220
    private static let edge = 10
    /// As many names as a phone has room for, each standing.
    private static let nameLimit = 16

    @HTMLBuilder var html: HTML {
        HTML("div", ["class": "scatter"]) {
            scale
            plot
        }
        let names = chart.categories
        let step = max(1, (names.count + Self.nameLimit - 1) / Self.nameLimit)
        HTML("div", ["class": "document-places", "aria-hidden": "true"]) {
            for (place, name) in names.enumerated() where place % step == 0 {
                HTML("span") { wording(name) }
            }
        }
        if step > 1 { HTML("p", ["class": "aside"]) { wording.phrasing.named(oneIn: step) } }
    }

    /// From the bottom as a fraction to from the top in pixels.
    private func level(_ place: Double) -> Int {
        Self.edge + Int(((1 - place) * Double(Self.height - 2 * Self.edge)).rounded())
    }

    private var scale: HTML {
        HTML(
            "svg",
            [
                "class": "scatter-scale", "width": "100%", "height": "\(Self.height)",
                "aria-hidden": "true",
            ]
        ) {
            for tick in geometry.ticks {
                HTML(
                    "text",
                    [
                        "x": "100%", "dx": "-6", "y": "\(level(tick.place) + 4)",
                        "text-anchor": "end",
                    ]
                ) { wording.phrasing.tick(tick.value, of: chart.sample) }
            }
        }
    }

    private var plot: HTML {
        HTML(
            "svg",
            [
                "class": "scatter-plot", "role": "img", "width": "100%",
                "height": "\(Self.height)", "aria-label": wording(chart.table.title),
                "aria-details": chart.table.id + "-table",
            ]
        ) {
            HTML("title") { wording(chart.table.title) }
            for tick in geometry.ticks { rule(tick.place, "grid") }
            for line in geometry.lines { html(line) }
            rule(geometry.zero, "axis")
        }
    }

    private func rule(_ place: Double, _ name: String) -> HTML {
        let y = "\(level(place))"
        return HTML("line", ["class": name, "x1": "0", "x2": "100%", "y1": y, "y2": y])
    }

    /// A line is drawn in a stretched picture, and so its places are in thousandths.
    private func html(_ line: ChartGeometry.Line) -> HTML {
        let points = line.points.map { point in
            let y = (1 - point.y) * 1000
            return "\(Int((point.x * 1000).rounded())),\(Int(y.rounded()))"
        }
        return HTML(
            "svg",
            [
                "x": "0", "y": "\(Self.edge)", "width": "100%",
                "height": "\(Self.height - 2 * Self.edge)", "viewBox": "0 0 1000 1000",
                "preserveAspectRatio": "none", "overflow": "visible",
            ]
        ) {
            HTML(
                "polyline",
                [
                    "class": DocumentChart.line(line.series),
                    // A single place is a dot.
                    "points": (points.count > 1 ? points : points + points)
                        .joined(separator: " "),
                ])
        }
    }
}
