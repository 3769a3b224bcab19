internal import Plant

/// Columns of `costs.csv`.
enum CostsColumn: String, DeclaredColumn {
    case item
    case from = "period_from"
    case to = "period_to"
    case value

    var isOptional: Bool { false }

    var chinese: String {
        switch self {
        case .item: "項目"
        case .from: "由"
        case .to: "至（包括該日）"
        case .value: "數值"
        }
    }
}

/// Reads and checks `costs.csv`.
struct CostsReader {
    let mistakes: Mistakes

    func read(_ source: DeclaredSource) -> [CostRow] {
        var read: [CostRow] = []
        for fields in DeclaredTable<CostsColumn>(source, mistakes).rows {
            let item: CostRow.Item? = fields[.item].word(.item, mistakes)
            let period = declaredPeriod(fields[.from], fields[.to], mistakes)
            guard let item else { continue }
            guard let value = value(fields[.value], item), let period else { continue }
            let row = CostRow(
                item: item, period: period, value: value, line: fields[.item].place.line)
            if let other = read.first(where: { $0.item == item && $0.overlaps(row) }) {
                mistakes.add(
                    fields[.from].place,
                    .row(.costsOverlap(item: item.rawValue, line: other.line)))
            }
            read.append(row)
        }
        return read
    }

    private func value(_ field: CSVField, _ item: CostRow.Item) -> Int64? {
        let (what, digits, most): (DeclaredExpectation, Int, Int64) =
            switch item.unit {
            case .index: (.index, 4, 10_000)
            case .hours: (.hours, 2, 10_000_000)
            case .dollars: (.cost, 2, 10_000_000_000)
            }
        guard let number = field.number(what, digits: digits, mistakes) else { return nil }
        let scale: Int64 = digits == 4 ? 10_000 : 100
        guard number <= most * scale, number > 0 || item.unit != .index else {
            field.isNot(what, mistakes)
            return nil
        }
        return number * (quantityScale / scale)
    }
}

extension CostRow {
    func overlaps(_ other: Self) -> Bool {
        period.from <= other.period.to && other.period.from <= period.to
    }
}
