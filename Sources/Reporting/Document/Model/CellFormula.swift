/// How a figure comes from other cells of its document.
///
/// It calculates with `Document.Value.natural`: units, dollars, days.
public indirect enum CellFormula: Hashable, Sendable {
    /// A cell.
    case cell(CellAddress)
    /// A whole number.
    case number(Int64)
    /// The sum of cells.
    case sum([CellAddress])
    /// One and another.
    case plus(CellFormula, CellFormula)
    /// One without another.
    case minus(CellFormula, CellFormula)
    /// One times another.
    case times(CellFormula, CellFormula)
    /// One over another.
    case divided(CellFormula, CellFormula)
    /// To so many decimals, halves away from zero.
    case rounded(CellFormula, digits: Int)
}

/// A cell by the stable names of its table, row and column.
public struct CellAddress: Hashable, Sendable {
    /// The table.
    public var table: String
    /// The row.
    public var row: String
    /// The column.
    public var column: String

    /// Makes an address.
    public init(table: String, row: String, column: String) {
        self.table = table
        self.row = row
        self.column = column
    }
}

extension CellFormula {
    /// The cells that it names.
    public var cells: [CellAddress] {
        switch self {
        case .cell(let address): [address]
        case .number: []
        case .sum(let addresses): addresses
        case .plus(let a, let b), .minus(let a, let b), .times(let a, let b),
            .divided(let a, let b):
            a.cells + b.cells
        case .rounded(let formula, _): formula.cells
        }
    }

    /// Its value, exactly; nil where a cell is no figure, something is divided by zero, or a number
    /// does not fit into 128 bits.
    public func value(_ figure: (CellAddress) -> Ratio?) -> Ratio? {
        func both(
            _ a: CellFormula, _ b: CellFormula, _ operation: (Ratio, Ratio) -> Ratio?
        ) -> Ratio? {
            guard let a = a.value(figure), let b = b.value(figure) else { return nil }
            return operation(a, b)
        }
        switch self {
        case .cell(let address): return figure(address)
        case .number(let number): return Ratio(Int128(number), 1)
        case .sum(let addresses):
            return addresses.reduce(Ratio(0, 1) as Ratio?) { sum, address in
                figure(address).flatMap { sum?.adding($0) }
            }
        case .plus(let a, let b): return both(a, b) { $0.adding($1) }
        case .minus(let a, let b): return both(a, b) { $0.adding($1.negated) }
        case .times(let a, let b): return both(a, b) { $0.multiplied(by: $1) }
        case .divided(let a, let b):
            return both(a, b) { a, b in b.inverted.flatMap { a.multiplied(by: $0) } }
        case .rounded(let formula, let digits):
            return formula.value(figure)?.rounded(digits: digits)
        }
    }
}

extension Ratio {
    fileprivate func rounded(digits: Int) -> Ratio? {
        let scale = (0..<digits).reduce(Int128(1)) { scale, _ in scale * 10 }
        return scaled(digits: digits).map { Ratio(Int128($0), scale) }
    }
}
