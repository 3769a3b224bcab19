import Plant
import Production
import Storage
import Telemetry

extension LinePage {
    /// The latest stops of the constraint.
    var stops: Fragment {
        Fragment("stops", "panel" + view.staleClass) {
            HTML("h2") { wording(ListTerm.stops) }
            if snapshot.stops.isEmpty {
                HTML("p") { wording(ListTerm.noStops) }
            } else {
                DataTable(
                    heads: [
                        wording(ListTerm.begin), wording(StatusTerm.workUnit),
                        wording(ListTerm.length), wording(ListTerm.reason),
                    ], numeric: [2], rows: snapshot.stops.map(row)
                ).html
                cutNote(snapshot.stops.count)
            }
        }
    }

    private func row(_ entry: LineSnapshot.UnitStop) -> [String] {
        let stop = entry.stop
        let isOpen = snapshot.horizon.map { stop.to >= $0 } ?? false
        let marks = [
            isOpen ? wording(ListTerm.stillOpen) : nil,
            stop.isMinor ? wording(ListTerm.minor) : nil,
        ].compactMap { $0 }
        let begin =
            snapshot.period.span.contains(stop.from)
            ? wording.time(stop.from, seconds: true) : wording.dateTime(stop.from)
        return [
            begin, wording(view.plant.workUnits[entry.unit].name),
            ([wording.duration(stop.length)] + marks).joined(separator: " · "),
            wording.reason(stop.reason),
        ]
    }

    /// The latest findings of all units.
    var findings: Fragment {
        Fragment("findings", "panel" + view.staleClass) {
            HTML("h2") { wording(ListTerm.findings) }
            if isRateTooLow {
                HTML("p", ["class": "notice"]) { wording(FindingKind.rateBelowBest) }
            }
            if snapshot.findings.isEmpty {
                if !isRateTooLow { HTML("p") { wording(ListTerm.noFindings) } }
            } else {
                DataTable(
                    heads: [
                        wording(ChartTerm.time), wording(ListTerm.finding),
                        wording(ListTerm.signal),
                    ], numeric: [],
                    rows: snapshot.findings.map { finding in
                        [
                            wording.time(finding.at, seconds: true), wording(finding.kind),
                            name(of: finding),
                        ]
                    }
                ).html
                cutNote(snapshot.findings.count)
            }
        }
    }

    private var isRateTooLow: Bool {
        (snapshot.sums.kpi(.effectiveness).ratio ?? 0) > 1
    }

    /// The names of unit and signal, or the path where the plant does not know it any more.
    private func name(of finding: StoredFinding) -> String {
        guard let signal = view.plant.signals.first(where: { $0.path == finding.signal }) else {
            return view.plant.workUnits.first { $0.path == finding.signal }
                .map { wording($0.name) } ?? finding.signal
        }
        return "\(wording(view.plant.workUnits[signal.workUnit].name)) · \(wording(signal.name))"
    }

    private func cutNote(_ count: Int) -> HTML {
        guard count >= LineSnapshot.listLimit else { return .nothing }
        return HTML("p", ["class": "aside"]) { wording(ListTerm.latest) }
    }
}
