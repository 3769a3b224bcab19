public import Plant
internal import Production
public import Reporting
public import Telemetry

extension BenefitReport {
    /// The report as a document, from which page, PDF, XLSX, CSV and JSON are made: `asOf` says
    /// up to when what was known is in it, `software` is the program's name and version.
    public func document(_ plant: Plant, asOf: Timestamp, software: String) -> Document {
        var metadata = Document.Metadata(
            kind: "benefit", title: BenefitTerm.title.wording, project: plant.lines[line].name,
            period: .init(from: period.from, to: period.to), asOf: asOf,
            timeZone: plant.timeZone, software: software)
        let definitions = effectiveness.oee.provenance.definitions
        metadata.definitionHash = definitions.count == 1 ? definitions[0].hash : nil
        let tables = BenefitTables(report: self, plant: plant)
        return Document(
            metadata: metadata,
            sections: [
                section("findings", .findings, notices(plant)),
                section("effectiveness", .effectiveness, [.table(tables.effectiveness)]),
                section("products", .products, [tables.products]),
                section("jobs", .newJobs, [tables.jobs]),
            ])
    }

    private func section(
        _ id: String, _ term: BenefitTerm, _ blocks: [Document.Block]
    ) -> Document.Section {
        Document.Section(id: id, title: term.wording, blocks: blocks)
    }

    private func notices(_ plant: Plant) -> [Document.Block] {
        func upTo(_ language: Language) -> String {
            let phrasing = Phrasing(language, timeZone: plant.timeZone)
            let instant = phrasing.dateTime(measuredSpan.to)
            let words = language(BenefitTerm.upTo.wording)
            return phrasing.pick("\(words) \(instant).", "\(words) \(instant)。")
        }
        let paragraphs: [LocalizedText] = [
            BenefitTerm.caveat.wording, words(upTo(.english), upTo(.traditionalChinese)),
        ]
        return paragraphs.map { .paragraph($0) }
            + findings.map { finding in
                .notice(
                    .init(
                        severity: .warning, code: finding.code.rawValue,
                        text: finding.words(plant)))
            }
    }
}

/// The tables of a benefit report.
struct BenefitTables {
    let report: BenefitReport
    let plant: Plant

    /// OEE and its bounds.
    var effectiveness: Document.Table {
        let figures = report.effectiveness
        let rows: [(KPI, BenefitFigure<Double>)] = [
            (.oee, figures.oee), (.oeeLow, figures.low), (.oeeHigh, figures.high),
        ]
        return Document.Table(
            id: "effectiveness", title: BenefitTerm.effectiveness.wording,
            columns: [column("figure", .figure), column("value", .value, isFigure: true)],
            rows: rows.map { kpi, figure in
                let formula = kpi.descriptor.formula
                let basis = basis(
                    figure.provenance, formula: words(formula, formula), link: lineLink)
                let cell = cell(figure, basis) { ratio in
                    Ratio(nearest: ratio).map { .ratio($0, .percent) }
                }
                return .init(id: kpi.rawValue, cells: [.init(kpi.descriptor.name), cell])
            })
    }

    /// The page that takes the line's figures of the period apart, down to its shifts.
    var lineLink: String {
        "/line/\(plant.lines[report.line].id)/period?from=\(report.period.from)"
            + "&to=\(report.period.to)"
    }

    func column(
        _ id: String, _ term: BenefitTerm, isFigure: Bool = false
    ) -> Document.Column {
        Document.Column(id: id, title: term.wording, isFigure: isFigure)
    }

    /// A figure, or why there is none.
    func cell<Value>(
        _ figure: BenefitFigure<Value>, _ basis: Document.Basis? = nil,
        _ value: (Value) -> Document.Value?
    ) -> Document.Cell {
        Document.Cell(
            figure.value.flatMap(value) ?? .none(reason(figure.reason)),
            basis ?? self.basis(figure.provenance))
    }

    func basis(
        _ provenance: Provenance, formula: LocalizedText? = nil, link: String? = nil
    ) -> Document.Basis {
        Document.Basis(
            source: provenance.source,
            coverage: provenance.coverage.flatMap {
                $0.planned > 0 ? Ratio(Int128($0.known), Int128($0.planned)) : nil
            }, formula: formula,
            evidence: provenance.file.map { [.init(name: $0.name, sha256: $0.sha256)] } ?? [],
            definitions: provenance.definitions.map { .init(unit: $0.unit, hash: $0.hash) },
            link: link)
    }

    /// Figures give their reason in the English words of the interface.
    private func reason(_ text: String?) -> LocalizedText {
        let products = [-1] + plant.products.indices.map { Int32($0) }
        let reasons: [NullReason] =
            [
                .noPlannedTime, .noData, .noProductionTime, .noPieces, .qualityNotMeasured,
                .noFailures,
            ] + products.map { .noRate(product: $0) }
        if let reason = reasons.first(where: { $0.text(plant) == text }) {
            return reason.wording(plant)
        }
        return BenefitTerm.notDeclared.wording
    }
}
