internal import Plant
internal import Production
internal import Reporting
internal import Telemetry

/// Makes each figure of a report from one input: pure arithmetic, one place a figure.
struct FigureMaking {
    let input: PeriodicInput
    let project: Project
    let ruleSet: RuleSet
    /// Measured beside declared sales of each line, by identifier; missing where a declared row
    /// lies only partly in the period.
    let sales: [String: BenefitReport]
    /// The jobs of the project's lines on the period's last day; nil: none are declared.
    let jobs: JobClaims?

    init(_ input: PeriodicInput) {
        self.input = input
        project = input.form == .first ? input.project.withoutSilence : input.held
        let applied = input.project.agreement.applied
        ruleSet = input.ruleSets.last { $0.covers(applied) } ?? input.ruleSets[0]
        sales = Self.sales(input, BenefitSettings(ruleSet.parameters))
        jobs = JobClaims(input)
    }

    var plant: Plant { input.plant }
    var period: BenefitPeriod { input.period }
    var book: DeclaredBook { input.book }

    /// What the report says of a figure.
    func content(_ id: FigureID) -> FigureContent {
        switch id {
        case .p01, .p02, .p03, .p06, .p07, .p08, .p09, .p10, .p11, .p12, .p13, .p14, .p15, .p16,
            .p17:
            .rows(agreement(id))
        case .m01: .blocks([.table(costs)])
        case .m02, .m03, .m04, .m05, .m06, .m07, .m08, .m09: .rows(money(id))
        case .l04: .blocks([.table(assets)])
        case .l01, .l02, .l03, .l05, .l07, .l08: .rows(lines(id))
        case .l06: .blocks(smartBlocks)
        case .b01: .rows(periodDates)
        case .b02, .b03, .b04, .b09: .rows(turnover(id))
        case .b05, .b06, .b07, .b08: .rows(products(id))
        case .products: .blocks(outputByProduct)
        case .months: .blocks(effectivenessByMonth)
        case .bound: .blocks([boundBlock])
        case .b10, .b11, .b12, .b13, .b14, .b15, .b18: .rows(measured(id))
        case .b16, .b17, .b22, .b23, .b24, .b25, .b26, .b27: .rows(stated(id))
        case .b19, .b21: .rows(jobTotals(id))
        case .b20: jobs.map { .blocks(jobsByType($0)) } ?? .rows([row(.b20, gap(.noJobs))])
        case .b28: .rows(moves)
        case .b29: .blocks(variance)
        case .b30: .rows(signature)
        case .b31: .rows([row(.b31, gap(.notDeclared, .audited))])
        case .change: .rows(change)
        case .funding: .rows(funding)
        case .frozen: .blocks(freezes)
        case .rules: .blocks(judged)
        case .settings: .blocks([.table(openSettings)])
        }
    }

    private static func sales(
        _ input: PeriodicInput, _ settings: BenefitSettings
    ) -> [String: BenefitReport] {
        var reports: [String: BenefitReport] = [:]
        for line in input.project.lines {
            guard let measured = input.measured[line.id] else { continue }
            var declared = DeclaredData()
            let rows = input.book.sales(line: line.id)
            declared.sales = rows.map(\.row)
            declared.salesFile = rows.first?.entry.file
            if input.form != .first {
                let counts = input.book.stock(line: line.id)
                (declared.stock, declared.stockFile) = (
                    counts.map(\.row), counts.first?.entry.file
                )
            }
            reports[line.id] = try? BenefitReport.make(
                BenefitInput(
                    line: measured.line, period: input.period, span: measured.span,
                    measuredSpan: measured.measuredSpan,
                    effectiveness: measured.effectiveness(input.plant),
                    output: measured.good(input.plant), declared: declared, settings: settings))
        }
        return reports
    }
}

/// Rows, cells and what they rest on.
extension FigureMaking {
    func row(_ id: FigureID, _ cell: Document.Cell) -> FigureRow {
        FigureRow(key: "project", of: words("", ""), cell: cell)
    }

    func row(_ key: String, _ of: LocalizedText, _ cell: Document.Cell) -> FigureRow {
        FigureRow(key: key, of: of, cell: cell)
    }

    /// Nothing is known, and why.
    func gap(_ gap: FigureGap, _ source: SourceClass = .declared) -> Document.Cell {
        Document.Cell(.none(gap.wording), Document.Basis(source: source))
    }

    /// What something rests on that the project file says: decided by the secretariat, declared, or
    /// of an auditor.
    func filed(_ source: SourceClass, formula: LocalizedText? = nil) -> Document.Basis {
        let file = project.source
        return Document.Basis(
            source: source, formula: formula,
            evidence: input.form == .first ? [] : [.init(name: file.name, sha256: file.sha256)])
    }

    /// What the project file says.
    func stated(_ text: String?, _ source: SourceClass) -> Document.Cell {
        text.map { stated(LocalizedText(both: $0), source) } ?? gap(.notDeclared, source)
    }

    func stated(_ text: LocalizedText, _ source: SourceClass) -> Document.Cell {
        said(text, filed(source))
    }

    func said(_ text: LocalizedText, _ basis: Document.Basis) -> Document.Cell {
        var cell = Document.Cell(text)
        cell.basis = basis
        return cell
    }

    func date(_ date: LocalDate?, _ source: SourceClass, _ missing: FigureGap = .notYet)
        -> Document.Cell
    {
        date.map { Document.Cell(.date($0), filed(source)) }
            ?? gap(missing, source)
    }

    /// An amount that the project file says.
    func amount(_ money: Money?, _ source: SourceClass) -> Document.Cell {
        money.map { self.money($0, filed(source)) } ?? gap(.notDeclared, source)
    }

    func money(_ amount: Money?, _ basis: Document.Basis, _ missing: FigureGap = .notDeclared)
        -> Document.Cell
    {
        Document.Cell(amount.map { .money(cents: $0.cents) } ?? .none(missing.wording), basis)
    }

    /// Declared in these files.
    func declared(
        _ entries: [DeclaredEntry], _ source: SourceClass = .declared,
        formula: LocalizedText? = nil
    ) -> Document.Basis {
        var seen: Set<DeclaredFile> = []
        let files = entries.flatMap { [$0.file] + $0.evidence }.filter { seen.insert($0).inserted }
        return Document.Basis(
            source: source, formula: formula,
            evidence: files.map { .init(name: $0.name, sha256: $0.sha256) })
    }

    /// Measured of a line.
    func measured(
        _ line: MeasuredLine, _ source: SourceClass = .measured, formula: LocalizedText? = nil,
        inputs: [Document.Input] = []
    ) -> Document.Basis {
        let coverage = line.coverage
        return Document.Basis(
            source: source,
            coverage: coverage.planned > 0
                ? Ratio(Int128(coverage.known), Int128(coverage.planned)) : nil,
            formula: formula, inputs: inputs,
            definitions: line.definitions.map { .init(unit: $0.unit, hash: $0.hash) },
            link: "/line/\(plant.lines[line.line].id)")
    }

    /// The name of a line, for rows; blank where the project has but one.
    func name(_ line: ProjectLine) -> LocalizedText {
        project.lines.count > 1 ? line.name : words("", "")
    }

    /// Both, set apart.
    func joined(_ parts: LocalizedText...) -> LocalizedText { .joined(parts) }

    func count(_ number: Int, _ unit: Document.Unit) -> Document.Value {
        .count(millionths: Int64(number) * 1_000_000, unit)
    }

    func unit(_ product: Int) -> Document.Unit {
        let name = plant.products[product].unit
        return name == "piece" ? .pieces : Document.Unit(code: name, name: words(name, name))
    }
}

extension MeasuredLine {
    func good(_ plant: Plant) -> MeasuredOutput {
        MeasuredOutput(
            output, isOpen: measuredSpan.isEmpty, plant,
            Provenance(
                source: .measured, definitions: definitions,
                coverage: Coverage(
                    known: output.planned - output.unknown, planned: output.planned), file: nil))
    }

    func effectiveness(_ plant: Plant) -> Effectiveness {
        Effectiveness(
            constraint, plant,
            Provenance(
                source: .computed, definitions: definitions, coverage: coverage, file: nil))
    }
}

extension Project {
    /// With nothing where the file says nothing, as the first form took it.
    fileprivate var withoutSilence: Project {
        var project = self
        project.otherFunding = otherFunding ?? []
        project.otherProjects = otherProjects ?? []
        project.moves = moves ?? []
        return project
    }
}
