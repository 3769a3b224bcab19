internal import CXLSXWriter
internal import Plant
public import Reporting
internal import Telemetry

extension Document {
    /// The document as a workbook: a sheet that says what it is, one a table, one of what the
    /// figures rest on.
    ///
    /// Figures are numbers with their format; those with a formula are calculated again by the
    /// spreadsheet, from the cells and the inputs of their basis that they name. Charts are the
    /// spreadsheet's own. The same document gives the same bytes.
    ///
    /// - Throws: ``PrintingError``.
    public func xlsx(_ languages: DocumentLanguages) throws(PrintingError) -> [UInt8] {
        let wording = PrintedWording(languages, timeZone: metadata.timeZone)
        let numbers = BasisNumbers(self)
        return try XLSXPrinter(
            document: self, wording: wording, plan: SheetPlan(self, wording, numbers.bases),
            numbers: numbers
        ).bytes()
    }
}

/// Writes a document into a workbook.
private struct XLSXPrinter {
    let document: Document
    let wording: PrintedWording
    let plan: SheetPlan
    let numbers: BasisNumbers

    func bytes() throws(PrintingError) -> [UInt8] {
        let book = try Workbook()
        book.describe(
            title: wording.line(document.metadata.title), author: document.metadata.software,
            subject: wording.line(document.metadata.project),
            date: document.metadata.asOf.nanoseconds / nanosecondsPerSecond)
        cover(book.addSheet(plan.coverName))
        for (index, table) in document.tables.enumerated() {
            let sheet = book.addSheet(plan.names[index])
            add(table, sheet, index)
            if let chart = chart(of: table.id) {
                let column = table.columns.map { $0.isFigure ? 2 : 1 }.reduce(0, +) + 1
                sheet.insert(native(chart, index), plan.headRows, column)
            }
        }
        bases(book.addSheet(plan.basisName))
        return try book.finish()
    }

    private func cover(_ sheet: Sheet) {
        var rows = RowWriter(sheet: sheet, widths: [30, 90])
        for text in wording.languages.wordings(document.metadata.title) {
            rows.add([(text, CellLook(isBold: true, size: 16))])
        }
        for line in wording.lines({ $0.lines(document.metadata) }) {
            rows.add([(line.name, CellLook(isBold: true)), (line.text, CellLook())])
        }
        rows.add([("", CellLook()), (wording(DocumentTerm.legend), CellLook(isGrey: true))])
        for section in document.sections {
            let texts = section.blocks.compactMap(words)
            for (index, text) in texts.enumerated() {
                let name = index == 0 ? wording(section.title) : ""
                rows.add([(name, CellLook(isBold: true)), (text, CellLook())])
            }
        }
        sheet.setPaper()
    }

    private func words(_ block: Document.Block) -> String? {
        switch block {
        case .paragraph(let text): wording(text)
        case .notice(let notice):
            wording.each(notice.text)
                .map { "\(wording.line(notice.severity.wording, $1)) · \($0)" }
                .joined(separator: "\n")
        case .table, .chart: nil
        }
    }

    private func add(_ table: Document.Table, _ sheet: Sheet, _ index: Int) {
        let places = SheetPlan.columns(table)
        let head = CellLook(isBold: true, isShaded: true)
        for (row, language) in wording.languages.all.enumerated() {
            for (column, place) in zip(table.columns, places) {
                var look = head
                look.isRight = column.isFigure
                sheet.write(language(column.title), row, place, look)
                if column.isFigure {
                    sheet.write(language(DocumentTerm.source.wording), row, place + 1, head)
                }
            }
        }
        for (row, one) in table.rows.enumerated() {
            var lines = 1
            for (cell, (column, place)) in zip(one.cells, zip(table.columns, places)) {
                write(cell, one, sheet, index, row + plan.headRows, place)
                let width = column.isFigure ? figureWidth(column, table) : 36
                lines = max(lines, lineCount(wording(cell.value), width: width))
            }
            sheet.set(height: Double(lines) * 16, row: row + plan.headRows)
        }
        for (column, place) in zip(table.columns, places) {
            sheet.set(width: column.isFigure ? figureWidth(column, table) : 36, column: place)
            if column.isFigure { sheet.set(width: 18, column: place + 1) }
        }
        sheet.freeze(rows: plan.headRows, columns: 1)
        sheet.setPaper()
    }

    /// As wide as its widest figure, and as a heading needs on two lines.
    private func figureWidth(_ column: Document.Column, _ table: Document.Table) -> Double {
        guard let place = table.columns.firstIndex(of: column) else { return 18 }
        let figures = table.rows.map { row in
            row.cells[place].value.isFigure ? displayWidth(wording(row.cells[place].value)) : 0
        }
        let heads = wording.languages.all.map { displayWidth($0(column.title)) }
        return max(12, (figures.max() ?? 0) + 4, min(40, (heads.max() ?? 0) + 2))
    }

    private func write(
        _ cell: Document.Cell, _ row: Document.Row, _ sheet: Sheet, _ index: Int, _ line: Int,
        _ place: Int
    ) {
        var look = CellLook(isBold: row.isTotal, isTotal: row.isTotal)
        look.numberFormat = numberFormat(cell.value)
        if let value = cell.value.natural?.double {
            if let formula = cell.formula, let basis = cell.basis {
                sheet.write(
                    formula: plan.text(formula, sheet: index, basis: numbers[basis]), value: value,
                    line, place, look)
            } else {
                sheet.write(value, line, place, look)
            }
        } else {
            look.isRight = cell.basis != nil
            sheet.write(wording(cell.value), line, place, look)
        }
        if let basis = cell.basis {
            let number = numbers[basis]
            sheet.write(
                "\(wording.line(basis.source.wording)) [\(number)]",
                to: plan.link(basis: number), line, place + 1,
                CellLook(isGrey: true, isTotal: row.isTotal))
        }
    }

    /// Numbers as people of both languages read them.
    private func numberFormat(_ value: Document.Value) -> String? {
        switch value {
        case .text, .none: nil
        case .count(_, let unit): "#,##0" + decimals(unit.digits)
        case .money: "\"HK$\" #,##0.00"
        case .ratio(_, .percent): "0.0%"
        case .ratio(_, .number): "#,##0.00"
        case .ratio(_, .exact): "#,##0.000000000"
        case .date: "yyyy-mm-dd"
        case .duration: "[h]:mm:ss"
        }
    }

    private func decimals(_ digits: Int) -> String {
        digits == 0 ? "" : "." + String(repeating: "0", count: digits)
    }

    private func chart(of table: String) -> Document.Chart? {
        document.sections.lazy.flatMap(\.blocks).compactMap { block in
            if case .chart(let chart) = block, chart.table.id == table { chart } else { nil }
        }.first
    }

    private func native(_ chart: Document.Chart, _ index: Int) -> NativeChart {
        let places = SheetPlan.columns(chart.table)
        let rows = chart.table.rows.indices.filter { !chart.table.rows[$0].isTotal }
        let range = { (column: Int) in
            plan.range(chart.table, sheet: index, column: column, rows: rows)
        }
        return NativeChart(
            type: type(chart.kind), rows: rows.count, title: wording.line(chart.table.title),
            unit: wording.axisUnit(chart.sample), summary: wording.line(chart.summary),
            series: zip(chart.series, chart.legend).compactMap { id, name in
                chart.table.columns.firstIndex { $0.id == id }.map { place in
                    .init(
                        name: wording.line(name), categories: range(0),
                        values: range(places[place]))
                }
            })
    }

    private func type(_ kind: Document.Chart.Kind) -> lxw_chart_type {
        switch kind {
        case .bars: LXW_CHART_BAR
        case .stacked: LXW_CHART_BAR_STACKED
        case .lines: LXW_CHART_LINE
        }
    }

    private func bases(_ sheet: Sheet) {
        let heads: [DocumentTerm] = [.number, .source, .restsOn, .value]
        var rows = RowWriter(sheet: sheet, widths: [8, 20, 100, 24])
        for language in wording.languages.all {
            rows.add(
                heads.map { (language($0.wording), CellLook(isBold: true, isShaded: true)) })
        }
        for (index, basis) in numbers.bases.enumerated() {
            var bare = basis
            bare.inputs = []
            let lines = wording.lines { $0.lines(bare) }
                .map { "\($0.name): \($0.text)" }.joined(separator: "\n")
            let texts = ["[\(index + 1)]", wording(basis.source.wording), lines]
            rows.add(texts.map { ($0, CellLook()) })
            for (place, input) in basis.inputs.enumerated() {
                let name = "\(wording.line(DocumentTerm.input)): \(wording.line(input.name))"
                let unit = wording.axisUnit(input.value)
                let texts = [
                    "", wording(input.source.wording), unit.isEmpty ? name : "\(name) (\(unit))",
                ]
                rows.add(texts.map { ($0, CellLook(isGrey: true)) })
                for (offset, value) in ([input.value] + input.series).enumerated() {
                    if offset > 0 { rows.add([]) }
                    guard let number = value.natural?.double else { continue }
                    sheet.write(
                        number, plan.inputRows[index][place] + offset, SheetPlan.inputColumn,
                        CellLook(numberFormat: numberFormat(value)))
                }
            }
        }
        sheet.freeze(rows: plan.headRows, columns: 0)
        sheet.setPaper()
    }
}

/// Writes texts row by row, each row as high as its longest text needs.
private struct RowWriter {
    private let sheet: Sheet
    private let widths: [Double]
    private var row = 0

    init(sheet: Sheet, widths: [Double]) {
        self.sheet = sheet
        self.widths = widths
        for (column, width) in widths.enumerated() { sheet.set(width: width, column: column) }
    }

    mutating func add(_ texts: [(String, CellLook)]) {
        var height = 16.0
        for (column, (text, look)) in texts.enumerated() where !text.isEmpty {
            sheet.write(text, row, column, look)
            let width = widths[column] * 10 / look.size
            height = max(height, Double(lineCount(text, width: width)) * look.size * 1.6)
        }
        // No row is higher than that; who opens the file can still widen the column.
        sheet.set(height: min(height, 409), row: row)
        row += 1
    }
}

/// In how many lines a text stands in a column of so many characters.
private func lineCount(_ text: String, width: Double) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        // Words do not fill lines to the end.
        max(1, Int((displayWidth(String(line)) * 1.1 / width).rounded(.up)))
    }.reduce(0, +)
}

/// The longest line of a text in characters, of which a Chinese one is two.
private func displayWidth(_ text: String) -> Double {
    text.split(separator: "\n").map { line in
        line.unicodeScalars.reduce(0.0) { $0 + ($1.value >= 0x2E80 ? 2 : 1.05) }
    }.max() ?? 0
}
