internal import Plant

/// How a figure comes from other cells of its document.
///
/// It calculates with `Document.Value.natural`: units, dollars, days.
public indirect enum CellFormula: Hashable, Sendable {
    /// A cell.
    case cell(CellAddress)
    /// One of the figures that the basis of its own cell is calculated from: its place, from 0.
    case input(Int)
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
    /// The greater of two.
    case greatest(CellFormula, CellFormula)
    /// To so many decimals, halves away from zero.
    case rounded(CellFormula, digits: Int)
    /// A date and so many months; where a month is too short, its last day.
    case monthsAfter(CellFormula, CellFormula)
    /// Of the series of an input, by its place: the smallest value that so many percent of them do
    /// not exceed.
    case ranked(Int, percent: Int)
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
        case .number, .input, .ranked: []
        case .sum(let addresses): addresses
        case .plus(let a, let b), .minus(let a, let b), .times(let a, let b),
            .divided(let a, let b), .greatest(let a, let b), .monthsAfter(let a, let b):
            a.cells + b.cells
        case .rounded(let formula, _): formula.cells
        }
    }

    /// The same over cells that stand elsewhere; nil where one stands nowhere.
    public func moved(_ place: (CellAddress) -> CellAddress?) -> CellFormula? {
        func both(
            _ a: CellFormula, _ b: CellFormula, _ operation: (CellFormula, CellFormula) -> Self
        ) -> CellFormula? {
            guard let a = a.moved(place), let b = b.moved(place) else { return nil }
            return operation(a, b)
        }
        switch self {
        case .cell(let address): return place(address).map { .cell($0) }
        case .number, .input, .ranked: return self
        case .sum(let addresses):
            let moved = addresses.compactMap(place)
            return moved.isEmpty || moved.count < addresses.count ? nil : .sum(moved)
        case .plus(let a, let b): return both(a, b, Self.plus)
        case .minus(let a, let b): return both(a, b, Self.minus)
        case .times(let a, let b): return both(a, b, Self.times)
        case .divided(let a, let b): return both(a, b, Self.divided)
        case .greatest(let a, let b): return both(a, b, Self.greatest)
        case .monthsAfter(let a, let b): return both(a, b, Self.monthsAfter)
        case .rounded(let formula, let digits):
            return formula.moved(place).map { .rounded($0, digits: digits) }
        }
    }

    /// Its value, exactly; nil where a cell is no figure, something is divided by zero, or a number
    /// does not fit into 128 bits.
    ///
    /// - Parameters:
    ///   - inputs: those of its cell's basis.
    ///   - figure: the figure in a cell.
    /// - Returns: The value.
    public func value(
        inputs: [Document.Input] = [], _ figure: (CellAddress) -> Ratio?
    ) -> Ratio? {
        func both(
            _ a: CellFormula, _ b: CellFormula, _ operation: (Ratio, Ratio) -> Ratio?
        ) -> Ratio? {
            guard let a = a.value(inputs: inputs, figure),
                let b = b.value(inputs: inputs, figure)
            else { return nil }
            return operation(a, b)
        }
        switch self {
        case .cell(let address): return figure(address)
        case .input(let place):
            return inputs.indices.contains(place) ? inputs[place].value.natural : nil
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
        case .greatest(let a, let b): return both(a, b, max)
        case .monthsAfter(let a, let b): return both(a, b) { $0.date(after: $1) }
        case .ranked(let place, let percent):
            return inputs.indices.contains(place)
                ? Self.ranked(inputs[place].series.compactMap(\.natural), percent) : nil
        case .rounded(let formula, let digits):
            return formula.value(inputs: inputs, figure)?.rounded(digits: digits)
        }
    }
}

extension CellFormula {
    private static func ranked(_ values: [Ratio], _ percent: Int) -> Ratio? {
        let rank = (values.count * percent + 99) / 100
        return (1...max(1, values.count)).contains(rank) && !values.isEmpty
            ? values.sorted()[rank - 1] : nil
    }
}

extension Ratio {
    /// The day so many months after the day that it counts; nil where it counts none.
    fileprivate func date(after months: Ratio) -> Ratio? {
        guard denominator == 1, months.denominator == 1,
            let day = Int(exactly: numerator - Document.Value.dayOfEpoch),
            let count = Int(exactly: months.numerator), count.magnitude < 12_000
        else { return nil }
        return Document.Value.date(LocalDate(dayNumber: day).adding(months: count)).natural
    }

    fileprivate func rounded(digits: Int) -> Ratio? {
        let scale = (0..<digits).reduce(Int128(1)) { scale, _ in scale * 10 }
        return scaled(digits: digits).map { Ratio(Int128($0), scale) }
    }
}
