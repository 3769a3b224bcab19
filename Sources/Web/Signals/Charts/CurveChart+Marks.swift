import Production
import Telemetry

extension CurveChart {
    private var axis: Axis { Axis(span: frame.span) }

    /// Above the plot what was too high, below it what was too low and what the source does not
    /// vouch for.
    var marks: HTML {
        mark(.above, curve.columns.filter { $0.above > 0 }, bar: 12, shape: 6)
            + mark(
                .below, curve.columns.filter { $0.below > 0 }, bar: ChartFrame.height - 14,
                shape: ChartFrame.height - 6)
            + mark(
                .badQuality, curve.columns.filter { $0.summary.bad > 0 },
                bar: ChartFrame.height - 14, shape: ChartFrame.height - 6)
    }

    /// A bar as long as it lasted, and a shape in its middle.
    private func mark(
        _ mark: ChartMark, _ columns: [SignalColumn], bar: Int, shape: Int
    ) -> HTML {
        let runs = MarkRun.runs(columns.map(\.span), in: frame.span)
        return runs.reduce(HTML.nothing) { html, run in
            let title = "\(frame.wording(mark)) \(frame.wording.span(run.span))"
            return html
                + HTML(
                    "rect",
                    [
                        "class": "sign \(mark.className)", "x": axis.percent(run.span.from),
                        "width": axis.width(run.span), "y": "\(bar)", "height": "3",
                    ])
                + mark.html(x: axis.percent(run.middle), y: shape, title: title)
        }
    }

    /// What became of each command; where many share a place, the worst.
    var commandMarks: HTML {
        let judged = commands.filter { frame.span.contains($0.at) }
            .map { (at: $0.at, mark: ChartMark($0.verdict(at: horizon, within: within))) }
        var shown: [(at: Timestamp, mark: ChartMark)] = []
        let near = frame.span.duration / 60
        for entry in judged {
            if let last = shown.last, entry.at - last.at < near {
                if entry.mark.severity > last.mark.severity {
                    shown[shown.count - 1].mark = entry.mark
                }
            } else {
                shown.append(entry)
            }
        }
        return shown.reduce(HTML.nothing) { html, entry in
            html
                + entry.mark.html(
                    x: axis.percent(entry.at), y: 7,
                    title: "\(frame.wording(entry.mark)) \(frame.wording.time(entry.at))")
        }
    }
}

extension ChartMark {
    /// What became of a command.
    init(_ verdict: CommandVerdict) {
        self =
            switch verdict {
            case .pending: .pending
            case .followed: .followed
            case .late: .late
            case .notFollowed: .notFollowed
            case .superseded: .superseded
            }
    }

    /// How much it needs a person.
    var severity: Int {
        switch self {
        case .notFollowed, .above, .below: 3
        case .late, .badQuality: 2
        case .pending: 1
        case .followed, .superseded: 0
        }
    }
}
