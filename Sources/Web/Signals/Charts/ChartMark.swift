import Telemetry

/// What is marked along a chart: as shape and colour, with words.
enum ChartMark: String, CaseIterable, Hashable, Sendable {
    case above, below, badQuality, followed, late, notFollowed, superseded, pending

    /// Its name in the style sheet.
    var className: String {
        switch self {
        case .above: "too-high"
        case .below: "too-low"
        case .badQuality: "bad-quality"
        case .notFollowed: "not-followed"
        default: rawValue
        }
    }

    /// Its shape around the origin.
    private var outline: String {
        switch self {
        case .above: "M-6 5 0 -5 6 5Z"
        case .below: "M-6 -5 0 5 6 -5Z"
        case .badQuality: "M-5 -3 -3 -5 0 -2 3 -5 5 -3 2 0 5 3 3 5 0 2 -3 5 -5 3 -2 0Z"
        case .followed: "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0Z"
        case .late: "M0 -6 6 0 0 6 -6 0Z"
        case .notFollowed: "M-5 -5H5V5H-5Z"
        case .superseded: "M-2 0A2 2 0 1 1 2 0A2 2 0 1 1 -2 0Z"
        case .pending: "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0ZM-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0Z"
        }
    }

    /// The shape at a place of a chart: `x` in percent, `y` in pixels.
    func html(x: String, y: Int, title: String) -> HTML {
        HTML("svg", ["class": "sign \(className)", "x": x, "y": "\(y)", "overflow": "visible"]) {
            HTML("path", ["d": outline]) { HTML("title") { title } }
        }
    }

    /// The shape among words.
    var icon: HTML {
        HTML(
            "svg",
            ["class": "icon sign \(className)", "viewBox": "-7 -7 14 14", "aria-hidden": "true"]
        ) { HTML("path", ["d": outline]) }
    }
}

/// Marks that would lie on each other, put together.
struct MarkRun: Equatable {
    var span: TimeSpan
    var count = 1

    /// Puts stretches together that are closer than a share of the whole span.
    static func runs(_ stretches: [TimeSpan], in whole: TimeSpan) -> [MarkRun] {
        let near = whole.duration / 60
        return stretches.reduce(into: []) { runs, stretch in
            if let last = runs.last, stretch.from - last.span.to < near {
                runs[runs.count - 1].span.to = stretch.to
                runs[runs.count - 1].count += 1
            } else {
                runs.append(MarkRun(span: stretch))
            }
        }
    }

    /// Its middle.
    var middle: Timestamp { span.from + span.duration / 2 }
}
