import Reporting

/// A chart of a document, drawn from the same places as on paper.
struct DocumentChart {
    let wording: Wording
    let chart: Document.Chart

    private static let height = 180
    private static let edge = 10

    var html: HTML {
        let geometry = ChartGeometry(chart)
        return HTML("figure", ["class": "document-chart"]) {
            legend
            HTML("div", ["class": "scatter"]) {
                scale(geometry)
                plot(geometry)
            }
            places
            HTML("figcaption", ["class": "aside"]) { wording(chart.summary) }
        }
    }

    private var sample: Document.Value? {
        chart.series.indices.lazy.flatMap { chart.values(series: $0) }.first { $0 != nil } ?? nil
    }

    /// From the bottom as a fraction to from the top in pixels.
    private func level(_ y: Double) -> Int {
        Self.edge + Int(((1 - y) * Double(Self.height - 2 * Self.edge)).rounded())
    }

    private var legend: HTML {
        HTML("ul", ["class": "legend"]) {
            let unit = wording.phrasing.axisUnit(sample)
            if !unit.isEmpty { HTML("li") { unit } }
            for (place, name) in chart.names.enumerated() {
                HTML("li") {
                    HTML("svg", ["width": "16", "height": "12", "aria-hidden": "true"]) {
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
                "line", ["class": pen(series), "x1": "0", "x2": "16", "y1": "6", "y2": "6"])
            : HTML(
                "rect",
                ["class": pen(series), "x": "1", "y": "1", "width": "14", "height": "10"])
    }

    private func pen(_ series: Int) -> String {
        "\(chart.kind == .lines ? "line" : "block")-\(series % 3)"
    }

    private func scale(_ geometry: ChartGeometry) -> HTML {
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
                    ["x": "100%", "dx": "-6", "y": "\(level(tick.y) + 4)", "text-anchor": "end"]
                ) { wording.phrasing.tick(tick.value, of: sample) }
            }
        }
    }

    private func plot(_ geometry: ChartGeometry) -> HTML {
        HTML(
            "svg",
            [
                "class": "scatter-plot", "role": "img", "width": "100%",
                "height": "\(Self.height)", "aria-label": wording(chart.table.title),
                "aria-details": chart.table.id + "-table",
            ]
        ) {
            HTML("title") { wording(chart.table.title) }
            for tick in geometry.ticks {
                HTML(
                    "line",
                    [
                        "class": "grid", "x1": "0", "x2": "100%", "y1": "\(level(tick.y))",
                        "y2": "\(level(tick.y))",
                    ])
            }
            for bar in geometry.bars { html(bar) }
            for line in geometry.lines { html(line) }
            HTML(
                "line",
                [
                    "class": "axis", "x1": "0", "x2": "100%",
                    "y1": "\(level(geometry.zero))", "y2": "\(level(geometry.zero))",
                ])
        }
    }

    private func html(_ bar: ChartGeometry.Bar) -> HTML {
        let top = level(bar.y.upperBound)
        return HTML(
            "rect",
            [
                "class": pen(bar.series), "x": Axis.percent(bar.x.lowerBound),
                "width": Axis.percent(bar.x.upperBound - bar.x.lowerBound), "y": "\(top)",
                "height": "\(level(bar.y.lowerBound) - top)",
            ]
        ) { HTML("title") { title(bar) } }
    }

    private func title(_ bar: ChartGeometry.Bar) -> String {
        let value = chart.values(series: bar.series)[bar.category]
        return [
            wording(chart.categories[bar.category]), wording(chart.names[bar.series]),
            value.map { wording.phrasing($0) } ?? Wording.dash,
        ].joined(separator: " · ")
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
                    "class": pen(line.series),
                    // A single place is a short line.
                    "points": (points.count > 1 ? points : points + points)
                        .joined(separator: " "),
                ])
        }
    }

    /// The names along the chart, as many as a phone has room for.
    private var places: HTML {
        let names = chart.categories
        let step = max(1, (names.count + 5) / 6)
        return HTML("div", ["class": "document-places", "aria-hidden": "true"]) {
            for (place, name) in names.enumerated() where place % step == 0 {
                HTML("span") { wording(name) }
            }
        }
    }
}
