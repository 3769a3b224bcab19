internal import Plant

/// Columns of `stock.csv`.
enum StockColumn: String, DeclaredColumn {
    case product
    case day = "counted_on"
    case quantity

    var isOptional: Bool { false }

    var chinese: String {
        switch self {
        case .product: "產品"
        case .day: "盤點日（該日終結時）"
        case .quantity: "成品存貨"
        }
    }
}

/// Reads and checks `stock.csv`.
struct StockReader {
    let plant: Plant
    let mistakes: Mistakes

    func read(_ source: DeclaredSource) -> [StockCount] {
        var read = OnceEach<StockCount>()
        for fields in DeclaredTable<StockColumn>(source, mistakes).rows {
            let product = fields[.product].product(of: plant, mistakes)
            let day = fields[.day].date(mistakes)
            let quantity = fields[.quantity].quantity(of: product, plant, mistakes)
            guard let product, let day, let quantity else { continue }
            let count = StockCount(
                product: product, day: day, quantity: quantity,
                line: fields[.product].place.line)
            read.add(count, at: fields[.day].place, .count, mistakes)
        }
        return read.rows
    }
}
