internal import Plant

/// Columns of `prices.csv`.
enum PricesColumn: String, DeclaredColumn {
    case product
    case from = "effective_from"
    case lowest = "lowest_hkd"
    case highest = "highest_hkd"
    case median = "sector_median_hkd"

    var isOptional: Bool { self == .median }

    var chinese: String {
        switch self {
        case .product: "產品"
        case .from: "生效日"
        case .lowest: "最低標價（港元）"
        case .highest: "最高標價（港元）"
        case .median: "行業中位價（港元）"
        }
    }
}

/// Reads and checks `prices.csv`.
struct PricesReader {
    let plant: Plant
    let mistakes: Mistakes

    func read(_ source: DeclaredSource) -> [PriceRange] {
        var read = OnceEach<PriceRange>()
        for fields in DeclaredTable<PricesColumn>(source, mistakes).rows {
            let product = fields[.product].product(of: plant, mistakes)
            let from = fields[.from].date(mistakes)
            let lowest = price(fields[.lowest])
            let highest = price(fields[.highest])
            let median = fields.filled(.median).map(price)
            guard let product, let from, let lowest, let highest else { continue }
            if case .some(.none) = median { continue }
            guard lowest <= highest else {
                mistakes.add(fields[.highest].place, .amount(.belowLowest))
                continue
            }
            let range = PriceRange(
                product: product, from: from, lowest: lowest, highest: highest,
                sectorMedian: median ?? nil, line: fields[.product].place.line)
            read.add(range, at: fields[.from].place, .price, mistakes)
        }
        return read.rows
    }

    private func price(_ field: CSVField) -> Money? {
        guard let cents = field.number(.listPrice, digits: 2, mistakes) else { return nil }
        guard (1...1_000_000_000).contains(cents) else {
            field.isNot(.listPrice, mistakes)
            return nil
        }
        return Money(cents: cents)
    }
}
