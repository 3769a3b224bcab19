import Production
import Telemetry

/// Where planned busy time went: one step a loss, down to what was fully productive.
///
/// The steps add up exactly.
struct LossWaterfall {
    /// One step.
    struct Step: Equatable {
        var name: String
        /// Its length; negative for a speed above the declared rate.
        var time: Int64
        /// What is left after it.
        var remaining: Int64
        var className: String
    }

    let wording: Wording
    let steps: [Step]
    private let planned: Int64

    init(_ sums: Sums, wording: Wording) {
        self.wording = wording
        planned = sums.planned
        var steps = [
            Step(
                name: wording(ChartTerm.planned), time: planned, remaining: planned,
                className: "whole")
        ]
        var remaining = planned
        let losses = sums.losses
        for loss in losses where loss.time != 0 {
            remaining -= loss.time
            steps.append(
                Step(
                    name: wording.loss(loss), time: loss.time, remaining: remaining,
                    className: "loss-\(loss.lossClass.rawValue)"))
        }
        let isClosed = losses.contains { $0.lossClass == .quality }
        steps.append(
            Step(
                name: wording(isClosed ? ChartTerm.productive : ChartTerm.open), time: remaining,
                remaining: remaining, className: isClosed ? "productive" : "whole"))
        self.steps = steps
    }

    private static let rowHeight = 44

    var svg: HTML {
        HTML(
            "svg",
            [
                "class": "waterfall", "role": "img", "width": "100%",
                "height": "\(steps.count * Self.rowHeight)",
                "aria-label": wording(ChartTerm.lossWaterfall),
            ]
        ) {
            HTML("title") { wording(ChartTerm.lossWaterfall) }
            for (index, step) in steps.enumerated() { row(step, y: index * Self.rowHeight) }
        }
    }

    /// The words stand above the bar, so that neither crosses the other.
    private func row(_ step: Step, y: Int) -> HTML {
        let widest = Double(max(1, steps.map { max($0.remaining, $0.time) }.max() ?? 1))
        let isEnd = step.className == "whole" || step.className == "productive"
        let from = isEnd ? 0 : min(step.remaining, step.remaining + step.time)
        return HTML("g") {
            HTML("text", ["x": "0", "y": "\(y + 14)"]) { step.name }
            HTML("text", ["x": "100%", "y": "\(y + 14)", "text-anchor": "end"]) {
                wording.duration(step.time)
            }
            HTML(
                "rect",
                [
                    "class": step.className, "y": "\(y + 22)", "height": "14",
                    "x": Axis.percent(max(0, Double(from)) / widest),
                    "width": Axis.percent(Double(step.time.magnitude) / widest),
                ])
        }
    }

    /// The same as a table.
    var table: HTML {
        DataTable(
            heads: [
                wording(ChartTerm.loss), wording(ChartTerm.time), wording(ChartTerm.share),
                wording(ChartTerm.remaining),
            ], numeric: [1, 2, 3],
            rows: steps.map { step in
                let share = planned > 0 ? Double(step.time) / Double(planned) : 0
                return [
                    step.name, wording.duration(step.time), wording.percent(share),
                    wording.duration(step.remaining),
                ]
            }
        ).html
    }
}
