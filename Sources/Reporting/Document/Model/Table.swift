public import Plant

extension Document {
    /// Figures in rows and columns.
    public struct Table: Hashable, Sendable {
        /// Its stable name, unique in the document.
        public var id: String
        /// Its heading.
        public var title: LocalizedText
        /// Its columns; the first names the rows.
        public var columns: [Column]
        /// Its rows.
        public var rows: [Row]

        /// Makes a table.
        public init(id: String, title: LocalizedText, columns: [Column], rows: [Row]) {
            self.id = id
            self.title = title
            self.columns = columns
            self.rows = rows
        }

        /// The cell at two stable names.
        public func cell(row: String, column: String) -> Cell? {
            guard let place = columns.firstIndex(where: { $0.id == column }),
                let row = rows.first(where: { $0.id == row }), row.cells.indices.contains(place)
            else { return nil }
            return row.cells[place]
        }
    }

    /// A column of a table.
    public struct Column: Hashable, Sendable {
        /// Its stable name, unique in the table.
        public var id: String
        /// Its heading.
        public var title: LocalizedText
        /// Whether it holds figures, which are set to the right and say what they rest on.
        public var isFigure: Bool

        /// Makes a column.
        public init(id: String, title: LocalizedText, isFigure: Bool = false) {
            self.id = id
            self.title = title
            self.isFigure = isFigure
        }
    }

    /// A row of a table.
    public struct Row: Hashable, Sendable {
        /// Its stable name, unique in the table.
        public var id: String
        /// A cell a column.
        public var cells: [Cell]
        /// Whether it sums up the others: set apart, and left out of charts.
        public var isTotal: Bool

        /// Makes a row.
        public init(id: String, cells: [Cell], isTotal: Bool = false) {
            self.id = id
            self.cells = cells
            self.isTotal = isTotal
        }
    }

    /// A value and what it rests on.
    public struct Cell: Hashable, Sendable {
        /// The value.
        public var value: Value
        /// What it rests on; every figure has it.
        public var basis: Basis?
        /// How it comes from other cells: a spreadsheet calculates it again.
        public var formula: CellFormula?

        /// Makes a figure.
        public init(_ value: Value, _ basis: Basis, formula: CellFormula? = nil) {
            self.value = value
            self.basis = basis
            self.formula = formula
        }

        /// Makes a cell that is no figure.
        public init(_ text: LocalizedText) {
            value = .text(text)
        }
    }
}
