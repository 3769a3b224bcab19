import Plant
import Production
import Reporting
import Storage
import Telemetry

extension LinePage {
    /// The reasons that cost most, each with the way to its stops.
    var pareto: Fragment {
        Fragment("pareto", "panel" + view.staleClass) {
            let pareto = snapshot.figures.pareto
            HTML("h2") { wording(StopTerm.pareto) }
            if pareto.rows.isEmpty {
                HTML("p") { wording(ListTerm.noStops) }
            } else {
                pareto.bars(wording, limit: Self.reasonLimit) { address(of: $0).text }.html
                tableDetails("pareto-table", wording) { pareto.table(wording) }
            }
        }
    }

    /// How many reasons are shown.
    private static let reasonLimit = 5

    /// The Stops page over the period, for a cause.
    private func address(of cause: StopPareto.Cause) -> Address {
        var request = StopsRequest(line: snapshot.line)
        request.from = snapshot.period.span.from
        request.filter.cause = cause
        return request.address(view.plant)
    }

    /// The latest stops of the constraint, those without a reason first.
    var stops: Fragment {
        Fragment("stops", "panel" + view.staleClass) {
            let newest = snapshot.figures.stops.reversed()
            let open = newest.filter { $0.stop.cause == .delay(.none) && !$0.stop.isMinor }
            if !open.isEmpty {
                HTML("h2") { "\(wording(ListTerm.withoutReason)) (\(open.count))" }
                list(open)
            }
            HTML("h2") { wording(ListTerm.stops) }
            if newest.isEmpty {
                HTML("p") { wording(ListTerm.noStops) }
            } else {
                list(Array(newest))
            }
        }
    }

    private func list(_ stops: [UnitStop]) -> HTML {
        let shown = Array(stops.prefix(Self.stopLimit))
        return StopTable(wording: wording, stops: shown, span: snapshot.period.span, isWide: false)
            .html
            + cutNote(stops.count > shown.count)
    }

    /// How many stops are listed.
    private static let stopLimit = 8

    /// The latest findings of all units.
    var findings: Fragment {
        Fragment("findings", "panel" + view.staleClass) {
            HTML("h2") { wording(ListTerm.findings) }
            if snapshot.findings.isEmpty {
                HTML("p") { wording(ListTerm.noFindings) }
            } else {
                DataTable(
                    heads: [
                        wording(ChartTerm.time), wording(ListTerm.finding),
                        wording(ListTerm.signal),
                    ], numeric: [],
                    rows: snapshot.findings.map { finding in
                        [
                            wording.time(finding.at, seconds: true), wording(finding.kind),
                            wording.signal(finding.signal),
                        ]
                    }
                ).html
                cutNote(snapshot.findings.count >= LineSnapshot.listLimit)
            }
        }
    }

    private func cutNote(_ isCut: Bool) -> HTML {
        guard isCut else { return .nothing }
        return HTML("p", ["class": "aside"]) { wording(ListTerm.latest) }
    }
}
