import Telemetry

/// Good pieces hour by hour as upright bars, with what was to be made as a mark across each.
struct HourBars {
    let wording: Wording
    let hours: [PeriodFigures.Hour]
    /// What the target is called.
    let targetName: String

    private static let height = 160
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

    private var most: Int64 {
        max(1, hours.flatMap { [$0.good ?? 0, $0.target ?? 0] }.max() ?? 1)
    }

    private func top(_ count: Int64) -> Int {
        let room = Self.height - Self.foot - Self.head
        let high = Int((Double(max(0, count)) / Double(most) * Double(room)).rounded())
        return Self.height - Self.foot - high
    }

    private func bar(_ index: Int, _ hour: PeriodFigures.Hour) -> HTML {
        let slot = 1 / Double(max(1, hours.count))
        let top = top(hour.good ?? 0)
        let mark = hour.target.map { self.top($0) }
        let middle = Axis.percent((Double(index) + 0.5) * slot)
        // Every second or third label where they would touch.
        let step = hours.count > 12 ? 3 : 1
        return HTML("g", ["class": index % (2 * step) == 0 ? "hour" : "hour odd"]) {
            HTML(
                "rect",
                [
                    "class": "bar", "x": Axis.percent((Double(index) + 0.12) * slot),
                    "width": Axis.percent(0.76 * slot), "y": "\(top)",
                    "height": "\(Self.height - Self.foot - top)",
                ]
            ) { HTML("title") { title(hour) } }
            if let mark {
                HTML(
                    "line",
                    [
                        "class": "target", "x1": Axis.percent((Double(index) + 0.04) * slot),
                        "x2": Axis.percent((Double(index) + 0.96) * slot), "y1": "\(mark)",
                        "y2": "\(mark)",
                    ])
            }
            // Above bar and mark, so that no line crosses it.
            if let count = hour.good, step == 1 {
                text(
                    wording.count(millionths: count), x: middle, y: min(top, mark ?? top) - 6,
                    "value")
            }
            if index % step == 0 {
                text(wording.time(hour.span.from), x: middle, y: Self.height - 5, "tick")
            }
        }
    }

    private func text(_ text: String, x: String, y: Int, _ name: String) -> HTML {
        HTML("text", ["class": name, "x": x, "y": "\(y)", "text-anchor": "middle"]) { text }
    }

    private func title(_ hour: PeriodFigures.Hour) -> String {
        let value = hour.good.map { wording.count(millionths: $0) } ?? Wording.dash
        return "\(wording.time(hour.span.from))–\(wording.time(hour.span.to)): \(value)"
    }

    /// The same as a table.
    func table(horizon: Timestamp?) -> HTML {
        DataTable(
            heads: [wording(ChartTerm.hour), wording(StatusTerm.goodOutput), targetName],
            numeric: [1, 2],
            rows: hours.map { hour in
                let isFuture = horizon.map { hour.span.from >= $0 } ?? true
                let value =
                    hour.good.map { wording.count(millionths: $0) }
                    ?? (isFuture ? wording(ChartTerm.notYet) : Wording.dash)
                return [
                    "\(wording.time(hour.span.from))–\(wording.time(hour.span.to))", value,
                    hour.target.map { wording.count(millionths: $0) } ?? Wording.dash,
                ]
            }
        ).html
    }
}
