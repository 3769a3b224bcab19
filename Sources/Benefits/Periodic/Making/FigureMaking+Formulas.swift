internal import Plant
internal import Production
internal import Reporting

// How derived figures come from others: what an auditor's spreadsheet calculates again.

extension CellAddress {
    /// The value of a figure that is shown in rows, by their key.
    static func figure(_ id: FigureID, _ key: String) -> CellAddress {
        CellAddress(table: id.rawValue, row: key, column: "value")
    }
}

extension CellFormula {
    /// The value of a figure that is shown in rows, by their key.
    static func figure(_ id: FigureID, _ key: String) -> CellFormula { .cell(.figure(id, key)) }

    /// One over another, rounded as ``FigureMaking/quotient(_:_:)`` is.
    static func quotient(_ a: CellFormula, _ b: CellFormula) -> CellFormula {
        .rounded(.divided(a, b), digits: 6)
    }

    /// Pairs multiplied with each other, and added up.
    static func products(_ pairs: [(CellFormula, CellFormula)]) -> CellFormula? {
        let products = pairs.map { CellFormula.times($0.0, $0.1) }
        return products.dropFirst().reduce(products.first) { sum, next in
            sum.map { .plus($0, next) }
        }
    }
}

extension FigureMaking {
    /// A cell with how it comes from others, and from inputs beside those of its basis; the first
    /// form does not say it.
    func live(
        _ cell: Document.Cell, _ formula: CellFormula?, inputs: [Document.Input] = []
    ) -> Document.Cell {
        guard input.form != .first, cell.value.isFigure, let formula else { return cell }
        var cell = cell
        cell.formula = formula
        cell.basis?.inputs += inputs
        return cell
    }

    /// `a / b` in millionths of whole units; the first form left off what is below, later ones
    /// round halves away from zero.
    func quotient(_ a: Int128, _ b: Int128) -> Int64 {
        guard input.form != .first else { return Int64(clamping: a / b) }
        return Int64(clamping: (2 * a + b) / (2 * b))
    }

    /// Pieces of a fate over all products of a line (B10).
    func pieces(_ fate: String, _ line: ProjectLine, _ measured: MeasuredLine) -> CellFormula {
        .sum(
            measured.output.byProduct.keys.sorted().map {
                .figure(.b10, "\(line.id)/\(productKey($0))/\(fate)")
            })
    }

    /// A product as keys of rows name it.
    func productKey(_ product: Int32) -> String {
        product < 0 ? "(unknown)" : plant.products[Int(product)].id
    }

    /// Planned busy time of which something is known (B11).
    func knownTime(_ line: ProjectLine) -> CellFormula {
        .minus(.figure(.b11, "\(line.id)/planned"), .figure(.b11, "\(line.id)/unknown"))
    }

    /// An input that is a measured time.
    func time(_ english: String, _ chinese: String, _ nanoseconds: Int64) -> Document.Input {
        .init(
            name: words(english, chinese), value: .duration(nanoseconds: nanoseconds),
            source: .measured)
    }
}

extension PeriodicReport {
    /// Sections in which formulas name the cells of the document, where each figure is shown;
    /// what comes from a figure that is not shown is only shown itself.
    func linked(_ sections: [Document.Section]) -> [Document.Section] {
        var places: [CellAddress: CellAddress] = [:]
        for table in sections.flatMap(\.tables) {
            for row in table.rows {
                for (column, cell) in zip(table.columns, row.cells) where cell.value.isFigure {
                    let place = CellAddress(table: table.id, row: row.id, column: column.id)
                    let name = row.id.split(separator: "/", maxSplits: 1).map(String.init)
                    places[place] = place
                    if name.count == 2, let id = FigureID(rawValue: name[0]) {
                        places[.figure(id, name[1])] = place
                    }
                }
            }
        }
        return sections.map { section in
            var section = section
            section.blocks = section.blocks.map { block in
                switch block {
                case .table(let table): return .table(table.linked(places))
                case .chart(var chart):
                    chart.table = chart.table.linked(places)
                    return .chart(chart)
                case .paragraph, .notice: return block
                }
            }
            return section
        }
    }
}

extension Document.Table {
    fileprivate func linked(_ places: [CellAddress: CellAddress]) -> Document.Table {
        var table = self
        for row in table.rows.indices {
            for column in table.rows[row].cells.indices {
                let formula = table.rows[row].cells[column].formula
                table.rows[row].cells[column].formula = formula?.moved { places[$0] }
            }
        }
        return table
    }
}
