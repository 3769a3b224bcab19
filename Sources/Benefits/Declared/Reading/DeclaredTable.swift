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
            mistakes.add(error.place, .file(error.fault))
        }
    }

    private mutating func read(_ all: [CSVRow], _ mistakes: Mistakes) {
        let names = Column.allCases.filter { !$0.isOptional }.map(\.rawValue)
        guard let header = all.first, !header.isBlank else {
            return mistakes.add(TextPlace(), .file(.noHeader(names)))
        }
        guard let places = Self.places(header, mistakes) else { return }
        var data = all.dropFirst()
        if let second = data.first, second.isChineseHeader { data.removeFirst() }
        guard data.count <= Self.rowLimit else {
            return mistakes.add(
                data[data.startIndex + Self.rowLimit].fields[0].place,
                .file(.rows(most: Self.rowLimit)))
        }
        for row in data where !row.isBlank {
            let count = FileFault.fields(expected: header.fields.count, found: row.fields.count)
            if row.fields.count < header.fields.count {
                mistakes.add(row.end, .file(count))
            } else if row.fields.count > header.fields.count {
                mistakes.add(row.fields[header.fields.count].place, .file(count), .separators)
            } else {
                rows.append(Row(fields: row.fields, places: places))
            }
        }
    }

    private static func places(_ header: CSVRow, _ mistakes: Mistakes) -> [Column: Int]? {
        let names = Column.allCases.map(\.rawValue)
        if header.fields.count == 1, header.fields[0].text.contains(where: { ";\t".contains($0) }) {
            mistakes.add(header.fields[0].place, .file(.noCommas))
            return nil
        }
        var places: [Column: Int] = [:]
        var isRight = true
        for (index, field) in header.fields.enumerated() {
            if let column = Column(rawValue: field.text) {
                if places.updateValue(index, forKey: column) == nil { continue }
                mistakes.add(field.place, .file(.columnTwice(field.text)))
            } else {
                mistakes.add(
                    field.place, .file(.unknownColumn(field.text)),
                    .guess(for: field.text, among: names, otherwise: .columns(names)))
            }
            isRight = false
        }
        for column in Column.allCases where !column.isOptional && places[column] == nil {
            mistakes.add(header.end, .file(.missingColumn(column.rawValue)))
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
