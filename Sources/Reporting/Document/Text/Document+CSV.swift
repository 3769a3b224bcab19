internal import Plant

extension Document {
    /// Every figure and notice, a line each, below two header rows: English, then Traditional
    /// Chinese.
    ///
    /// Numbers are plain: dollars, units, seconds, and decimal ones throughout, exact where they
    /// end; JSON has each exactly. Every figure has its name, `table.row.column`, and the stable
    /// names of its parts. What a document is of stands in every line, so that lines of several
    /// documents can be put together.
    public var csv: String {
        let header = Language.allCases.map { heading in
            Self.columns.flatMap { term, parts in
                let name = heading(term.wording)
                return parts.isEmpty ? [name] : parts.map { "\(name) (\($0))" }
            }
        }
        return CSV.text(header + sections.flatMap(lines))
    }

    private static let one: [String] = []
    private static let both = Language.allCases.map(\.rawValue)
    /// The stable name, then both languages.
    private static let named = ["id"] + both

    /// What each column is, and of which parts: none, or the languages it is there in.
    private static let columns: [(DocumentTerm, [String])] = [
        (.kind, one), (.figure, one), (.section, named), (.table, named), (.row, named),
        (.column, named), (.value, one), (.unit, one), (.text, both), (.source, one),
        (.coverage, one), (.formula, both), (.input, one), (.evidence, one), (.page, one),
        (.period, one), (.asOf, one), (.state, one), (.definition, one), (.seal, one),
    ]

    private func lines(_ section: Section) -> [[String]] {
        section.blocks.flatMap { block -> [[String]] in
            switch block {
            case .paragraph: []
            case .notice(let notice):
                [
                    [[notice.severity.rawValue, notice.code], section.names, empty(11)]
                        .flatMap(\.self) + names(notice.text) + empty(7) + origin
                ]
            case .table(let table): lines(table, in: section)
            case .chart(let chart): lines(chart.table, in: section)
            }
        }
    }

    private func lines(_ table: Table, in section: Section) -> [[String]] {
        table.rows.flatMap { row in
            zip(table.columns, row.cells).dropFirst().map { column, cell in
                let figure = [cell.value.type, "\(table.id).\(row.id).\(column.id)"]
                let place: [[String]] = [
                    section.names, [table.id], names(table.title), row.names, [column.id],
                    names(column.title),
                ]
                return figure + place.flatMap(\.self) + cell.fields + origin
            }
        }
    }

    private var origin: [String] {
        [
            metadata.period.map { "\($0.from)/\($0.to)" } ?? "", metadata.asOf.rfc3339,
            "\(metadata.state.rawValue) \(metadata.edition)", metadata.definitionHash ?? "",
            metadata.sealHash ?? "",
        ]
    }
}

private func empty(_ count: Int) -> [String] { Array(repeating: "", count: count) }

private func names(_ text: LocalizedText) -> [String] { Language.allCases.map { $0(text) } }

extension Document.Section {
    fileprivate var names: [String] { [id] + Language.allCases.map { $0(title) } }
}

extension Document.Row {
    fileprivate var names: [String] {
        guard case .text(let text)? = cells.first?.value else { return [id, id, id] }
        return [id] + Language.allCases.map { $0(text) }
    }
}

extension Document.Cell {
    /// From the value to the page.
    fileprivate var fields: [String] {
        [value.plain, value.unit] + value.words + [basis?.source.rawValue ?? ""]
            + [basis?.coverage?.decimal ?? ""] + (basis?.formula.map(names) ?? empty(2))
            + [
                basis?.inputs.map { "\($0.name.english) = \($0.value.plain)" }
                    .joined(separator: "; ") ?? "",
                basis?.evidence.map { "\($0.name) sha256:\($0.sha256)" }
                    .joined(separator: "; ") ?? "",
                basis?.link ?? "",
            ]
    }
}

extension Document.Value {
    /// Its stable name in CSV and JSON.
    var type: String {
        switch self {
        case .text: "text"
        case .count: "count"
        case .money: "money"
        case .ratio: "ratio"
        case .date: "date"
        case .duration: "duration"
        case .none: "none"
        }
    }

    /// The number; empty where it is none.
    fileprivate var plain: String {
        switch self {
        case .count(let millionths, _): decimalText(millionths, digits: 6)
        case .money(let cents): decimalText(cents, digits: 2)
        case .ratio(let ratio, _): ratio.decimal
        case .date(let date): "\(date)"
        case .duration(let nanoseconds): decimalText(nanoseconds, digits: 9)
        case .text, .none: ""
        }
    }

    fileprivate var unit: String {
        switch self {
        case .count(_, let unit): unit.code
        case .money: "HKD"
        case .ratio: "1"
        case .duration: "s"
        case .text, .date, .none: ""
        }
    }

    /// The text, or why there is no number.
    fileprivate var words: [String] {
        switch self {
        case .text(let text), .none(let text): names(text)
        case .count, .money, .ratio, .date, .duration: empty(2)
        }
    }
}
