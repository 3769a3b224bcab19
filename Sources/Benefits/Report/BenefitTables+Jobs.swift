internal import Plant
internal import Reporting

extension BenefitTables {
    private static let table = "jobs"
    private static let job = Document.Unit.jobs
    private static let fte = Document.Unit.fullTime

    private static let average = words(
        "Σ fte × time filled / time of the period, all jobs",
        "Σ 全職等值 × 在職時間 / 報告期時間，全部職位")

    /// Annual, as B19 of a project's report has it; reports that were sealed before have an
    /// average.
    private var isAnnual: Bool { report.settings.equivalents == .annual }

    /// The declared jobs by type.
    var jobs: Document.Block {
        let rows = report.jobs.rows.map {
            row($0.type.rawValue, $0.type.wording, $0.counts, $0.it)
        }
        let table = Document.Table(
            id: Self.table, title: BenefitTerm.newJobs.wording,
            columns: [
                column("type", .jobType), column("headcount", .headcount, isFigure: true),
                column("it", .itPosts, isFigure: true),
                column("others", .otherPosts, isFigure: true),
                column("in_post", .inPost, isFigure: true),
                column(
                    isAnnual ? "annual" : "average", isAnnual ? .annualFTE : .averageFTE,
                    isFigure: true),
            ], rows: rows + [total(rows.map(\.id))])
        guard !rows.isEmpty else { return .table(table) }
        return .chart(
            Document.Chart(
                kind: .stacked, table: table, series: ["it", "others"],
                summary: BenefitTerm.jobsChart.wording))
    }

    private func at(_ row: String, _ column: String) -> CellAddress {
        CellAddress(table: Self.table, row: row, column: column)
    }

    private func row(
        _ id: String, _ name: LocalizedText, _ counts: JobCounts, _ it: JobCounts
    ) -> Document.Row {
        Document.Row(
            id: id,
            cells: [
                .init(name), cell(counts.headcount, nil, jobCount),
                cell(it.headcount, nil, jobCount),
                others(id, counts, it), cell(counts.inPost, nil, fullTime),
                cell(
                    counts.periodFTE,
                    basis(
                        counts.periodFTE.provenance,
                        formula: isAnnual ? FigureID.b19.formula : Self.average), fullTime),
            ])
    }

    /// Types add up to the total, but for the average: each is rounded once.
    private func total(_ types: [String]) -> Document.Row {
        var row = row(
            "(total)", BenefitTerm.total.wording, report.jobs.total, report.jobs.itTotal)
        row.isTotal = true
        guard !types.isEmpty else { return row }
        for (place, column) in [(1, "headcount"), (2, "it"), (4, "in_post")] {
            row.cells[place].formula = .sum(types.map { at($0, column) })
            row.cells[place].basis?.formula = words("Σ by type", "Σ 各工種")
        }
        return row
    }

    private func others(_ id: String, _ counts: JobCounts, _ it: JobCounts) -> Document.Cell {
        var basis = basis(
            counts.headcount.provenance, formula: words("jobs − I&T posts", "職位 − 創科職位"))
        basis.source = .computed
        guard let all = counts.headcount.value, let it = it.headcount.value else {
            return Document.Cell(.none(BenefitTerm.notDeclared.wording), basis)
        }
        return Document.Cell(
            jobCount(all - it), basis,
            formula: .minus(.cell(at(id, "headcount")), .cell(at(id, "it"))))
    }

    private func jobCount(_ count: Int64) -> Document.Value {
        .count(millionths: count * 1_000_000, Self.job)
    }

    /// From hundredths.
    private func fullTime(_ hundredths: Int64) -> Document.Value {
        .count(millionths: hundredths * 10_000, Self.fte)
    }
}
