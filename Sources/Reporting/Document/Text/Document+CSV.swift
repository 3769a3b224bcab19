internal import Plant

extension Document {
    /// Every figure and notice, a line each, below two header rows: English, then Traditional
    /// Chinese.
    ///
    /// Numbers are exact and plain: dollars, units, seconds; a ratio is a fraction. What a document
    /// is of stands in every line, so that lines of several documents can be put together.
    public var csv: String {
        let header = Language.allCases.map { heading in
            Self.columns.map { term, languages in
                languages.map { language in
                    let name = heading(term.wording)
                    return languages.count > 1 ? "\(name) (\(language.rawValue))" : name
                }
            }.flatMap(\.self)
        }
        return CSV.text(header + sections.flatMap(lines))
    }

    private static let both = Language.allCases
    private static let one = [Language.english]

    /// What each column is, and in which languages it is there.
    private static let columns: [(DocumentTerm, [Language])] = [
        (.kind, one), (.section, both), (.table, both), (.row, both), (.column, both),
        (.value, one), (.unit, one), (.text, both), (.source, one), (.coverage, one),
        (.formula, both), (.input, one), (.evidence, one), (.page, one), (.period, one),
        (.asOf, one), (.state, one), (.definition, one), (.seal, one),
    ]

    private func lines(_ section: Section) -> [[String]] {
        section.blocks.flatMap { block -> [[String]] in
            switch block {
            case .paragraph: []
            case .notice(let notice):
                [
                    line(notice.severity.rawValue, names(section.title) + empty(8))
                        + names(notice.text) + empty(7) + origin
                ]
            case .table(let table): lines(table, in: section)
            case .chart(let chart): lines(chart.table, in: section)
            }
        }
    }

    private func lines(_ table: Table, in section: Section) -> [[String]] {
        table.rows.flatMap { row in
            zip(table.columns, row.cells).dropFirst().map { column, cell in
                line(cell.value.type, names(section.title) + names(table.title))
                    + row.names + names(column.title) + cell.fields + origin
            }
        }
    }

    private func line(_ kind: String, _ rest: [String]) -> [String] { [kind] + rest }

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

extension Document.Row {
    fileprivate var names: [String] {
        guard case .text(let text)? = cells.first?.value else { return [id, id] }
        return Language.allCases.map { $0(text) }
    }
}

extension Document.Cell {
    /// From the value to the page.
    fileprivate var fields: [String] {
        [value.plain, value.unit] + value.words + [basis?.source.rawValue ?? ""]
            + [basis?.coverage?.plain ?? ""] + (basis?.formula.map(names) ?? empty(2))
            + [
                basis?.inputs.map { "\($0.name.english) = \($0.value.plain)" }
                    .joined(separator: "; ") ?? "",
                basis?.evidence.map { "\($0.name) sha256:\($0.sha256)" }
                    .joined(separator: "; ") ?? "",
                basis?.link ?? "",
            ]
    }
}

extension Ratio {
    /// `numerator/denominator`.
    fileprivate var plain: String { "\(numerator)/\(denominator)" }
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
        case .ratio(let ratio, _): ratio.plain
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
