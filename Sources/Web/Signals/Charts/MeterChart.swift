import Telemetry

/// What a meter counted, as a bar a round part of the window.
struct MeterChart {
    var frame: ChartFrame
    let parts: [SignalSeries.Consumption]

    private var wording: Wording { frame.wording }

    /// Amounts in units of the meter.
    var scale: SignalScale {
        SignalScale(
            values: parts.compactMap { $0.amount.map { Double($0) / 1e6 } }, fromZero: true)
    }

    var html: HTML {
        let scale = scale
        let limits = [scale.domain.upperBound, 0].map {
            ChartFrame.Limit(
                text: wording.limit($0, digits: scale.digits), place: scale.place($0))
        }
        return frame.html(limits: limits) {
            for part in parts { bar(part, scale) }
        } curves: {
            HTML.nothing
        } marks: {
            HTML.nothing
        }
    }

    private func bar(_ part: SignalSeries.Consumption, _ scale: SignalScale) -> HTML {
        guard let amount = part.amount, amount > 0 else { return .nothing }
        let axis = Axis(span: frame.span)
        // A hair of ground between two bars.
        let gap = part.span.duration / 12
        let shown = TimeSpan(from: part.span.from + gap, to: part.span.to - gap)
        let top = frame.y(scale.place(Double(amount) / 1e6))
        return HTML(
            "rect",
            [
                "class": "bar", "x": axis.percent(shown.from), "width": axis.width(shown),
                "y": "\(top)", "height": "\(max(1, frame.y(scale.place(0)) - top))",
            ]
        ) {
            HTML("title") {
                "\(wording.span(part.span)): "
                wording.number(Double(amount) / 1e6, digits: scale.digits)
            }
        }
    }
}
