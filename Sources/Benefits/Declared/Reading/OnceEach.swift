internal import Plant

/// A row that says what one thing is at a time.
protocol DatedRow {
    /// What it is of, and from or on which day.
    var key: DatedKey { get }
    /// Its line in the file, from 1.
    var line: Int { get }
}

/// What two rows may not both be of.
struct DatedKey: Hashable {
    var subject: String
    var day: Int
}

/// Rows of which none is of the same as another.
struct OnceEach<Row: DatedRow> {
    private(set) var rows: [Row] = []
    private var lines: [DatedKey: Int] = [:]

    /// Takes a row, or a mistake where there is one of the same.
    mutating func add(
        _ row: Row, at place: TextPlace, _ subject: RowFault.Subject, _ mistakes: Mistakes
    ) {
        if let line = lines[row.key] {
            mistakes.add(place, .row(.twice(subject, line: line)))
            return
        }
        lines[row.key] = row.line
        rows.append(row)
    }
}

extension StockCount: DatedRow {
    var key: DatedKey { DatedKey(subject: "\(product)", day: day.dayNumber) }
}

extension Tariff: DatedRow {
    var key: DatedKey { DatedKey(subject: medium.rawValue, day: from.dayNumber) }
}

extension PriceRange: DatedRow {
    var key: DatedKey { DatedKey(subject: "\(product)", day: from.dayNumber) }
}
