internal import Plant
public import Reporting
internal import Sealing
public import Telemetry

/// A progress, final or benefit report of a project: the figures of its template, each with what it
/// rests on, and what the rules say.
///
/// Made by ``make(_:)`` from one input and nothing else; nothing in it mixes source classes.
public struct PeriodicReport: Sendable {
    /// What it was made from.
    public var input: PeriodicInput
    /// Each figure of the template.
    public var figures: [FigureID: FigureContent]
    /// What the rules say.
    public var rules: RuleReport
    /// What was said to the rules of the period; flags take their figures from it too.
    public var period: PeriodInput

    /// Calculates a report: pure arithmetic.
    public static func make(_ input: PeriodicInput) -> PeriodicReport {
        let making = FigureMaking(input)
        var figures: [FigureID: FigureContent] = [:]
        for id in input.template.figures { figures[id] = making.content(id) }
        return PeriodicReport(
            input: input, figures: figures, rules: making.ruleReport, period: making.periodInput)
    }
}

extension PeriodicReport {
    /// The report as a document: `asOf` says up to when what was known is in it, `software` is the
    /// program's name and version.
    public func document(asOf: Timestamp, software: String) -> Document {
        var metadata = Document.Metadata(
            kind: input.template.id, title: input.template.title, project: input.project.title,
            period: .init(from: input.period.from, to: input.period.to), asOf: asOf,
            timeZone: input.plant.timeZone, software: software)
        metadata.edition = input.edition
        metadata.recordLanguage =
            switch input.project.settings.prevailing.value {
            case .agreement: nil
            case .english: .english
            case .traditionalChinese: .traditionalChinese
            }
        return Document(metadata: metadata, sections: sections)
    }

    /// What an officer signs, as SHA-256: all that the report says but what is said of signatures
    /// and versions, and of when values were frozen that are still the same: so that a check and a
    /// signature do not change it.
    public var signedHash: String {
        var bare = input
        (bare.versions, bare.edition, bare.signOff) = ([], 1, nil)
        let changed = Set(FigureMaking(input).frozen.filter(\.isChanged).map(\.key))
        bare.freezes.removeAll { !changed.contains($0.value.key) }
        let document = Self.make(bare)
            .document(asOf: Timestamp(nanoseconds: 0), software: "Lineside")
        return Digest(of: Array(document.json.text().utf8)).hex
    }

    /// What it says, without when and by what it was made: the same from the same input.
    public var sections: [Document.Section] { linked(unlinked) }

    private var unlinked: [Document.Section] {
        let parts = input.template.sections.filter { section in
            section.figures.contains { !omitted.contains($0) }
        }.map(section)
        let missing = omitted
        guard !missing.isEmpty else { return [head] + parts }
        let list = missing.map { entry in
            let name = entry.label ?? entry.id.name
            return words(
                "\(entry.id.rawValue) \(name.english)",
                "\(entry.id.rawValue) \(name.traditionalChinese)")
        }
        let text = words(
            list.map(\.english).joined(separator: "; ") + ".",
            list.map(\.traditionalChinese).joined(separator: "；") + "。")
        return [head] + parts + [
            Document.Section(
                id: "undeclared", title: words("Not declared", "未有申報"),
                blocks: [.paragraph(text)])
        ]
    }

    /// What was declared and measured, in a few rows: turnover, good pieces, OEE, coverage, jobs.
    public var headline: Document.Table {
        func isShown(_ id: FigureID, _ row: FigureRow) -> Bool {
            let parts = row.key.split(separator: "/")
            return switch id {
            case .b10: parts.last == "good"
            case .b12: parts.last == "oee"
            case .b14: parts.count == 1
            default: true
            }
        }
        let rows = [FigureID.b02, .b10, .b12, .b14, .b19].flatMap { id in
            let shown = (figures[id]?.rows ?? []).filter { isShown(id, $0) }
            return shown.map { row in
                Document.Row(
                    id: "\(id.rawValue)/\(row.key)",
                    cells: [
                        Document.Cell(id.name), Document.Cell(row.of), row.cell,
                    ])
            }
        }
        return Document.Table(
            id: "headline", title: BenefitTerm.title.wording,
            columns: [
                .init(id: "figure", title: BenefitTerm.figure.wording),
                .init(id: "of", title: words("Of", "範圍")),
                .init(id: "value", title: BenefitTerm.value.wording, isFigure: true),
            ], rows: rows)
    }

    /// Optional figures of which nothing is known.
    var omitted: [ReportTemplate.Entry] {
        input.template.sections.flatMap(\.figures).filter { entry in
            entry.isOptional && figures[entry.id]?.isEmpty ?? true
        }
    }

    private var head: Document.Section {
        var blocks: [Document.Block] = input.template.note.map { [.paragraph($0)] } ?? []
        blocks.append(.paragraph(BenefitTerm.caveat.wording))
        for (rule, reason) in input.signOff?.despiteInOrder ?? [] {
            blocks.append(
                notice(
                    "signed_despite",
                    words(
                        "\(rule.rawValue) is broken; the officer signed nevertheless, because: "
                            + reason,
                        "違反 \(rule.rawValue)；負責人仍予簽署，原因：\(reason)")))
        }
        for line in input.project.lines {
            guard let measured = input.measured[line.id] else {
                blocks.append(
                    notice(
                        "line_unknown",
                        words(
                            "\(line.id): the plant file has no such line; nothing is measured",
                            "\(line.id)：廠房檔案沒有此生產線，沒有實測數據")))
                continue
            }
            blocks += standing(line, measured)
        }
        if figures[.b07] != nil { blocks += FigureMaking(input).stockNotices }
        if input.template.showsJobs, input.form != .first { blocks += jobsNotRenewed }
        return Document.Section(
            id: "head", title: words("Read before believing", "閱讀須知"), blocks: blocks)
    }

    /// Lists of jobs from before the period: what they say of it nobody said for it.
    private var jobsNotRenewed: [Document.Block] {
        input.project.lines.compactMap { line in
            let list = input.book.jobs(line: line.id, on: input.period.to)?.entry
            guard let list, list.from < input.period.from,
                LocalDate.inHongKong(at: list.at) <= input.period.to
            else { return nil }
            return notice(
                "jobs_not_renewed",
                words(
                    "\(line.name.english): the list of jobs \(list.file.name) is of \(list.from); "
                        + "nothing was declared for this period (B19 to B21)",
                    "\(line.name.traditionalChinese)：職位名單 \(list.file.name) 為 \(list.from) "
                        + "的名單，未有就本報告期申報（B19 至 B21）"))
        }
    }

    private func standing(_ line: ProjectLine, _ measured: MeasuredLine) -> [Document.Block] {
        var blocks: [Document.Block] = []
        if measured.measuredSpan.to < measured.span.to {
            blocks.append(
                notice(
                    "period_not_over",
                    words(
                        "\(line.name.english): measured figures are of a part of the period",
                        "\(line.name.traditionalChinese)：實測數字只涵蓋部分報告期")))
        }
        let (coverage, limits) = (measured.coverage, rules.ruleSet.parameters)
        guard coverage.planned > 0 else { return blocks }
        if coverage.isBelow(share: limits.coverageUsable) {
            blocks.append(
                notice(
                    "coverage_unusable",
                    words(
                        "\(line.name.english): coverage is too low to judge by (V37)",
                        "\(line.name.traditionalChinese)：數據覆蓋率不足以作判斷（V37）")))
        } else if coverage.isBelow(share: limits.coverageEstimated) {
            blocks.append(
                notice(
                    "coverage_estimated",
                    words(
                        "\(line.name.english): measured figures are an estimate (V37)",
                        "\(line.name.traditionalChinese)：實測數字屬估算（V37）")))
        }
        return blocks
    }

    private func notice(_ code: String, _ text: LocalizedText) -> Document.Block {
        .notice(.init(severity: .warning, code: code, text: text))
    }

    /// As the scheme numbers it; the first form names what it does not number by its key.
    private func number(_ id: FigureID) -> String {
        id.isNumbered || input.form == .first ? id.rawValue : Phrasing.dash
    }

    /// The rows of a section in one table, then the blocks of figures that have their own.
    private func section(_ section: ReportTemplate.Section) -> Document.Section {
        var blocks: [Document.Block] = section.note.map { [.paragraph($0)] } ?? []
        let shown = section.figures.filter { entry in !omitted.contains(entry) }
        blocks += shown.compactMap(\.note).map { .paragraph($0) }
        let rows = shown.flatMap { entry in
            (figures[entry.id]?.rows ?? []).map { row in
                Document.Row(
                    id: "\(entry.id.rawValue)/\(row.key)",
                    cells: [
                        Document.Cell(LocalizedText(both: number(entry.id))),
                        Document.Cell(entry.label ?? entry.id.name), Document.Cell(row.of),
                        row.cell,
                    ])
            }
        }
        if !rows.isEmpty {
            blocks.append(
                .table(
                    Document.Table(
                        id: section.id, title: section.title,
                        columns: [
                            .init(id: "id", title: words("No.", "編號")),
                            .init(id: "figure", title: BenefitTerm.figure.wording),
                            .init(id: "of", title: words("Of", "範圍")),
                            .init(id: "value", title: BenefitTerm.value.wording, isFigure: true),
                        ], rows: rows)))
        }
        for entry in shown {
            if case .blocks(let own) = figures[entry.id] { blocks += own }
        }
        return Document.Section(id: section.id, title: section.title, blocks: blocks)
    }
}
