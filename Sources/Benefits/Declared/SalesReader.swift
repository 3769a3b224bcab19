internal import Plant

/// Columns of `sales.csv`.
enum SalesColumn: String, CaseIterable {
    case product
    case from = "period_from"
    case to = "period_to"
    case openingStock = "opening_stock"
    case sold
    case closingStock = "closing_stock"
    case samplesAndScrap = "samples_scrap"
    case turnover = "turnover_hkd"
}

/// Reads and checks `sales.csv`.
struct SalesReader {
    private typealias Row = DeclaredTable<SalesColumn>.Row

    let plant: Plant
    let mistakes: Mistakes

    func read(_ source: DeclaredSource) -> [SalesRow] {
        var read: [(row: SalesRow, place: TextPlace)] = []
        var total: Int128 = 0
        for fields in DeclaredTable<SalesColumn>(source, mistakes).rows {
            guard let row = row(fields) else { continue }
            let place = fields[.from].place
            if let other = read.first(where: { $0.row.overlaps(row) }) {
                mistakes.add(
                    place,
                    "expected a period of \(plant.products[row.product].id) that begins after "
                        + "\(other.row.period.to) or ends before \(other.row.period.from), "
                        + "the period of line \(other.row.line)")
            }
            total += row.quantities.reduce(0) { $0 + Int128($1) }
            guard total < Int128(Int64.max / 4) else {
                mistakes.add(place, "expected quantities that add up to less than 2.3e12")
                break
            }
            read.append((row, place))
        }
        return read.map(\.row)
    }

    private func row(_ fields: Row) -> SalesRow? {
        let product = product(fields[.product])
        let period = period(fields[.from], fields[.to])
        let counts = [SalesColumn.openingStock, .sold, .closingStock, .samplesAndScrap].map {
            quantity(fields[$0], product)
        }
        let cents = fields[.turnover].number(
            "an amount in HK$ with at most 2 decimals", digits: 2, mistakes)
        guard let product, let period, let opening = counts[0], let sold = counts[1],
            let closing = counts[2], let samples = counts[3], let cents
        else { return nil }
        return SalesRow(
            product: product, period: period, openingStock: opening, sold: sold,
            closingStock: closing, samplesAndScrap: samples, turnover: Money(cents: cents),
            line: fields[.product].place.line)
    }

    private func product(_ field: CSVField) -> Int? {
        if let index = plant.products.firstIndex(where: { $0.id == field.text }) { return index }
        let ids = plant.products.map(\.id)
        mistakes.add(
            field.place, "the plant has no product \(quoted(field.text.prefix(40)))",
            hint: suggestion(for: field.text, among: ids)
                ?? "declared: \(ids.joined(separator: ", "))")
        return nil
    }

    private func period(_ from: CSVField, _ to: CSVField) -> BenefitPeriod? {
        let dates = (from.date(mistakes), to.date(mistakes))
        guard let first = dates.0, let last = dates.1 else { return nil }
        guard first <= last else {
            mistakes.add(to.place, "expected a period that ends on \(first) or later")
            return nil
        }
        return BenefitPeriod(from: first, to: last)
    }

    /// Millionths; pieces are whole.
    private func quantity(_ field: CSVField, _ product: Int?) -> Int64? {
        let unit = product.map { plant.products[$0].unit } ?? "piece"
        if unit == "piece" {
            return field.number("a whole number of pieces", digits: 0, mistakes)
                .map { $0 * quantityScale }
        }
        return field.number("a quantity in \(unit) with at most 6 decimals", digits: 6, mistakes)
    }
}

extension SalesRow {
    fileprivate var quantities: [Int64] { [openingStock, sold, closingStock, samplesAndScrap] }

    fileprivate func overlaps(_ other: Self) -> Bool {
        product == other.product && period.from <= other.period.to
            && other.period.from <= period.to
    }
}
