import Plant
import Production
import Telemetry

/// A measured signal along time: mean, least and greatest value, the normal band, what lay outside
/// of it, and where nothing came.
struct CurveChart {
    var frame: ChartFrame
    let curve: SignalSeries.Curve
    var normal: ClosedRange<Double>?
    /// Whether a value holds until the next one, as an actuator's feedback does.
    var isStepped = false
    /// Commands of the actuator.
    var commands: [CommandFact] = []
    /// How soon a command must be followed, and until when time has come.
    var within: Int64 = 0
    var horizon: Timestamp = .distantPast
    /// Names what is drawn twice; unique in the page.
    let id: String

    private var wording: Wording { frame.wording }

    var scale: SignalScale {
        let values = curve.columns.filter { $0.summary.count > 0 }
            .flatMap { [$0.summary.low, $0.summary.high] }
        return SignalScale(values: values + commands.map(\.value), normal: normal)
    }

    var html: HTML {
        let scale = scale
        return frame.html(limits: limits(scale)) {
            if !isStepped { gaps }
            if let normal { band(normal, scale) }
        } curves: {
            if isStepped {
                HTML("path", ["class": "mean", "d": stepPath(scale)])
                if !commands.isEmpty {
                    HTML("path", ["class": "command", "d": commandPath(scale)])
                }
            } else {
                HTML("path", ["class": "band", "id": "\(id)-band", "d": bandPath(scale)])
                HTML("path", ["class": "mean", "id": "\(id)-mean", "d": meanPath(scale)])
                if let normal { outside(normal, scale) }
            }
        } marks: {
            marks
            commandMarks
        }
    }

    private var gaps: HTML {
        curve.gaps.reduce(HTML.nothing) { html, gap in
            html
                + frame.stretch(
                    gap, class: "gap",
                    title: "\(wording(SignalTerm.noValues)) \(wording.span(gap))")
        }
    }

    private func limits(_ scale: SignalScale) -> [ChartFrame.Limit] {
        let ends = [scale.domain.upperBound, scale.domain.lowerBound].map {
            ChartFrame.Limit(
                text: wording.number($0, digits: scale.digits), place: scale.place($0))
        }
        guard let normal else { return ends }
        return ends
            + [normal.upperBound, normal.lowerBound].map {
                ChartFrame.Limit(
                    text: wording.limit($0, digits: scale.digits), place: scale.place($0),
                    isNormal: true)
            }
    }

    /// The normal band is a quiet ground; its limits are named on the left.
    private func band(_ normal: ClosedRange<Double>, _ scale: SignalScale) -> HTML {
        let top = frame.y(scale.place(normal.upperBound))
        let bottom = frame.y(scale.place(normal.lowerBound))
        return HTML(
            "rect",
            [
                "class": "normal", "x": "0", "width": "100%", "y": "\(top)",
                "height": "\(max(1, bottom - top))",
            ])
    }

    /// What lies outside is drawn again in another colour, cut to where it is outside.
    private func outside(_ normal: ClosedRange<Double>, _ scale: SignalScale) -> HTML {
        let top = scale.place(normal.upperBound)
        let bottom = scale.place(normal.lowerBound)
        return HTML("clipPath", ["id": "\(id)-outside"]) {
            HTML("rect", ["width": "10000", "height": "\(top)"])
            HTML("rect", ["width": "10000", "y": "\(bottom)", "height": "\(1000 - bottom)"])
        }
            + HTML("g", ["class": "outside", "clip-path": "url(#\(id)-outside)"]) {
                HTML("use", ["href": "#\(id)-band"])
                HTML("use", ["href": "#\(id)-mean"])
            }
    }

    private func middle(_ column: SignalColumn) -> Int {
        frame.x(column.span.from + column.span.duration / 2)
    }

    /// One point a column.
    private func meanPath(_ scale: SignalScale) -> String {
        curve.pieces.map { piece in
            let points = piece.map {
                "\(middle($0)) \(scale.place($0.summary.mean ?? 0))"
            }
            // A single point is a line of no length with round ends: a dot.
            return "M" + (points.count > 1 ? points : points + points).joined(separator: "L")
        }.joined()
    }

    /// Two points a column: there along the greatest values, back along the least.
    private func bandPath(_ scale: SignalScale) -> String {
        curve.pieces.map { piece in
            let there = piece.map { "\(middle($0)) \(scale.place($0.summary.high))" }
            let back = piece.reversed().map { "\(middle($0)) \(scale.place($0.summary.low))" }
            return "M" + (there + back).joined(separator: "L") + "Z"
        }.joined()
    }

    /// What an actuator does holds until it says something else.
    private func stepPath(_ scale: SignalScale) -> String {
        let good = curve.columns.filter { $0.summary.count > 0 }
        let end = frame.x(min(frame.span.to, horizon))
        return good.enumerated().reduce(into: "") { path, entry in
            let next =
                entry.offset + 1 < good.count ? frame.x(good[entry.offset + 1].span.from) : end
            let x = frame.x(entry.element.span.from)
            let y = scale.place(entry.element.summary.last)
            path += "\(path.isEmpty ? "M" : "L")\(x) \(y)H\(max(x, next))"
        }
    }

    /// A command holds until the next one; of those that share a place, the last is drawn.
    private func commandPath(_ scale: SignalScale) -> String {
        let end = frame.x(min(frame.span.to, horizon))
        var steps: [(x: Int, y: Int)] = []
        for command in commands {
            let step = (x: frame.x(command.at), y: scale.place(command.value))
            if let last = steps.last, step.x - last.x < Self.narrowest {
                steps[steps.count - 1].y = step.y
            } else {
                steps.append(step)
            }
        }
        return steps.enumerated().reduce(into: "") { path, entry in
            let next = entry.offset + 1 < steps.count ? steps[entry.offset + 1].x : end
            let (x, y) = entry.element
            path += "\(path.isEmpty ? "M" : "L")\(x) \(y)H\(max(x, next))"
        }
    }

    /// The narrowest step of commands: a phone's chart has a pixel for each.
    private static let narrowest = 40
}
