internal import Plant
internal import Production
internal import Reporting
public import Storage
internal import Telemetry

extension BenefitReport {
    /// Fetches the measured figures of a line over a period, which is cut at the plant's local
    /// midnights, and calculates.
    ///
    /// - Precondition: `line` is an index into `Plant.lines`.
    /// - Throws: `StoreError`, or ``DeclaredError`` naming every row of sales that lies partly in
    /// the period.
    public static func make(
        figures: Figures, line: Int, period: BenefitPeriod, declared: DeclaredData,
        settings: BenefitSettings = BenefitSettings()
    ) throws -> BenefitReport {
        let plant = figures.plant
        let span = plant.span(of: period)
        let horizon = try figures.horizon(line: line) ?? span.from
        let measured = TimeSpan(from: span.from, to: max(span.from, min(span.to, horizon)))
        let constraint = try figures.figures(line: line, over: [(span, nil)])
        return try make(
            BenefitInput(
                line: line, period: period, span: span, measuredSpan: measured,
                effectiveness: try effectiveness(
                    figures, constraint.first?.sums ?? Sums(), plant.lines[line].constraint),
                output: try output(figures, line: line, span: span, isOpen: measured.isEmpty),
                declared: declared, settings: settings))
    }

    private static func output(
        _ figures: Figures, line: Int, span: TimeSpan, isOpen: Bool
    ) throws(StoreError) -> MeasuredOutput {
        let units = figures.plant.lines[line].output
        var sums = Sums()
        for unit in units {
            for figure in try figures.figures(unit: unit, over: [(span, nil)]) {
                sums += figure.sums
            }
        }
        return MeasuredOutput(
            sums, isOpen: isOpen, figures.plant,
            try Provenance(.measured, sums, of: units, figures))
    }

    private static func effectiveness(
        _ figures: Figures, _ sums: Sums, _ units: [Int]
    ) throws(StoreError) -> Effectiveness {
        Effectiveness(sums, figures.plant, try Provenance(.computed, sums, of: units, figures))
    }
}

extension MeasuredOutput {
    /// The good pieces of a line's output: not known where nothing was heard, or where quality is
    /// not measured.
    init(_ sums: Sums, isOpen: Bool, _ plant: Plant, _ provenance: Provenance) {
        let isSilent = sums.planned > 0 && sums.unknown == sums.planned && sums.byProduct.isEmpty
        let reason: NullReason? =
            isOpen || isSilent ? .noData : sums.isQualityMeasured ? nil : .qualityNotMeasured
        self.init(
            good: sums.byProduct.mapValues(\.good), reason: reason?.text(plant),
            provenance: provenance)
    }
}

extension Effectiveness {
    /// OEE of a line's constraint.
    init(_ sums: Sums, _ plant: Plant, _ provenance: Provenance) {
        func figure(_ kpi: KPI) -> BenefitFigure<Double> {
            switch sums.kpi(kpi) {
            case .value(let ratio): BenefitFigure(ratio, provenance)
            case .null(let reason): BenefitFigure(missing: reason.text(plant), provenance)
            }
        }
        self.init(oee: figure(.oee), low: figure(.oeeLow), high: figure(.oeeHigh))
    }
}

extension Provenance {
    fileprivate init(
        _ source: SourceClass, _ sums: Sums, of units: [Int], _ figures: Figures
    ) throws(StoreError) {
        var definitions: [DefinitionHash] = []
        for unit in units {
            definitions.append(
                DefinitionHash(
                    unit: figures.plant.workUnits[unit].path,
                    hash: try figures.definitionHash(.unit(unit))))
        }
        self.init(
            source: source, definitions: definitions,
            coverage: Coverage(known: sums.planned - sums.unknown, planned: sums.planned),
            file: nil)
    }
}
