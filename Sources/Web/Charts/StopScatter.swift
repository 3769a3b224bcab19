import Foundation
import Plant
import Production
import Storage
import Telemetry

/// How long stops lasted, over time: the length on a logarithmic scale, the kind by shape.
struct StopScatter {
    let wording: Wording
    let span: TimeSpan
    /// The longest ones.
    private let shown: [UnitStop]
    /// From the tick below the shortest stop to the one above the longest.
    private let scale: ClosedRange<Int>

    /// The most stops that are drawn: the longest.
    static let limit = 500
    private static let height = 240
    /// The part of the page that is its table.
    private static let tableID = "list"
    /// Seconds of the lines across.
    private static let ticks: [Int64] = [1, 10, 60, 600, 3600, 36_000, 360_000, 3_600_000]

    /// Takes stops in any order.
    init(wording: Wording, span: TimeSpan, stops: [UnitStop]) {
        self.wording = wording
        self.span = span
        shown = Array(stops.sorted { $0.stop.length > $1.stop.length }.prefix(Self.limit))
        let seconds = shown.map { $0.stop.length / nanosecondsPerSecond }
        let low = Self.ticks.lastIndex { $0 <= seconds.last ?? 1 } ?? 0
        let high = Self.ticks.firstIndex { $0 > seconds.first ?? 1 } ?? Self.ticks.count - 1
        scale = min(low, Self.ticks.count - 2)...min(max(low + 1, high), Self.ticks.count - 1)
    }

    var html: HTML {
        HTML("div", ["class": "scatter"]) {
            HTML(
                "svg",
                [
                    "class": "scatter-scale", "width": "100%", "height": "\(Self.height)",
                    "aria-hidden": "true",
                ]
            ) {
                for tick in scale {
                    HTML("text", ["x": "0", "y": "\(place(Self.ticks[tick]) + 4)"]) {
                        wording.duration(Self.ticks[tick] * nanosecondsPerSecond)
                    }
                }
            }
            HTML(
                "svg",
                [
                    "class": "scatter-plot", "role": "img", "width": "100%",
                    "height": "\(Self.height)", "aria-label": wording(StopTerm.scatter),
                    "aria-details": Self.tableID,
                ]
            ) {
                HTML("title") { wording(StopTerm.scatter) }
                for tick in scale {
                    HTML(
                        "line",
                        [
                            "class": "grid", "x1": "0", "x2": "100%",
                            "y1": "\(place(Self.ticks[tick]))", "y2": "\(place(Self.ticks[tick]))",
                        ])
                }
                for stop in shown { point(stop) }
            }
            DayScale(wording: wording, span: span).html
        }
    }

    private func place(_ seconds: Int64) -> Int {
        let low = log(Double(Self.ticks[scale.lowerBound]))
        let high = log(Double(Self.ticks[scale.upperBound]))
        let share = (log(Double(max(1, seconds))) - low) / (high - low)
        return Self.height - 12 - Int((min(1, max(0, share)) * Double(Self.height - 24)).rounded())
    }

    private func point(_ entry: UnitStop) -> HTML {
        let stop = entry.stop
        return HTML(
            "svg",
            [
                "x": Axis(span: span).percent(max(stop.from, span.from)),
                "y": "\(place(stop.length / nanosecondsPerSecond))", "overflow": "visible",
            ]
        ) {
            StopMark(stop).shape
            HTML("title") { title(entry) }
        }
    }

    private func title(_ entry: UnitStop) -> String {
        [
            wording.dateTime(entry.stop.from), wording(wording.plant.workUnits[entry.unit].name),
            wording.duration(entry.stop.length), wording.cause(entry.stop.cause),
        ].joined(separator: " · ")
    }

    /// What the shapes mean.
    var key: HTML {
        HTML("ul", ["class": "legend"]) {
            for (mark, term) in [
                (StopMark.minor, ListTerm.minor), (.longer, .longer), (.failure, .failure),
            ] {
                HTML("li") {
                    HTML(
                        "svg",
                        [
                            "class": "scatter-plot mark", "viewBox": "-8 -8 16 16",
                            "aria-hidden": "true",
                        ]
                    ) { mark.shape }
                    wording(term)
                }
            }
        }
    }
}

/// The kind of a stop as a shape around the origin.
enum StopMark {
    case minor, longer, failure

    init(_ stop: Stop) {
        self = stop.states.contains(.faulted) ? .failure : stop.isMinor ? .minor : .longer
    }

    var shape: HTML {
        switch self {
        case .minor: HTML("circle", ["class": "minor", "r": "4"])
        case .longer:
            HTML("rect", ["class": "longer", "x": "-4", "y": "-4", "width": "8", "height": "8"])
        case .failure: HTML("path", ["class": "failure", "d": "M0 -6 6 5 -6 5Z"])
        }
    }
}

/// Dates or times along a span below a chart, as many as fit on a phone.
struct DayScale {
    let wording: Wording
    let span: TimeSpan

    var html: HTML {
        HTML("div", ["class": "scale"]) {
            for part in Int64(0)...2 {
                let instant = span.from + span.duration / 2 * part
                HTML("span") {
                    span.duration > 2 * 86_400 * nanosecondsPerSecond
                        ? wording.dateTime(instant) : wording.time(instant)
                }
            }
        }
    }
}
