import Plant
import Telemetry

/// The states of one work unit along time: places in percent, heights in pixels, so that nothing
/// is distorted.
struct StateStrip {
    let wording: Wording
    let timeline: StateTimeline
    let span: TimeSpan
    /// What it shows, for those who do not see it.
    let label: String
    var height = 28

    /// The most stretches that are drawn.
    static let limit = 400

    var svg: HTML {
        let axis = Axis(span: span)
        return HTML(
            "svg",
            [
                "class": "strip", "role": "img", "aria-label": label, "width": "100%",
                "height": "\(height)",
            ]
        ) {
            HTML("title") { label }
            for stretch in timeline.decimated(span: span, limit: Self.limit) {
                if let shown = stretch.span.intersection(span) {
                    bar(stretch, shown: shown, axis)
                }
            }
        }
    }

    private func bar(
        _ stretch: StateTimeline.Stretch, shown: TimeSpan, _ axis: Axis
    ) -> HTML {
        let high = max(2, height * (stretch.isPlanned ? stretch.state.height : 16) / 100)
        return HTML(
            "rect",
            [
                "class": stretch.state.className(isPlanned: stretch.isPlanned),
                "x": axis.percent(shown.from), "width": axis.width(shown),
                "y": "\(height - high)", "height": "\(high)",
            ]
        ) {
            HTML("title") {
                "\(wording(stretch.state)) \(wording.time(shown.from))–\(wording.time(shown.to))"
            }
        }
    }
}

/// The beginning, the middle and the end of a span below a chart.
struct TimeScale {
    let wording: Wording
    let span: TimeSpan

    var html: HTML {
        let middle = span.from + span.duration / 2
        return HTML("div", ["class": "scale"]) {
            for instant in [span.from, middle, span.to] {
                HTML("span") { wording.time(instant) }
            }
        }
    }
}

/// What colours and heights of strips mean, in words and shapes.
struct StateLegend {
    let wording: Wording

    var html: HTML {
        HTML("ul", ["class": "legend", "aria-label": wording(StatusTerm.state)]) {
            for state in UnitState.allCases.sorted(by: { $0.severity > $1.severity }) {
                HTML("li") {
                    swatch(state)
                    StateBadge(wording: wording, state: state).html
                }
            }
        }
    }

    private func swatch(_ state: UnitState) -> HTML {
        let high = max(2, 22 * state.height / 100)
        return HTML(
            "svg", ["class": "strip", "width": "14", "height": "22", "aria-hidden": "true"]
        ) {
            HTML(
                "rect",
                [
                    "class": state.className(isPlanned: true), "width": "14",
                    "y": "\(22 - high)", "height": "\(high)",
                ])
        }
    }
}
