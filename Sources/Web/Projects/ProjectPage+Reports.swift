import Benefits
import Plant

// Reports: which there are, what became of the version that is worked on, and what is sealed.

extension ProjectPage {
    var periods: DataTable {
        DataTable(
            heads: [ProjectTerm.kind, .from, .to, .version, .status, .signedBy].map { wording($0) },
            numeric: [3], verbatim: [5],
            rows: figures.versions.map { report in
                [wording(report.kind), "\(report.period.from)", "\(report.period.to)"]
                    + standing(of: report)
            },
            links: (
                wording(ProjectTerm.report),
                figures.versions.map { report in
                    .init(
                        address: Self.report(report.kind, report.period, of: project).text,
                        text: wording(ProjectTerm.report))
                }
            ))
    }

    /// Version, status and who stands for it; the version that is sealed until the next is begun.
    private func standing(of report: ReportVersions) -> [String] {
        if let last = report.entries.last(where: { $0.version == report.current }) {
            return ["\(report.current)", wording(last.step), officer(last.signOff)]
        }
        if report.sealed > 0 {
            let officer = report.signOff(of: report.sealed).map(officer)
            return [
                "\(report.sealed)", wording(ProjectTerm.sealed), officer ?? Wording.dash,
            ]
        }
        guard report.period.from <= figures.day else {
            return Array(repeating: Wording.dash, count: 3)
        }
        return ["\(report.current)", wording(ProjectTerm.draft), Wording.dash]
    }

    private func officer(_ signOff: SignOff) -> String {
        let rules = signOff.despiteInOrder.map(\.rule.rawValue).joined(separator: ", ")
        return "\(signOff.officer) · \(signOff.post) · \(signOff.date)"
            + (rules.isEmpty ? "" : " · \(wording(ProjectTerm.despite)) \(rules)")
    }

    @HTMLBuilder var sealed: HTML {
        if figures.seals.isEmpty {
            HTML("p") { wording(SealTerm.none) }
        } else {
            SealedTable(wording: wording, reports: figures.seals).html
        }
    }
}
