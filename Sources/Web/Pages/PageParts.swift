import Plant
import Production
import Reporting
import Storage
import Telemetry

/// A chart's table below it; its identifier keeps it open when the part is replaced.
func tableDetails(
    _ id: String, _ wording: Wording, @HTMLBuilder content: () -> HTML
) -> HTML {
    HTML("details", ["id": id]) {
        HTML("summary") { wording(ChartTerm.table) }
        content()
    }
}

/// A link that chooses something.
struct Chip {
    let link: String
    let text: String
    var isCurrent = false

    var html: HTML {
        HTML("a", ["class": "chip", "href": link, "aria-current": isCurrent ? "true" : nil]) {
            text
        }
    }
}

extension StopPareto {
    /// As bars; `link` gives the address of a cause.
    func bars(
        _ wording: Wording, limit: Int = .max, current: Cause? = nil, link: (Cause) -> String?
    ) -> BarList {
        let cumulative = cumulative
        return BarList(
            label: wording(StopTerm.pareto),
            rows: rows.enumerated().prefix(limit).map { place, row in
                let share = time > 0 ? Double(row.time) / Double(time) : 0
                return BarList.Row(
                    name: wording.cause(row.cause), value: wording.duration(row.time),
                    detail: [
                        wording.stops(row.stops), wording.percent(share),
                        "\(wording(StopTerm.cumulativeShare)) "
                            + wording.percent(cumulative[place]),
                    ].joined(separator: " · "),
                    share: share,
                    className: row.cause == .delay(.none) ? "bar-abnormal" : "bar-plain",
                    link: link(row.cause), isCurrent: row.cause == current)
            })
    }

    /// The same as a table.
    func table(_ wording: Wording) -> HTML {
        let cumulative = cumulative
        return DataTable(
            heads: [
                wording(ListTerm.reason), wording(ChartTerm.time), wording(ChartTerm.share),
                wording(StopTerm.cumulativeShare), wording(StopTerm.count),
                wording(ListTerm.minorStops),
            ], numeric: [1, 2, 3, 4, 5],
            rows: rows.enumerated().map { place, row in
                [
                    wording.cause(row.cause), wording.duration(row.time),
                    wording.percent(time > 0 ? Double(row.time) / Double(time) : 0),
                    wording.percent(cumulative[place]), "\(row.stops)", "\(row.minorStops)",
                ]
            }
        ).html
    }
}

extension Wording {
    /// A number of stops.
    func stops(_ count: Int) -> String {
        language.pick(
            count == 1 ? "1 stop" : "\(self.count(count)) stops", "\(self.count(count)) 次")
    }
}

/// Stops as a table.
struct StopTable {
    let wording: Wording
    /// In the order in which they are listed.
    let stops: [UnitStop]
    /// Begin is written with its date where the span is longer than a day.
    let span: TimeSpan
    /// Whether there is room for the states as well.
    var isWide = true
    /// Where a stop can be corrected, where it can.
    var correcting: ((UnitStop) -> Address)?
    /// Where the messages of a stop are, where they can be seen.
    var messages: ((UnitStop) -> Address)?

    var html: HTML {
        let heads = [
            wording(ListTerm.begin), wording(StatusTerm.workUnit), wording(ListTerm.length),
            wording(ListTerm.reason),
        ]
        return DataTable(
            heads: isWide ? heads + [wording(StopTerm.states)] : heads, numeric: [2],
            rows: stops.map(row),
            targets: messages.map { address in stops.map { address($0).text } } ?? [],
            links: correcting.map { address in
                (
                    wording(CorrectionTerm.correct),
                    stops.map { entry in
                        let isOpen = entry.stop.cause == .delay(.none)
                        let term: CorrectionTerm = isOpen ? .giveReason : .change
                        return DataTable.Link(address: address(entry).text, text: wording(term))
                    }
                )
            }
        ).html
    }

    private func row(_ entry: UnitStop) -> [String] {
        let stop = entry.stop
        let marks = [
            stop.isOpen ? wording(ListTerm.stillOpen) : nil,
            stop.isMinor ? wording(ListTerm.minor) : nil,
            stop.from < span.from ? wording(StopTerm.beganBefore) : nil,
        ].compactMap { $0 }
        let isShort = span.duration <= 86_400 * nanosecondsPerSecond && span.contains(stop.from)
        return [
            isShort ? wording.time(stop.from, seconds: true) : wording.dateTime(stop.from),
            wording(wording.plant.workUnits[entry.unit].name),
            ([wording.duration(stop.length)] + marks).joined(separator: " · "),
            wording.cause(stop.cause),
        ] + (isWide ? [stop.states.map { wording($0) }.joined(separator: " → ")] : [])
    }
}
