internal import Plant
internal import Reporting

/// What units are called: sealed bytes name them by their codes alone.
struct UnitNames: Sendable {
    private var places: [String: Document.Unit] = [:]
    private var codes: [String: Document.Unit] = [:]

    /// Knows none.
    init() {}

    /// Takes those of a document that was made again.
    init(_ document: Document) {
        for table in document.tables {
            for row in table.rows {
                for (column, cell) in zip(table.columns, row.cells) {
                    let place = Self.place(table.id, row.id, column.id)
                    add(cell.value, at: place)
                    for input in cell.basis?.inputs ?? [] {
                        add(input.value, at: place + "/" + input.name.english)
                    }
                }
            }
        }
    }

    private mutating func add(_ value: Document.Value, at place: String) {
        guard case .count(_, let unit) = value else { return }
        places[place] = unit
        if codes[unit.code] == nil { codes[unit.code] = unit }
    }

    /// A figure by the names of its table, row and column.
    static func place(_ table: String, _ row: String, _ column: String) -> String {
        "\(table).\(row).\(column)"
    }

    /// That of a figure, else any of that code, else the code itself.
    func unit(_ code: String, at place: String) -> Document.Unit {
        if let own = places[place], own.code == code { return own }
        let name = code.filter { !"{}".contains($0) }
        return codes[code]
            ?? Document.Unit(code: code, name: LocalizedText(both: name == "1" ? "" : name))
    }
}
