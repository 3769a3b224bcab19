public import Plant
internal import Reporting

// B19 to B21: jobs, by type and against the frozen baseline.

extension FigureMaking {
    func jobTotals(_ id: FigureID) -> [FigureRow] {
        guard let jobs else { return [row(id, gap(.noJobs))] }
        return id == .b19 ? created(jobs) : retained(jobs)
    }

    private func created(_ jobs: JobClaims) -> [FigureRow] {
        let basis = declared(jobs.entries)
        let computed = declared(jobs.entries, .computed, formula: FigureID.b19.formula)
        let inPost = declared(jobs.entries, .computed, formula: inPostFormula)
        let heads = jobs.filled(jobs.counted).count
        let excluded = jobs.jobs.count { !$0.job.isCounted }
        var rows = [
            row(
                "headcount", words("headcount on the last day", "期末人數"),
                live(Document.Cell(count(heads, .jobs), basis), ofAllTypes("heads"))),
            row(
                "in_post", words("FTE in post on the last day", "期末在職全職等值"),
                live(
                    Document.Cell(
                        .count(millionths: jobs.inPost(jobs.counted), .fullTime), inPost),
                    ofAllTypes("in_post"))),
            row(
                "annual", words("annual FTE (V42)", "全年全職等值（V42）"),
                live(
                    Document.Cell(
                        .count(millionths: jobs.annual(jobs.counted), .fullTime), computed),
                    ofAllTypes("annual"))),
            row(
                "excluded", words("set-up or moved jobs, not counted (V45)", "安裝期或調任職位，不計（V45）"),
                Document.Cell(count(excluded, .jobs), basis)),
        ]
        guard jobs.newAfter != nil else { return rows + ceiling(heads) }
        let old = jobs.jobs.count { $0.job.isCounted && jobs.isOld($0.job) }
        rows.append(
            row(
                "old", words("posts that existed at application, not counted", "申請時已有的職位，不計"),
                Document.Cell(count(old, .jobs), basis)))
        return rows
    }

    /// The total of a column of B20.
    private func ofAllTypes(_ column: String) -> CellFormula {
        .cell(.init(table: FigureID.b20.rawValue, row: "(total)", column: column))
    }

    /// In the first form that of the year.
    private var inPostFormula: LocalizedText? {
        input.form == .first
            ? FigureID.b19.formula
            : words("Σ hours a week / full-time hours", "Σ 每週工時 / 全職工時")
    }

    /// The jobs of the enterprise in Hong Kong on the period's last day.
    var headcount: DeclaredBook.Stated<CompanyFigure>? {
        book.company.last { $0.row.item == .headcount && ($0.row.to ?? $0.row.from) == period.to }
    }

    private func ceiling(_ heads: Int) -> [FigureRow] {
        let title = words("rise over the frozen baseline: the ceiling (V43)", "較凍結基準的增幅：上限（V43）")
        guard let now = headcount, let before = project.agreement.baselineHeadcount else {
            return [row("ceiling", title, gap(.noHeadcount, .computed))]
        }
        let rise = Int(now.row.value) - before
        let basis = Document.Basis(
            source: .computed,
            formula: words("headcount now − headcount at application", "現時人數 − 申請時人數"),
            inputs: [
                .init(
                    name: words("now", "現時"), value: count(Int(now.row.value), .jobs),
                    source: .declared),
                .init(
                    name: words("at application", "申請時"), value: count(before, .jobs),
                    source: .declared),
            ], evidence: declared([now.entry]).evidence)
        var over = basis
        if input.form != .first {
            over.formula = words("claimed − ceiling, 0 at least", "申報 − 上限，最少為 0")
            over.inputs = [
                .init(
                    name: words("claimed", "申報"), value: count(heads, .jobs),
                    source: .declared),
                .init(
                    name: words("ceiling", "上限"), value: count(rise, .jobs),
                    source: .computed),
            ]
        }
        return [
            row(
                "ceiling", title,
                live(
                    Document.Cell(count(rise, .jobs), basis),
                    .minus(.input(0), .input(1)))),
            row(
                "over", words("claimed beyond the ceiling", "超出上限的申報"),
                live(
                    Document.Cell(count(max(0, heads - rise), .jobs), over),
                    .greatest(
                        .minus(.figure(.b19, "headcount"), .figure(.b19, "ceiling")), .number(0))
                )),
        ]
    }

    private func retained(_ jobs: JobClaims) -> [FigureRow] {
        let basis = declared(jobs.entries)
        let known = jobs.counted.allSatisfy { $0.isRetained != nil }
        let kept = jobs.filled(jobs.counted).filter { $0.isRetained == true }.count
        // Its last day is in one period and no other: on it a job is filled, and with it it ends.
        let lost = jobs.counted.filter { $0.to.map(period.contains) ?? false }
        let kinds = Dictionary(grouping: lost, by: \.ending)
        return [
            row(
                "retained", words("retained from earlier periods", "由較早報告期保留"),
                known
                    ? Document.Cell(count(kept, .jobs), basis) : gap(.notDeclared)),
            row(
                "lost", words("ended in the period", "期內終止"),
                live(
                    Document.Cell(count(lost.count, .jobs), basis),
                    lost.allSatisfy { $0.ending != nil }
                        ? .sum(
                            JobRecord.Ending.allCases.filter { kinds[$0] != nil }.map {
                                .figure(.b21, "lost/\($0.rawValue)")
                            }) : nil)),
        ]
            + JobRecord.Ending.allCases.compactMap { ending in
                kinds[ending].map {
                    row(
                        "lost/\(ending.rawValue)", joined(words("ended:", "終止："), ending.wording),
                        Document.Cell(count($0.count, .jobs), basis))
                }
            }
    }

    /// B20: type by type, then the whole; how they are employed, where the list says so.
    func jobsByType(_ jobs: JobClaims) -> [Document.Block] {
        let isSaid = jobs.counted.contains { $0.contract != nil || $0.minutesAWeek != nil }
        return [jobTable(jobs)]
            + (isSaid && input.form != .first ? [.table(employment(jobs))] : [])
    }

    /// A column of jobs of which something holds.
    private struct Part {
        var column: Document.Column
        var holds: (JobRecord) -> Bool

        init(_ id: String, _ title: LocalizedText, _ holds: @escaping (JobRecord) -> Bool) {
            column = Document.Column(id: id, title: title, isFigure: true)
            self.holds = holds
        }
    }

    private func employmentParts(_ jobs: JobClaims) -> [Part] {
        let week = jobs.fullWeek
        var parts = [
            Part("full_time", words("full-time", "全職")) { $0.share(ofWeek: week) >= 1_000_000 },
            Part("part_time", words("part-time", "兼職")) { $0.share(ofWeek: week) < 1_000_000 },
        ]
        for contract in ClaimedJob.Contract.allCases {
            parts.append(Part(contract.rawValue, contract.wording) { $0.contract == contract })
        }
        parts.append(
            Part("unsaid", words("contract not said", "合約類別不詳")) { $0.contract == nil })
        return parts
    }

    /// Full-time and part-time, and kinds of contracts, of the jobs on the last day.
    private func employment(_ jobs: JobClaims) -> Document.Table {
        let basis = declared(jobs.entries)
        let parts = employmentParts(jobs)
        func row(_ id: String, _ title: LocalizedText, _ of: [JobRecord]) -> Document.Row {
            var row = Document.Row(id: id, cells: [Document.Cell(title)])
            for part in parts {
                let number = of.filter(part.holds).count
                row.cells.append(Document.Cell(count(number, .jobs), basis))
            }
            return row
        }
        let filled = jobs.filled(jobs.counted)
        let types = JobType.allCases.filter { type in filled.contains { $0.type == type } }
        let rows = types.map { type in
            row(type.rawValue, type.wording, filled.filter { $0.type == type })
        }
        var total = row("(total)", BenefitTerm.total.wording, filled)
        total.isTotal = true
        let id = "\(FigureID.b20.rawValue)-employment"
        for (place, part) in parts.enumerated() where !types.isEmpty {
            total.cells[place + 1].formula = .sum(
                types.map { CellAddress(table: id, row: $0.rawValue, column: part.column.id) })
        }
        let first = Document.Column(id: "type", title: BenefitTerm.jobType.wording)
        return Document.Table(
            id: id, title: words("Jobs by hours and contract", "按工時及合約劃分的職位"),
            columns: [first] + parts.map(\.column), rows: rows + [total])
    }

    private func jobTable(_ jobs: JobClaims) -> Document.Block {
        let counted = jobs.counted
        let types = JobType.allCases.filter { type in counted.contains { $0.type == type } }
        let rows = types.map { type in
            jobRow(jobs, type.rawValue, type.wording, counted.filter { $0.type == type })
        }
        var total = jobRow(jobs, "(total)", BenefitTerm.total.wording, counted)
        total.isTotal = true
        let ids = types.map(\.rawValue)
        for (place, column) in Self.jobColumns.enumerated() where column.isFigure && !ids.isEmpty {
            guard total.cells[place].value.isKnown,
                column.id != "annual" || input.form != .first
            else { continue }
            total.cells[place].formula = .sum(
                ids.map {
                    CellAddress(table: FigureID.b20.rawValue, row: $0, column: column.id)
                })
        }
        let table = Document.Table(
            id: FigureID.b20.rawValue, title: FigureID.b20.name, columns: Self.jobColumns,
            rows: rows + [total])
        return .chart(
            Document.Chart(
                kind: .bars, table: table, series: ["heads"],
                summary: words("Jobs on the last day by type.", "期末職位，按工種劃分。")))
    }

    private static let jobColumns: [Document.Column] = [
        .init(id: "type", title: BenefitTerm.jobType.wording),
        .init(id: "heads", title: words("Headcount", "人數"), isFigure: true),
        .init(id: "in_post", title: words("FTE in post", "在職全職等值"), isFigure: true),
        .init(id: "annual", title: words("Annual FTE", "全年全職等值"), isFigure: true),
        .init(id: "it", title: words("of which I&T", "其中創科"), isFigure: true),
        .init(id: "young", title: words("up to 35", "35歲或以下"), isFigure: true),
        .init(id: "older", title: words("over 35", "35歲以上"), isFigure: true),
        .init(id: "unsaid", title: words("age not said", "年齡不詳"), isFigure: true),
        .init(id: "retained", title: words("retained", "保留"), isFigure: true),
        .init(id: "new", title: words("new or not said", "新增或未有說明"), isFigure: true),
    ]

    private func jobRow(
        _ jobs: JobClaims, _ id: String, _ title: LocalizedText, _ of: [JobRecord]
    ) -> Document.Row {
        let basis = declared(jobs.entries)
        let computed = declared(jobs.entries, .computed, formula: FigureID.b19.formula)
        let inPost = declared(jobs.entries, .computed, formula: inPostFormula)
        let filled = jobs.filled(of)
        func cell(_ holds: (JobRecord) -> Bool) -> Document.Cell {
            Document.Cell(count(filled.filter(holds).count, .jobs), basis)
        }
        return Document.Row(
            id: id,
            cells: [
                Document.Cell(title), cell { _ in true },
                Document.Cell(.count(millionths: jobs.inPost(of), .fullTime), inPost),
                Document.Cell(.count(millionths: jobs.annual(of), .fullTime), computed),
                cell(\.isITPost), cell { $0.isUpTo35 == true }, cell { $0.isUpTo35 == false },
                cell { $0.isUpTo35 == nil }, cell { $0.isRetained == true },
                cell { $0.isRetained != true },
            ])
    }
}

extension JobRecord.Ending {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .resigned: words("resigned", "辭職")
        case .dismissed: words("dismissed", "解僱")
        case .redundant: words("redundant", "裁員")
        case .expired: words("contract expired", "合約期滿")
        case .other: words("other", "其他")
        }
    }
}
