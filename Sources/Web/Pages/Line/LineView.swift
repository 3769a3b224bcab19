import Plant
import Production
import Telemetry

/// One line as pages show it: what was stored and what holds now, in one language.
struct LineView {
    let wording: Wording
    let snapshot: LineSnapshot
    let status: LineStatus

    var plant: Plant { wording.plant }
    var line: Line { plant.lines[snapshot.line] }

    /// The figures of the shift that runs, or of the last one.
    var period: PeriodView {
        PeriodView(wording: wording, line: snapshot.line, figures: snapshot.figures)
    }

    /// Old data are greyed.
    var staleClass: String { status.isStale || status.now == nil ? " stale" : "" }

    /// The state of the line: the worst of its constraint, and since when.
    var state: HTML {
        HTML("p", ["class": "state-now"]) {
            if let unit = status.decisive(plant) {
                StateBadge(wording: wording, state: unit.state, isPlanned: status.isPlanned).html
                HTML("span", ["class": "for"]) { lasting(unit) }
                if !status.isPlanned {
                    HTML("span", ["class": "aside"]) { wording(StatusTerm.outsidePlan) }
                }
            } else {
                HTML("span", ["class": "aside"]) { wording(StatusTerm.noData) }
            }
        }
    }

    /// How long a unit has been in its state, and why.
    func lasting(_ unit: LineStatus.Unit) -> String {
        var parts: [String] = []
        if let since = unit.since, let now = status.now {
            parts.append(wording.duration(max(0, now - since)))
        }
        if unit.reason != .none { parts.append(wording.reason(unit.reason)) }
        return parts.joined(separator: " · ")
    }

    /// What is wrong with the data themselves.
    var notices: HTML {
        HTML("div", ["class": "notices", "role": "status"]) {
            if status.isStale {
                notice(wording(StatusTerm.dataAge) + wording.colon + wording.duration(status.age))
            }
            if !status.isConnected { notice(wording(StatusTerm.disconnected)) }
            if status.isOutOfRoom { notice(wording(StatusTerm.outOfRoom)) }
            if status.isContested { notice(wording(StatusTerm.contested)) }
            if !status.isBalanced { notice(wording(StatusTerm.unbalanced)) }
        }
    }

    private func notice(_ text: String) -> HTML {
        HTML("p", ["class": "notice"]) {
            UnitState.faulted.icon
            text
        }
    }

    /// Until when time has come.
    var asOf: String {
        guard let now = status.now else { return wording(StatusTerm.noData) }
        let date = wording.date(plant.localDate(of: now))
        return "\(wording(StatusTerm.asOf)) \(date) \(wording.time(now, seconds: true))"
    }
}
