extension Document {
    /// What breaks the model's rules, in English sentences; empty for a sound document.
    ///
    /// Names are unique; a row has a cell a column; a figure has a basis; a formula names cells
    /// that are there and gives the value that stands in its cell; a chart draws figures of its own
    /// table.
    public func mistakes() -> [String] {
        let tables = tables
        let figures = FigureIndex(tables)
        return repeated(sections.map(\.id)).map { "section \($0) is there twice" }
            + repeated(tables.map(\.id)).map { "table \($0) is there twice" }
            + tables.flatMap { $0.mistakes(figures) } + charts.flatMap { $0.mistakes() }
    }

    private var charts: [Chart] {
        sections.flatMap(\.blocks).compactMap {
            if case .chart(let chart) = $0 { chart } else { nil }
        }
    }
}

/// The figures of tables by their addresses.
private struct FigureIndex {
    private var values: [CellAddress: Ratio?] = [:]

    init(_ tables: [Document.Table]) {
        for table in tables {
            for row in table.rows {
                for (column, cell) in zip(table.columns, row.cells) {
                    let address = CellAddress(table: table.id, row: row.id, column: column.id)
                    values[address] = .some(cell.value.natural)
                }
            }
        }
    }

    func has(_ address: CellAddress) -> Bool { values[address] != nil }
    subscript(address: CellAddress) -> Ratio? { values[address] ?? nil }
}

extension Document.Table {
    fileprivate func mistakes(_ figures: FigureIndex) -> [String] {
        var mistakes =
            repeated(columns.map(\.id)).map { "\(id): column \($0) is there twice" }
            + repeated(rows.map(\.id)).map { "\(id): row \($0) is there twice" }
        if columns.first?.isFigure ?? true {
            mistakes.append("\(id): the first column names the rows")
        }
        for row in rows {
            guard row.cells.count == columns.count else {
                mistakes.append("\(id)/\(row.id): \(row.cells.count) cells, not \(columns.count)")
                continue
            }
            for (column, cell) in zip(columns, row.cells) {
                mistakes += cell.mistakes(column, figures).map {
                    "\(id)/\(row.id)/\(column.id): \($0)"
                }
            }
        }
        return mistakes
    }
}

extension Document.Cell {
    fileprivate func mistakes(_ column: Document.Column, _ figures: FigureIndex) -> [String] {
        var mistakes: [String] = []
        if value.isFigure, !column.isFigure { mistakes.append("a figure in a column of words") }
        if value.isFigure, basis == nil { mistakes.append("a figure without a basis") }
        guard let formula else { return mistakes }
        let missing = formula.cells.filter { !figures.has($0) }
        mistakes += missing.map { "no cell \($0.table)/\($0.row)/\($0.column)" }
        if missing.isEmpty,
            formula.value(inputs: basis?.inputs ?? [], { figures[$0] }) != value.natural
        {
            mistakes.append("the formula gives another value")
        }
        return mistakes
    }
}

extension Document.Chart {
    fileprivate func mistakes() -> [String] {
        let figures = table.columns.filter(\.isFigure).map(\.id)
        return series.filter { !figures.contains($0) }.map {
            "\(table.id): no column \($0) to draw"
        }
            + (series.isEmpty ? ["\(table.id): a chart draws something"] : [])
    }
}

private func repeated(_ names: [String]) -> [String] {
    Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
}
