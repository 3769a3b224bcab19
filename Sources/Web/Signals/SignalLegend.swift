/// What shapes and colours of signals' charts mean.
struct SignalLegend {
    let wording: Wording
    let series: [SignalSeries]

    var html: HTML {
        HTML("ul", ["class": "legend", "aria-label": wording(PageTerm.signals)]) {
            item(swatch("rect", "normal"), SignalTerm.band)
            item(swatch("rect", "band"), SignalTerm.spread)
            item(swatch("line", "mean"), SignalTerm.feedback)
            if hasCommands { item(swatch("line", "command"), SignalTerm.command) }
            item(swatch("rect", "gap"), SignalTerm.noValues)
            for mark in shownMarks { item(mark.icon, mark) }
        }
    }

    private func item(_ icon: HTML, _ term: some Term) -> HTML {
        HTML("li") {
            icon
            wording(term)
        }
    }

    /// A piece of a chart: a stretch of ground, or of a line.
    private func swatch(_ shape: StaticString, _ className: String) -> HTML {
        HTML(
            "svg", ["class": "swatch", "width": "28", "height": "16", "aria-hidden": "true"]
        ) {
            HTML(
                shape,
                [
                    "class": className, "width": "28", "height": "16", "x1": "0", "x2": "28",
                    "y1": "8", "y2": "8",
                ])
        }
    }

    private var hasCommands: Bool {
        series.contains { if case .actuator = $0.content { true } else { false } }
    }

    private var shownMarks: [ChartMark] {
        ChartMark.allCases.filter { mark in
            switch mark {
            case .above, .below, .badQuality: true
            case .followed, .late, .notFollowed, .superseded, .pending: hasCommands
            }
        }
    }
}
