internal import Plant

/// Columns of `tariffs.csv`.
enum TariffsColumn: String, DeclaredColumn {
    case medium
    case from = "effective_from"
    case price = "price_hkd"

    var isOptional: Bool { false }

    var chinese: String {
        switch self {
        case .medium: "能源或水"
        case .from: "生效日"
        case .price: "單價（港元）"
        }
    }
}

/// Reads and checks `tariffs.csv`.
struct TariffsReader {
    let mistakes: Mistakes

    func read(_ source: DeclaredSource) -> [Tariff] {
        var read = OnceEach<Tariff>()
        for fields in DeclaredTable<TariffsColumn>(source, mistakes).rows {
            let medium: Tariff.Medium? = fields[.medium].word(.medium, mistakes)
            let from = fields[.from].date(mistakes)
            let price = price(fields[.price], medium)
            guard let medium, let from, let price else { continue }
            let tariff = Tariff(
                medium: medium, from: from, price: price, line: fields[.medium].place.line)
            read.add(tariff, at: fields[.from].place, .tariff, mistakes)
        }
        return read.rows
    }

    private func price(_ field: CSVField, _ medium: Tariff.Medium?) -> Int64? {
        let what = DeclaredExpectation.tariff(unit: medium?.unit)
        guard let price = field.number(what, digits: 6, mistakes) else { return nil }
        guard price <= 10_000 * quantityScale else {
            field.isNot(what, mistakes)
            return nil
        }
        return price
    }
}
