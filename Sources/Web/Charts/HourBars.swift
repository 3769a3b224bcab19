import Telemetry

/// Good pieces hour by hour as upright bars.
struct HourBars {
    let wording: Wording
    let hours: [LineSnapshot.Hour]

    private static let height = 150
    private static let foot = 22
    private static let head = 20

    var svg: HTML {
        HTML(
            "svg",
            [
                "class": "bars", "role": "img", "width": "100%", "height": "\(Self.height)",
                "aria-label": wording(ChartTerm.hourlyOutput),
            ]
        ) {
            HTML("title") { wording(ChartTerm.hourlyOutput) }
            for (index, hour) in hours.enumerated() { bar(index, hour) }
            HTML(
                "line",
                [
                    "class": "axis", "x1": "0", "x2": "100%",
                    "y1": "\(Self.height - Self.foot)", "y2": "\(Self.height - Self.foot)",
                ])
        }
    }

    private func bar(_ index: Int, _ hour: LineSnapshot.Hour) -> HTML {
        let slot = 1 / Double(max(1, hours.count))
        let most = max(1, hours.compactMap(\.good).max() ?? 1)
        let room = Self.height - Self.foot - Self.head
        let good = max(0, hour.good ?? 0)
        let high = Int((Double(good) / Double(most) * Double(room)).rounded())
        let top = Self.height - Self.foot - high
        let middle = Axis.percent((Double(index) + 0.5) * slot)
        // Every second or third label where they would touch.
        let step = hours.count > 12 ? 3 : 1
        return HTML("g", ["class": index % (2 * step) == 0 ? "hour" : "hour odd"]) {
            HTML(
                "rect",
                [
                    "class": "bar", "x": Axis.percent((Double(index) + 0.12) * slot),
                    "width": Axis.percent(0.76 * slot), "y": "\(top)", "height": "\(high)",
                ]
            ) { HTML("title") { title(hour) } }
            if let count = hour.good, step == 1 {
                text(wording.count(millionths: count), x: middle, y: top - 5, "value")
            }
            if index % step == 0 {
                text(wording.time(hour.span.from), x: middle, y: Self.height - 5, "tick")
            }
        }
    }

    private func text(_ text: String, x: String, y: Int, _ name: String) -> HTML {
        HTML("text", ["class": name, "x": x, "y": "\(y)", "text-anchor": "middle"]) { text }
    }

    private func title(_ hour: LineSnapshot.Hour) -> String {
        let value = hour.good.map { wording.count(millionths: $0) } ?? Wording.dash
        return "\(wording.time(hour.span.from))–\(wording.time(hour.span.to)): \(value)"
    }

    /// The same as a table.
    func table(horizon: Timestamp?) -> HTML {
        DataTable(
            heads: [wording(ChartTerm.hour), wording(StatusTerm.goodOutput)], numeric: [1],
            rows: hours.map { hour in
                let isFuture = horizon.map { hour.span.from >= $0 } ?? true
                let value =
                    hour.good.map { wording.count(millionths: $0) }
                    ?? (isFuture ? wording(ChartTerm.notYet) : Wording.dash)
                return [
                    "\(wording.time(hour.span.from))–\(wording.time(hour.span.to))", value,
                ]
            }
        ).html
    }
}

/// A plain table of texts.
struct DataTable {
    let heads: [String]
    /// Columns that are set to the right.
    let numeric: Set<Int>
    let rows: [[String]]

    var html: HTML {
        HTML("div", ["class": "scroll", "tabindex": "0"]) {
            HTML("table") {
                HTML("thead") {
                    HTML("tr") {
                        for (column, head) in heads.enumerated() {
                            HTML("th", ["scope": "col", "class": align(column)]) { head }
                        }
                    }
                }
                HTML("tbody") {
                    for row in rows {
                        HTML("tr") {
                            for (column, cell) in row.enumerated() {
                                HTML("td", ["class": align(column)]) { cell }
                            }
                        }
                    }
                }
            }
        }
    }

    private func align(_ column: Int) -> String? { numeric.contains(column) ? "number" : nil }
}
