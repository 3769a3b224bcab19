import Plant
import Production
import Reporting
import Storage
import Telemetry

extension ShiftPage {
    /// The forms, with the way back to this shift.
    var correcting: Address {
        var address = CorrectionPage.address(plant, line: view.snapshot.line)
        for parameter in here.query {
            address = address.with(parameter.name, parameter.value)
        }
        return address
    }

    /// The forms of a stop.
    func correcting(_ entry: UnitStop) -> Address {
        correcting.with("unit", plant.workUnits[entry.unit].path)
            .with("at", max(entry.stop.from, figures.period.span.from).rfc3339)
    }

    /// What people said of the shift, the newest first, and what they may still say.
    var corrections: Fragment {
        Fragment("corrections", "wide panel") {
            let newest = figures.corrections.reversed().prefix(Self.listLimit)
            HTML("h2") { wording(CorrectionTerm.corrections) }
            if newest.isEmpty {
                HTML("p") { wording(CorrectionTerm.none) }
            } else {
                trail(Array(newest))
            }
            HTML("p", ["class": "chips"]) {
                Chip(
                    link: correcting.text,
                    text: wording(CorrectionTerm.stateOf) + wording.comma
                        + wording(CorrectionTerm.scrapFound)
                ).html
            }
            if !figures.discontinuities.isEmpty { discontinuities }
        }
    }

    private func trail(_ standings: [CorrectionStanding]) -> HTML {
        DataTable(
            heads: [
                wording(CorrectionTerm.recordedAt), wording(StatusTerm.workUnit),
                wording(CorrectionTerm.what), wording(CorrectionTerm.by),
                wording(CorrectionTerm.why), wording(CorrectionTerm.effect),
            ], numeric: [],
            rows: standings.map { standing in
                let record = standing.correction
                return [
                    "\(record.id) · \(wording.dateTime(record.recordedAt))",
                    name(record.draft.unit), wording.correction(record.content), record.draft.by,
                    record.draft.why, wording.effect(standing.effect),
                ]
            },
            links: (
                wording(CorrectionTerm.withdraw),
                standings.map { standing in
                    switch standing.effect {
                    case .superseded, .withdrawn: nil
                    case .inForce, .withoutEffect:
                        DataTable.Link(
                            address: correcting.with("withdraw", "\(standing.correction.id)").text,
                            text: wording(CorrectionTerm.withdraw))
                    }
                }
            )
        ).html
    }

    private var discontinuities: HTML {
        let newest = Array(figures.discontinuities.reversed().prefix(Self.listLimit))
        return HTML("h3") { wording(CorrectionTerm.discontinuities) }
            + DataTable(
                heads: [
                    wording(ChartTerm.time), wording(ListTerm.finding), wording(ListTerm.signal),
                    wording(CorrectionTerm.reading),
                ], numeric: [3],
                rows: newest.map { finding in
                    [
                        wording.time(finding.at, seconds: true), wording(finding.kind),
                        wording.signal(finding.signal),
                        "\(wording.number(finding.before)) → \(wording.number(finding.after))",
                    ]
                },
                links: (
                    wording(CorrectionTerm.judge),
                    newest.map { finding in
                        DataTable.Link(
                            address: correcting.with("signal", finding.signal)
                                .with("at", finding.at.rfc3339)
                                .with("finding", finding.kind.rawValue).text,
                            text: wording(CorrectionTerm.judge))
                    }
                )
            ).html
    }

    private func name(_ path: String) -> String {
        plant.workUnits.first { $0.path == path }.map { wording($0.name) } ?? path
    }
}
