internal import Plant
internal import Production
internal import Reporting
internal import Telemetry

// Figures side by side, each with its picture: output by product, what OEE is made of by month.

extension Document.Table {
    /// With a picture of those of some columns in which something is known; without one where
    /// nothing is.
    func drawn(
        _ kind: Document.Chart.Kind, _ series: [String], _ summary: LocalizedText
    ) -> Document.Block {
        var chart = Document.Chart(kind: kind, table: self, series: series, summary: summary)
        chart.series = series.indices.filter { place in
            chart.values(series: place).contains { $0 != nil }
        }.map { series[$0] }
        return chart.series.isEmpty ? .table(self) : .chart(chart)
    }
}

extension FigureMaking {
    /// Every product of every line.
    var outputByProduct: [Document.Block] {
        let rows = project.lines.flatMap { line -> [Document.Row] in
            guard let measured = input.measured[line.id] else { return [] }
            return measured.output.byProduct.sorted { $0.key < $1.key }.map {
                outputRow(line, measured, $0.key, $0.value)
            }
        }
        guard !rows.isEmpty, input.form != .first else { return [] }
        func column(_ id: String, _ english: String, _ chinese: String) -> Document.Column {
            .init(id: id, title: words(english, chinese), isFigure: true)
        }
        let table = Document.Table(
            id: FigureID.products.rawValue, title: FigureID.products.name,
            columns: [
                .init(id: "product", title: words("Product", "產品")),
                column("made", "Made", "產量"), column("good", "Good", "合格"),
                column("scrap", "Reject", "不良"), column("share", "Good of made", "合格佔產量"),
            ], rows: rows)
        let units = Set(
            rows.flatMap(\.cells).compactMap { cell -> String? in
                if case .count(_, let unit) = cell.value { unit.code } else { nil }
            })
        guard units.count <= 1 else {
            return [
                .table(table),
                .paragraph(
                    words(
                        "No chart: the products are counted in different units.",
                        "產品的單位不同，不設圖表。")),
            ]
        }
        return [
            table.drawn(
                .stacked, ["good", "scrap"],
                words("Good and rejected output of each product.", "各產品的合格及不良產量。"))
        ]
    }

    private func outputRow(
        _ line: ProjectLine, _ measured: MeasuredLine, _ product: Int32, _ pieces: PieceSums
    ) -> Document.Row {
        let key = "\(line.id)/\(productKey(product))"
        let unit = product < 0 ? .pieces : self.unit(Int(product))
        let name =
            product < 0 ? BenefitTerm.productUnknown.wording : plant.products[Int(product)].name
        func at(_ column: String) -> CellFormula {
            .cell(.init(table: FigureID.products.rawValue, row: key, column: column))
        }
        func cell(_ fate: String, _ count: Int64, _ isKnown: Bool) -> Document.Cell {
            live(
                Document.Cell(
                    isKnown
                        ? .count(millionths: count, unit)
                        : .none(FigureGap.qualityNotMeasured.wording),
                    self.measured(measured)),
                .figure(.b10, "\(key)/\(fate)"))
        }
        let isJudged = measured.output.isQualityMeasured
        let basis = self.measured(measured, .computed, formula: FigureID.b18.formula)
        return Document.Row(
            id: key,
            cells: [
                Document.Cell(joined(self.name(line), name)),
                cell("made", pieces.made, measured.output.isCounted),
                cell("good", pieces.good, isJudged), cell("scrap", pieces.scrap, isJudged),
                isJudged
                    ? live(
                        ratio(pieces.good, pieces.made, basis), .divided(at("good"), at("made")))
                    : Document.Cell(.none(FigureGap.qualityNotMeasured.wording), basis),
            ])
    }

    /// A table and picture a line: the months of the period, then the whole of it.
    var effectivenessByMonth: [Document.Block] {
        guard input.form != .first else { return [] }
        return project.lines.compactMap { line in
            guard let measured = input.measured[line.id], !measured.months.isEmpty else {
                return nil
            }
            return MonthTable(making: self, line: line, measured: measured).table.drawn(
                .lines, ["oee", "availability", "effectiveness", "quality", "coverage"],
                words(
                    "OEE, what it is made of, and the part of planned time that is known, month by "
                        + "month.",
                    "每月設備綜合效率、其組成部分及數據覆蓋率。"))
        }
    }
}

/// Times by month and the ratios made of them, each calculated from cells of its own row.
private struct MonthTable {
    let making: FigureMaking
    let line: ProjectLine
    let measured: MeasuredLine

    /// A column with the time that it holds.
    private struct Time {
        var id: String
        var title: LocalizedText
        var value: @Sendable (Sums) -> Int64
    }

    private static let times = [
        Time(id: "planned", title: words("Planned busy time", "計劃時間")) { $0.planned },
        Time(id: "unknown", title: words("of which unknown", "其中不明")) { $0.unknown },
        Time(id: "production", title: words("Production time", "實際生產時間")) { $0.production },
        Time(id: "made", title: words("Planned run time of all pieces", "全部產量的計劃生產時間")) {
            $0.idealTime(\.knownMade)
        },
        Time(id: "good", title: words("Planned run time of good pieces", "合格品的計劃生產時間")) {
            $0.idealTime(\.knownGood)
        },
    ]

    private static let ratios: [KPI] = [.oee, .availability, .effectiveness, .quality]

    private var id: String {
        making.project.lines.count == 1
            ? FigureID.months.rawValue : "\(FigureID.months.rawValue)-\(line.id)"
    }

    var table: Document.Table {
        let months = measured.months.map { month in
            row(
                String("\(month.from)".prefix(7)),
                LocalizedText(both: String("\(month.from)".prefix(7))), month.constraint)
        }
        var total = row("(total)", words("Period", "全期"), measured.constraint)
        total.isTotal = true
        for (place, time) in Self.times.enumerated() {
            // Each was rounded once.
            let sum = measured.months.reduce(0) { $0 + time.value($1.constraint) }
            let known = months.filter { $0.cells[place + 1].value.isKnown }
            guard !known.isEmpty else { continue }
            total.cells[place + 1].value = .duration(nanoseconds: sum)
            total.cells[place + 1].formula = .sum(known.map { at($0.id, time.id) })
        }
        return Document.Table(
            id: id, title: making.joined(making.name(line), FigureID.months.name),
            columns: [.init(id: "month", title: words("Month", "月份"))]
                + Self.times.map { .init(id: $0.id, title: $0.title, isFigure: true) }
                + [.init(id: "coverage", title: DocumentTerm.coverage.wording, isFigure: true)]
                + Self.ratios.map {
                    .init(id: $0.rawValue, title: $0.descriptor.name, isFigure: true)
                }, rows: months + [total])
    }

    private func at(_ row: String, _ column: String) -> CellAddress {
        CellAddress(table: id, row: row, column: column)
    }

    private func row(_ id: String, _ title: LocalizedText, _ sums: Sums) -> Document.Row {
        func cell(_ column: String) -> CellFormula { .cell(at(id, column)) }
        let basis = making.measured(measured)
        let known = CellFormula.minus(cell("planned"), cell("unknown"))
        let coverage = making.measured(
            measured, .computed,
            formula: words("known planned time / planned time", "已知計劃時間 / 計劃時間"))
        return Document.Row(
            id: id,
            cells: [Document.Cell(title)]
                + Self.times.map { Document.Cell(value($0, sums), basis) }
                + [
                    making.live(
                        making.ratio(sums.planned - sums.unknown, sums.planned, coverage),
                        .divided(known, cell("planned")))
                ] + Self.ratios.map { ratio($0, sums, known, cell) })
    }

    /// What is planned is known, and that nothing is known of it.
    private func value(_ time: Time, _ sums: Sums) -> Document.Value {
        let isKnown = !sums.isSilent || time.id == "planned" || time.id == "unknown"
        guard isKnown else { return .none(FigureGap.notMeasured.wording) }
        return .duration(nanoseconds: time.value(sums))
    }

    private func ratio(
        _ kpi: KPI, _ sums: Sums, _ known: CellFormula, _ cell: (String) -> CellFormula
    ) -> Document.Cell {
        let formula = kpi.descriptor.formula
        let basis = making.measured(measured, .computed, formula: words(formula, formula))
        let (part, whole) =
            switch kpi {
            case .availability: (cell("production"), known)
            case .effectiveness: (cell("made"), cell("production"))
            case .quality: (cell("good"), cell("made"))
            default: (cell("good"), known)
            }
        return making.live(
            Document.Cell(making.value(kpi, sums), basis),
            .rounded(.divided(part, whole), digits: 9))
    }
}
