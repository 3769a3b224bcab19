internal import Plant

/// Columns of `company.csv`.
enum CompanyColumn: String, DeclaredColumn {
    case figure, from, to, value, name, text

    var isOptional: Bool { self == .name || self == .text }

    var chinese: String {
        switch self {
        case .figure: "項目"
        case .from: "由"
        case .to: "至（包括該日）"
        case .value: "數值"
        case .name: "名稱"
        case .text: "說明"
        }
    }
}

/// Reads and checks `company.csv`.
struct CompanyReader {
    private typealias Row = DeclaredTable<CompanyColumn>.Row

    let mistakes: Mistakes

    func read(_ source: DeclaredSource) -> [CompanyFigure] {
        var read: [CompanyFigure] = []
        for fields in DeclaredTable<CompanyColumn>(source, mistakes).rows {
            guard let figure = figure(fields) else { continue }
            if let other = read.first(where: { $0.overlaps(figure) }) {
                mistakes.add(
                    fields[.from].place,
                    "expected \(figure.item.rawValue) once for a day; line \(other.line) is of "
                        + "the same")
            }
            read.append(figure)
        }
        return read
    }

    private func figure(_ fields: Row) -> CompanyFigure? {
        let item: CompanyFigure.Item? = fields[.figure].word("a figure", mistakes)
        let from = fields[.from].date(mistakes)
        let isOpen = fields[.to].text.isEmpty
        let to = isOpen ? nil : fields[.to].date(mistakes)
        guard let item else { return nil }
        let before = mistakes.count
        let value = value(fields[.value], item)
        checkDays(fields[.to], item, from, to, isOpen: isOpen)
        let name = words(.name, 120, fields, isNeeded: item.value == .none)
        let text = words(.text, 1000, fields, isNeeded: item == .reason)
        guard let from, isOpen || to != nil, let value, mistakes.count == before else {
            return nil
        }
        return CompanyFigure(
            item: item, name: name, from: from, to: to, value: value, text: text,
            line: fields[.figure].place.line)
    }

    private func checkDays(
        _ field: CSVField, _ item: CompanyFigure.Item, _ from: LocalDate?, _ to: LocalDate?,
        isOpen: Bool
    ) {
        if let from, let to, to < from {
            mistakes.add(field.place, "expected \(from) or later")
        }
        if isOpen, item != .certification, item != .function {
            mistakes.add(field.place, "expected the last day of \(item.rawValue)")
        }
    }

    private func value(_ field: CSVField, _ item: CompanyFigure.Item) -> Int64? {
        switch item.value {
        case .dollars: return field.amount(mistakes)?.cents
        case .count:
            let what = "a whole number up to 1,000,000"
            guard let count = field.number(what, digits: 0, mistakes) else { return nil }
            guard count <= 1_000_000 else {
                mistakes.add(field.place, "expected \(what), found \(quoted(field.text))")
                return nil
            }
            return count
        case .none:
            guard field.text.isEmpty else {
                mistakes.add(field.place, "expected no value of a \(item.rawValue)")
                return nil
            }
            return 0
        }
    }

    /// What stands in a column of words.
    private func words(
        _ column: CompanyColumn, _ most: Int, _ fields: Row, isNeeded: Bool
    ) -> String {
        guard let field = fields.filled(column) else {
            if isNeeded {
                mistakes.add(
                    fields[.figure].place, "expected \(column.rawValue) in the row",
                    hint: "it is a column of its own")
            }
            return ""
        }
        guard field.text.unicodeScalars.count <= most else {
            mistakes.add(field.place, "expected at most \(most) characters")
            return ""
        }
        return field.text
    }
}

extension CompanyFigure {
    /// Whether both say what the same was on some day.
    func overlaps(_ other: Self) -> Bool {
        item == other.item && name == other.name
            && from <= other.to ?? .farFuture && other.from <= to ?? .farFuture
    }
}

extension LocalDate {
    fileprivate static let farFuture = LocalDate(year: 2200, month: 1, day: 1)
}
