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
            if !status.isBalanced { notice(wording(StatusTerm.unbalanced)) }
        }
    }

    private func notice(_ text: String) -> HTML {
        HTML("p", ["class": "notice"]) {
            UnitState.faulted.icon
            text
        }
    }

    /// Which span the figures are of.
    var periodName: String {
        let kind =
            switch snapshot.period.kind {
            case .currentShift: wording(StatusTerm.currentShift)
            case .lastShift: wording(StatusTerm.lastShift)
            case .today: wording(StatusTerm.today)
            }
        let span = snapshot.period.span
        let times = "\(wording.time(span.from))–\(wording.time(span.to))"
        let date = wording.date(snapshot.period.shift?.date ?? plant.localDate(of: span.from))
        let name =
            snapshot.period.shift.map { wording.language.pick(" “\($0.name)”", "「\($0.name)」") }
            ?? ""
        return [kind + name, date, times].joined(separator: wording.comma)
    }

    /// A KPI of the period; where nothing came yet there is no data, whatever the calendar says.
    func kpi(_ kpi: KPI) -> HTML {
        guard status.now == nil else {
            return KPIView(wording: wording, kpi: kpi, sums: snapshot.sums).html
        }
        return CountView(name: wording(kpi), value: nil, reason: wording.reason(NullReason.noData))
            .html
    }

    /// A number of events in the period.
    func count(_ term: ListTerm, _ count: Int) -> HTML {
        CountView(
            name: wording(term), value: status.now == nil ? nil : "\(count)",
            reason: wording.reason(NullReason.noData)
        ).html
    }

    /// Good pieces so far.
    var output: HTML {
        let sums = snapshot.sums
        let isBlind = sums.planned > 0 && sums.planned == sums.unknown && snapshot.good == 0
        let isNothing = status.now == nil || isBlind
        return CountView(
            name: wording(StatusTerm.goodOutput),
            value: isNothing ? nil : snapshot.good.map { wording.count(millionths: $0) },
            reason: wording.reason(isNothing ? NullReason.noData : .qualityNotMeasured)
        ).html
    }

    /// Until when time has come.
    var asOf: String {
        guard let now = status.now else { return wording(StatusTerm.noData) }
        let date = wording.date(plant.localDate(of: now))
        return "\(wording(StatusTerm.asOf)) \(date) \(wording.time(now, seconds: true))"
    }
}
