import Telemetry

/// How output grew since the period began, against what was to be made.
///
/// Lines are drawn in a stretched picture, words outside of it.
struct Worm {
    let wording: Wording
    let figures: PeriodFigures
    /// What the target is called.
    let targetName: String

    private static let height = 180
    private var span: TimeSpan { figures.period.span }
    private var most: Int64 {
        max(1, figures.marks.flatMap { [$0.good ?? 0, $0.target ?? 0] }.max() ?? 1)
    }

    var html: HTML {
        HTML("div", ["class": "worm"]) {
            HTML("p", ["class": "axis-top"]) { wording.count(millionths: most) }
            HTML(
                "svg",
                [
                    "class": "worm-lines", "role": "img", "width": "100%",
                    "height": "\(Self.height)", "viewBox": "0 0 1000 1000",
                    "preserveAspectRatio": "none", "aria-label": label,
                ]
            ) {
                HTML("title") { label }
                line("target") { $0.target }
                line("good") { $0.good }
                HTML(
                    "line", ["class": "axis", "x1": "0", "x2": "1000", "y1": "1000", "y2": "1000"])
            }
            TimeScale(wording: wording, span: span).html
            key
        }
    }

    private var label: String {
        wording(ShiftTerm.cumulative) + wording.colon + summary.joined(separator: wording.comma)
    }

    private var summary: [String] {
        [
            figures.good.map {
                "\(wording(StatusTerm.goodOutput)) \(wording.count(millionths: $0))"
            },
            figures.target.map { "\(targetName) \(wording.count(millionths: $0))" },
        ].compactMap { $0 }
    }

    /// What each line is, with its last value.
    private var key: HTML {
        HTML("ul", ["class": "worm-key"]) {
            if let good = figures.good {
                entry("good", wording(StatusTerm.goodOutput), good)
            }
            if let target = figures.target {
                entry("target", "\(targetName) \(wording(ShiftTerm.soFar))", target)
            }
        }
    }

    private func entry(_ name: String, _ text: String, _ value: Int64) -> HTML {
        HTML("li") {
            HTML(
                "svg",
                ["class": "worm-lines", "width": "28", "height": "10", "aria-hidden": "true"]
            ) { HTML("line", ["class": name, "x1": "0", "x2": "28", "y1": "5", "y2": "5"]) }
            HTML("span") { text }
            HTML("b") { wording.count(millionths: value) }
        }
    }

    private func line(_ name: String, _ value: (PeriodFigures.Mark) -> Int64?) -> HTML {
        let points = figures.marks.compactMap { mark in
            value(mark).map { place(mark.at, $0) }
        }
        guard points.count > 1 else { return .nothing }
        return HTML("polyline", ["class": name, "points": points.joined(separator: " ")])
    }

    private func place(_ at: Timestamp, _ value: Int64) -> String {
        let x = span.duration > 0 ? Double(at - span.from) / Double(span.duration) : 0
        let y = 1 - Double(value) / Double(most)
        return "\(Int((x * 1000).rounded())),\(Int((y * 1000).rounded()))"
    }

    /// The same as a table: by the hour, and what stands now.
    var table: HTML {
        let edges = Set(figures.hours.map(\.span.to)).union([span.from])
        let shown = figures.marks.filter { edges.contains($0.at) || $0.at == figures.horizon }
        return DataTable(
            heads: [wording(ChartTerm.time), wording(StatusTerm.goodOutput), targetName],
            numeric: [1, 2],
            rows: shown.map { mark in
                [
                    wording.time(mark.at),
                    mark.good.map { wording.count(millionths: $0) } ?? Wording.dash,
                    mark.target.map { wording.count(millionths: $0) } ?? Wording.dash,
                ]
            }
        ).html
    }
}
