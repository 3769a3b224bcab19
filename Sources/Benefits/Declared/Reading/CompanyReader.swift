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
                    .row(.companyOverlap(figure: figure.item.rawValue, line: other.line)))
            }
            read.append(figure)
        }
        return read
    }

    private func figure(_ fields: Row) -> CompanyFigure? {
        let item: CompanyFigure.Item? = fields[.figure].word(.figure, mistakes)
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
            mistakes.add(field.place, .row(.before(from)))
        }
        if isOpen, item != .certification, item != .function {
            mistakes.add(field.place, .row(.noLastDay(figure: item.rawValue)))
        }
    }

    private func value(_ field: CSVField, _ item: CompanyFigure.Item) -> Int64? {
        switch item.value {
        case .dollars: return field.amount(mistakes)?.cents
        case .count:
            guard let count = field.number(.count, digits: 0, mistakes) else { return nil }
            guard count <= 1_000_000 else {
                field.isNot(.count, mistakes)
                return nil
            }
            return count
        case .none:
            guard field.text.isEmpty else {
                mistakes.add(field.place, .amount(.value(figure: item.rawValue)))
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
                    fields[.figure].place, .row(.noWords(column: column.rawValue)), .ownColumn)
            }
            return ""
        }
        guard field.text.unicodeScalars.count <= most else {
            mistakes.add(field.place, .row(.characters(most: most)))
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
