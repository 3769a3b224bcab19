import Plant
import Storage

/// Sealed reports, one a row, each with the way to its page.
struct SealedTable {
    let wording: Wording
    let reports: [SealedReport]

    var html: HTML {
        let terms: [SealTerm] = [.report, .kind, .project, .line, .version, .number, .made, .hash]
        return DataTable(
            heads: terms.map { wording($0) }, numeric: [5], verbatim: [2, 7],
            rows: reports.map { report in
                [
                    "\(wording.date(report.from)) – \(wording.date(report.to))", kind(of: report),
                    report.project, lines(of: report), version(of: report),
                    "\(report.seal.number)",
                    wording.dateTime(report.seal.at), report.hash,
                ]
            },
            targets: reports.map(\.address.text)
        ).html
    }

    private func kind(of report: SealedReport) -> String {
        guard report.isOfProject, let kind = report.kind else { return wording(SealTerm.ofLine) }
        return wording(kind)
    }

    private func version(of report: SealedReport) -> String {
        "\(report.version)" + wording.comma
            + wording(report.version > 1 ? SealTerm.restated : SealTerm.reported)
    }

    private func lines(of report: SealedReport) -> String {
        report.seal.lines.map { id in
            wording.plant.lines.first { $0.id == id }.map { wording($0.name) } ?? id
        }.joined(separator: " · ")
    }
}
