internal import Reporting

/// Where the cells of a document stand in its workbook.
struct SheetPlan {
    /// The sheet of each table, in order.
    let names: [String]
    /// The sheet that says what figures rest on.
    let basisName: String
    /// The first sheet.
    let coverName: String
    /// How many rows of headings a table has: one a language.
    let headRows: Int
    /// The row of each basis on its sheet, in order of their numbers; its inputs stand below it.
    let basisRows: [Int]
    /// The rows of the inputs of each basis; the series of one stands below it.
    let inputRows: [[Int]]
    private let seriesCounts: [[Int]]
    private let places: [CellAddress: Cell]

    private struct Cell {
        var sheet: Int
        var row: Int
        var column: Int
    }

    /// The cell that a formula is in.
    private struct Home {
        var sheet: Int
        var basis: Int
    }

    init(_ document: Document, _ wording: PrintedWording, _ bases: [Document.Basis]) {
        headRows = wording.languages.all.count
        var next = headRows
        var (basisRows, inputRows): ([Int], [[Int]]) = ([], [])
        for basis in bases {
            basisRows.append(next)
            next += 1
            inputRows.append(
                basis.inputs.map { input in
                    defer { next += 1 + input.series.count }
                    return next
                })
        }
        (self.basisRows, self.inputRows) = (basisRows, inputRows)
        seriesCounts = bases.map { $0.inputs.map(\.series.count) }
        let first = wording.languages.all[0]
        let tables = document.tables
        names = tables.enumerated().map { Self.name("\($0 + 1) \(first($1.title))") }
        coverName = Self.name(first(DocumentTerm.cover.wording))
        basisName = Self.name(first(DocumentTerm.bases.wording))
        var places: [CellAddress: Cell] = [:]
        for (sheet, table) in tables.enumerated() {
            for (row, one) in table.rows.enumerated() {
                for (column, place) in zip(table.columns, Self.columns(table)) {
                    let address = CellAddress(table: table.id, row: one.id, column: column.id)
                    places[address] = Cell(sheet: sheet, row: row + headRows, column: place)
                }
            }
        }
        self.places = places
    }

    /// Where the columns of a table stand: beside each of figures is one that says their class.
    static func columns(_ table: Document.Table) -> [Int] {
        var next = 0
        return table.columns.map { column in
            defer { next += column.isFigure ? 2 : 1 }
            return next
        }
    }

    /// The name of a sheet has 31 characters, and few signs: of a longer one what stands before its
    /// first comma or bracket, else its first words.
    static func name(_ text: String) -> String {
        func allowed(_ text: some StringProtocol) -> String {
            String(text.map { "[]:*?/\\'\n\t".contains($0) ? " " : $0 })
                .split(separator: " ").joined(separator: " ")
        }
        func fits(_ name: String) -> Bool { name.utf16.count <= 31 }
        let text = printable(text)
        if fits(allowed(text)) { return allowed(text) }
        let clause = allowed(text.prefix { !",，、;；:：(（".contains($0) })
        if fits(clause) { return clause }
        var words = clause.split(separator: " ")
        while words.count > 2, !fits(words.joined(separator: " ")) { words.removeLast() }
        while words.count > 2, let last = words.last, joining.contains(String(last)) {
            words.removeLast()
        }
        var name = words.joined(separator: " ")
        while !fits(name) { name.removeLast() }
        return name
    }

    /// Words that no name ends with.
    private static let joining: Set = [
        "a", "and", "at", "by", "for", "in", "of", "on", "the", "to",
    ]

    /// In which column of its sheet a basis has the values of its inputs.
    static let inputColumn = 3

    /// A formula as a spreadsheet has it, in a cell of a sheet; `basis` is the number of the
    /// cell's.
    func text(_ formula: CellFormula, sheet: Int, basis: Int) -> String {
        "=" + term(formula, Home(sheet: sheet, basis: basis))
    }

    /// Where the first cell of a basis stands.
    func link(basis number: Int) -> String { "'\(basisName)'!A\(basisRows[number - 1] + 1)" }

    /// Cells of a column, as a chart names them.
    func range(_ table: Document.Table, sheet: Int, column: Int, rows: [Int]) -> String {
        let parts = runs(rows.map { Cell(sheet: sheet, row: $0 + headRows, column: column) })
            .map { reference($0, from: nil, isFixed: true) }
        return parts.count == 1 ? "=" + parts[0] : "=(" + parts.joined(separator: ",") + ")"
    }

    private func term(_ formula: CellFormula, _ home: Home) -> String {
        func both(_ a: CellFormula, _ sign: String, _ b: CellFormula) -> String {
            "(\(term(a, home))\(sign)\(term(b, home)))"
        }
        return switch formula {
        case .cell(let address): cells([address], home.sheet).first ?? "NA()"
        case .input(let place): inputs(inputRows[home.basis - 1][place], 1)
        case .number(let number): number < 0 ? "(\(number))" : "\(number)"
        case .sum(let addresses): "SUM(\(cells(addresses, home.sheet).joined(separator: ",")))"
        case .plus(let a, let b): both(a, "+", b)
        case .minus(let a, let b): both(a, "-", b)
        case .times(let a, let b): both(a, "*", b)
        case .divided(let a, let b): both(a, "/", b)
        case .greatest(let a, let b): "MAX" + both(a, ",", b)
        case .rounded(let formula, let digits): "ROUND(\(term(formula, home)),\(digits))"
        case .monthsAfter(let a, let b): "EDATE" + both(a, ",", b)
        case .ranked(let place, let percent):
            ranked(
                inputs(
                    inputRows[home.basis - 1][place] + 1, seriesCounts[home.basis - 1][place]),
                percent)
        }
    }

    private func ranked(_ cells: String, _ percent: Int) -> String {
        "SMALL(\(cells),ROUNDUP(COUNT(\(cells))*\(percent)/100,0))"
    }

    /// Cells of values on the sheet of bases, from a row on.
    private func inputs(_ row: Int, _ count: Int) -> String {
        let letter = Self.letters(Self.inputColumn)
        let end = count > 1 ? ":\(letter)\(row + count)" : ""
        return "'\(basisName)'!\(letter)\(row + 1)\(end)"
    }

    private func cells(_ addresses: [CellAddress], _ sheet: Int) -> [String] {
        runs(addresses.compactMap { places[$0] }).map { reference($0, from: sheet, isFixed: false) }
    }

    /// Cells that follow each other down a column, together.
    private func runs(_ cells: [Cell]) -> [(first: Cell, last: Int)] {
        var runs: [(first: Cell, last: Int)] = []
        for cell in cells {
            if let run = runs.last, run.first.sheet == cell.sheet,
                run.first.column == cell.column, run.last + 1 == cell.row
            {
                runs[runs.count - 1].last = cell.row
            } else {
                runs.append((cell, cell.row))
            }
        }
        return runs
    }

    private func reference(
        _ run: (first: Cell, last: Int), from sheet: Int?, isFixed: Bool
    ) -> String {
        let letters = Self.letters(run.first.column)
        let mark = isFixed ? "$" : ""
        let one = "\(mark)\(letters)\(mark)\(run.first.row + 1)"
        let text =
            run.last == run.first.row && !isFixed
            ? one : "\(one):\(mark)\(letters)\(mark)\(run.last + 1)"
        return run.first.sheet == sheet ? text : "'\(names[run.first.sheet])'!" + text
    }

    private static func letters(_ column: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? letter : letters(column / 26 - 1) + letter
    }
}
