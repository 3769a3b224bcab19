internal import Plant

/// The columns of a kind of file.
protocol DeclaredColumn: RawRepresentable, CaseIterable, Hashable where RawValue == String {
    /// Its heading in the second row.
    var chinese: String { get }
    /// Whether a file may do without it.
    var isOptional: Bool { get }
}

/// The rows of a declared file by column.
struct DeclaredTable<Column: DeclaredColumn> {
    /// One row of data.
    struct Row {
        let fields: [CSVField]
        let places: [Column: Int]

        subscript(_ column: Column) -> CSVField { fields[places[column] ?? 0] }

        /// A field that says something; nil where it is empty or its column is not there.
        func filled(_ column: Column) -> CSVField? {
            places[column].map { fields[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
        }
    }

    /// The most rows that are read.
    static var rowLimit: Int { 10_000 }

    private(set) var rows: [Row] = []

    /// Reads a file; without rows where its header is wrong.
    init(_ source: DeclaredSource, _ mistakes: Mistakes) {
        guard let text = source.text(mistakes) else { return }
        do throws(CSVMistake) {
            read(try CSVReader.rows(text), mistakes)
        } catch {
            mistakes.add(error.place, error.message)
        }
    }

    private mutating func read(_ all: [CSVRow], _ mistakes: Mistakes) {
        let names = Column.allCases.filter { !$0.isOptional }.map(\.rawValue)
        guard let header = all.first, !header.isBlank else {
            return mistakes.add(
                TextPlace(), "expected a row of column names: \(names.joined(separator: ","))")
        }
        guard let places = Self.places(header, mistakes) else { return }
        var data = all.dropFirst()
        if let second = data.first, second.isChineseHeader { data.removeFirst() }
        guard data.count <= Self.rowLimit else {
            return mistakes.add(
                data[data.startIndex + Self.rowLimit].fields[0].place,
                "expected at most \(Self.rowLimit) rows")
        }
        for row in data where !row.isBlank {
            if row.fields.count < header.fields.count {
                mistakes.add(
                    row.end, "expected \(header.fields.count) fields, found \(row.fields.count)")
            } else if row.fields.count > header.fields.count {
                mistakes.add(
                    row.fields[header.fields.count].place,
                    "expected \(header.fields.count) fields, found \(row.fields.count)",
                    hint: "a number has no thousands separators")
            } else {
                rows.append(Row(fields: row.fields, places: places))
            }
        }
    }

    private static func places(_ header: CSVRow, _ mistakes: Mistakes) -> [Column: Int]? {
        let names = Column.allCases.map(\.rawValue)
        if header.fields.count == 1, header.fields[0].text.contains(where: { ";\t".contains($0) }) {
            mistakes.add(header.fields[0].place, "expected columns that are separated by commas")
            return nil
        }
        var places: [Column: Int] = [:]
        var isRight = true
        for (index, field) in header.fields.enumerated() {
            if let column = Column(rawValue: field.text) {
                if places.updateValue(index, forKey: column) == nil { continue }
                mistakes.add(field.place, "expected the column \(quoted(field.text)) once")
            } else {
                mistakes.add(
                    field.place, "there is no column \(quoted(field.text))",
                    hint: suggestion(for: field.text, among: names)
                        ?? "expected \(names.joined(separator: ", "))")
            }
            isRight = false
        }
        for column in Column.allCases where !column.isOptional && places[column] == nil {
            mistakes.add(header.end, "expected a column \(quoted(column.rawValue))")
            isRight = false
        }
        return isRight ? places : nil
    }
}

extension CSVRow {
    /// Whether it repeats the column names in Chinese: no field of data holds ideographs.
    fileprivate var isChineseHeader: Bool {
        fields.allSatisfy { $0.text.unicodeScalars.contains(where: \.properties.isIdeographic) }
    }
}
