import Plant
import Production
import Reporting
import Storage
import Telemetry

/// What was to be made and was made in each hour, with the stops that began in it.
struct HourTable {
    let period: PeriodView
    let stops: [UnitStop]

    /// The most stops that are named in one hour; of more the number is said.
    static let stopLimit = 4

    private var wording: Wording { period.wording }
    private var figures: PeriodFigures { period.figures }
    private var most: Int64 {
        max(1, figures.hours.flatMap { [$0.good ?? 0, $0.target ?? 0] }.max() ?? 1)
    }

    var html: HTML {
        HTML("div", ["class": "scroll", "tabindex": "0"]) {
            HTML("table", ["class": "hours"]) {
                HTML("thead") {
                    HTML("tr") {
                        head(wording(ChartTerm.hour))
                        head(wording(StatusTerm.goodOutput))
                        head(period.targetName, isNumber: true)
                        head(wording(ShiftTerm.difference), isNumber: true)
                        head(wording(ShiftTerm.scrap), isNumber: true)
                        head(wording(ListTerm.stops))
                    }
                }
                HTML("tbody") { for hour in figures.hours { row(hour) } }
            }
        }
    }

    private func head(_ text: String, isNumber: Bool = false) -> HTML {
        HTML("th", ["scope": "col", "class": isNumber ? "number" : nil]) { text }
    }

    private func isFuture(_ hour: PeriodFigures.Hour) -> Bool {
        figures.horizon.map { hour.span.from >= $0 } ?? true
    }

    private func isRunning(_ hour: PeriodFigures.Hour) -> Bool {
        figures.horizon.map { hour.span.contains($0) } ?? false
    }

    private func row(_ hour: PeriodFigures.Hour) -> HTML {
        HTML("tr", ["class": isFuture(hour) ? "future" : nil]) {
            HTML("th", ["scope": "row"]) {
                "\(wording.time(hour.span.from))–\(wording.time(hour.span.to))"
                if isRunning(hour) {
                    HTML("span", ["class": "aside"]) { wording(ShiftTerm.running) }
                }
            }
            HTML("td", ["class": "made"]) { made(hour) }
            number(period.targetName) { count(hour.target) }
            number(wording(ShiftTerm.difference)) { difference(hour) }
            number(wording(ShiftTerm.scrap)) { count(hour.scrap) }
            HTML("td", ["class": "stop-cell"]) { stopList(hour) }
        }
    }

    /// On a phone, where there is no head, each cell says what it is.
    private func number(_ name: String, @HTMLBuilder content: () -> HTML) -> HTML {
        HTML("td", ["class": "number", "data-name": name]) { content() }
    }

    private func count(_ count: Int64?) -> String {
        count.map { wording.count(millionths: $0) } ?? Wording.dash
    }

    /// The number and a bar, with the target as a mark.
    private func made(_ hour: PeriodFigures.Hour) -> HTML {
        let text = hour.good.map { wording.count(millionths: $0) }
        return HTML("span", ["class": "made-count"]) {
            text ?? (isFuture(hour) ? wording(ChartTerm.notYet) : Wording.dash)
        }
            + HTML(
                "svg", ["class": "bullet", "width": "100%", "height": "16", "aria-hidden": "true"]
            ) {
                HTML(
                    "rect",
                    ["class": "bar", "y": "3", "height": "10", "width": share(hour.good ?? 0)])
                if let target = hour.target, target > 0 {
                    HTML(
                        "line",
                        [
                            "class": "target", "x1": share(target), "x2": share(target), "y1": "0",
                            "y2": "16",
                        ])
                }
            }
    }

    private func share(_ count: Int64) -> String {
        Axis.percent(0.98 * Double(max(0, count)) / Double(most))
    }

    /// Against what was to be made up to the time that has come; below a declared target it is
    /// abnormal.
    private func difference(_ hour: PeriodFigures.Hour) -> HTML {
        guard let good = hour.good, let target = hour.targetSoFar else {
            return HTML(text: Wording.dash)
        }
        let difference = good - target
        let text = wording.difference(millionths: difference)
        guard difference <= -quantityScale / 2, period.targetOEE != nil else {
            return HTML(text: text)
        }
        return HTML("span", ["class": "below"]) {
            HTML("svg", ["class": "icon", "viewBox": "0 0 16 16", "aria-hidden": "true"]) {
                HTML("path", ["d": "M1 4H15L8 14Z"])
            }
            text
            HTML("span", ["class": "for-ears"]) { wording(ShiftTerm.below) }
        }
    }

    private func stopList(_ hour: PeriodFigures.Hour) -> HTML {
        let begun = stops.filter { hour.span.contains($0.stop.from) }
        guard !begun.isEmpty else { return .nothing }
        // The longest are told; the list below has all.
        let told = begun.sorted { $0.stop.length > $1.stop.length }.prefix(Self.stopLimit)
            .sorted { $0.stop.from < $1.stop.from }
        return HTML("ul", ["class": "inline-stops"]) {
            for entry in told {
                HTML("li", ["class": entry.stop.cause == .delay(.none) ? "no-reason" : nil]) {
                    [
                        wording.time(entry.stop.from),
                        wording(wording.plant.workUnits[entry.unit].name),
                        wording.cause(entry.stop.cause), wording.duration(entry.stop.length),
                    ].joined(separator: " · ")
                }
            }
            if begun.count > told.count {
                HTML("li", ["class": "aside"]) {
                    wording.language.pick(
                        "and \(begun.count - told.count) shorter ones",
                        "另有 \(begun.count - told.count) 次較短停機")
                }
            }
        }
    }
}
