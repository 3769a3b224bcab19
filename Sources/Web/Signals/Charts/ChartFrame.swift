import Plant
import Reporting
import Telemetry

/// What all charts along time share: limits on the left, a plot that is as wide as there is room,
/// times below.
///
/// Curves are drawn in a stretched picture of 10,000 by 1000; words, marks and hatches stand
/// outside of it, so that nothing is distorted.
struct ChartFrame {
    let wording: Wording
    let span: TimeSpan
    /// What it shows, for those who do not see it.
    let label: String
    /// The rows of its table, for whoever points at a place.
    var readings: [(span: TimeSpan, text: String)] = []

    /// The whole height, and the room above and below the curves, in pixels.
    static let height = 132
    static let top = 16
    static let bottom = 14
    static var plotHeight: Int { height - top - bottom }

    /// A value's name at a height, in thousandths from the top of the plot.
    struct Limit {
        var text: String
        var place: Int
        /// Limits of the normal band stand out; the others give way to them.
        var isNormal = false
    }

    private static let width = 10_000
    private static let lineHeight = 15

    func html(
        limits: [Limit], @HTMLBuilder background: () -> HTML, @HTMLBuilder curves: () -> HTML,
        @HTMLBuilder marks: () -> HTML
    ) -> HTML {
        HTML("div", ["class": "chart"]) {
            gutter(limits)
            HTML(
                "svg",
                [
                    "class": "plot", "role": "img", "aria-label": label, "width": "100%",
                    "height": "\(Self.height)", "data-readings": readingsJSON,
                ]
            ) {
                HTML("title") { label }
                HTML("g", ["class": "moves"]) {
                    background()
                    HTML(
                        "svg",
                        [
                            "class": "curves", "y": "\(Self.top)", "width": "100%",
                            "height": "\(Self.plotHeight)", "preserveAspectRatio": "none",
                            "viewBox": "0 0 \(Self.width) 1000",
                        ]
                    ) { curves() }
                    marks()
                }
            }
            TickRow(wording: wording, span: span).html
            HTML("p", ["class": "reading"])
        }
    }

    /// Beginning and end in thousandths of the width, and words.
    private var readingsJSON: String? {
        guard !readings.isEmpty else { return nil }
        return JSON.array(
            readings.map { reading in
                .array([
                    .integer(Int64(x(reading.span.from) / 10)),
                    .integer(Int64(x(reading.span.to) / 10)), .string(reading.text),
                ])
            }
        ).text()
    }

    /// Limits that would touch a neighbour are left out, those of the normal band last.
    private func gutter(_ limits: [Limit]) -> HTML {
        var kept: [Limit] = []
        for limit in limits.sorted(by: { $0.isNormal && !$1.isNormal }) {
            let isFree = kept.allSatisfy {
                abs(y($0.place) - y(limit.place)) >= Self.lineHeight
            }
            if isFree { kept.append(limit) }
        }
        return HTML(
            "svg",
            [
                "class": "gutter", "aria-hidden": "true", "width": "100%",
                "height": "\(Self.height)",
            ]
        ) {
            for limit in kept {
                HTML(
                    "text",
                    [
                        "class": limit.isNormal ? "normal-limit" : nil, "x": "100%",
                        "y": "\(y(limit.place) + 5)", "text-anchor": "end",
                    ]
                ) { limit.text }
            }
        }
    }

    /// Pixels from the top for thousandths of the plot.
    func y(_ place: Int) -> Int { Self.top + place * Self.plotHeight / 1000 }

    /// A place along the curves' width.
    func x(_ instant: Timestamp) -> Int {
        guard span.duration > 0 else { return 0 }
        let share = Double(instant - span.from) / Double(span.duration)
        return Int((min(1, max(0, share)) * Double(Self.width)).rounded())
    }

    /// A stretch of time over the whole height of the plot.
    func stretch(_ part: TimeSpan, class name: String, title: String) -> HTML {
        let axis = Axis(span: span)
        return HTML(
            "rect",
            [
                "class": name, "x": axis.percent(part.from), "width": axis.width(part),
                "y": "\(Self.top)", "height": "\(Self.plotHeight)",
            ]
        ) { HTML("title") { title } }
    }
}

/// Round times below a chart.
struct TickRow {
    let wording: Wording
    let span: TimeSpan

    /// The most that a phone has room for.
    private static let limit: Int64 = 5

    var html: HTML {
        let ticks = TimeTicks(plant: wording.plant, span: span)
        let step = ticks.step(most: Self.limit)
        let axis = Axis(span: span)
        // A label at an end would be cut.
        let margin = span.duration / 14
        let shown = ticks.edges(step: step).filter {
            $0 >= span.from + margin && $0 <= span.to - margin
        }
        return HTML(
            "svg", ["class": "ticks", "aria-hidden": "true", "width": "100%", "height": "22"]
        ) {
            for tick in shown {
                HTML(
                    "line",
                    [
                        "class": "axis", "x1": axis.percent(tick), "x2": axis.percent(tick),
                        "y1": "0", "y2": "5",
                    ])
                HTML(
                    "text", ["x": axis.percent(tick), "y": "18", "text-anchor": "middle"]
                ) { text(tick) }
            }
        }
    }

    /// Midnight is told by its date where there is more than one day.
    private func text(_ tick: Timestamp) -> String {
        let isMidnight = wording.plant.localDay(containing: tick).from == tick
        let isLong = span.duration > SignalWindow.day
        return isMidnight && isLong ? wording.monthDay(tick) : wording.time(tick)
    }
}
