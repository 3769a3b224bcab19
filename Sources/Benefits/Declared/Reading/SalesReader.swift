internal import Plant

/// Columns of `sales.csv`.
enum SalesColumn: String, DeclaredColumn {
    case product
    case from = "period_from"
    case to = "period_to"
    case openingStock = "opening_stock"
    case sold
    case closingStock = "closing_stock"
    case samplesAndScrap = "samples_scrap"
    case turnover = "turnover_hkd"
    case export = "export_hkd"
    case destinations
    case related = "related_hkd"
    case returns = "returns_hkd"

    var isOptional: Bool {
        ![.product, .from, .to, .sold, .samplesAndScrap, .turnover].contains(self)
    }

    var chinese: String {
        switch self {
        case .product: "產品"
        case .from: "由"
        case .to: "至（包括該日）"
        case .openingStock: "期初成品存貨"
        case .sold: "銷售數量"
        case .closingStock: "期末成品存貨"
        case .samplesAndScrap: "樣本及報廢"
        case .turnover: "生意額（港元）"
        case .export: "其中出口（港元）"
        case .destinations: "出口目的地"
        case .related: "其中關連方（港元）"
        case .returns: "已扣除的退貨及回贈（港元）"
        }
    }
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
                    .row(
                        .salesOverlap(
                            product: plant.products[row.product].id, other: other.row.period,
                            line: other.row.line)))
            }
            total += row.quantities.reduce(0) { $0 + Int128($1) }
            guard total < Int128(Int64.max / 4) else {
                mistakes.add(place, .amount(.sum))
                break
            }
            read.append((row, place))
        }
        return read.map(\.row)
    }

    private func row(_ fields: Row) -> SalesRow? {
        let product = fields[.product].product(of: plant, mistakes)
        let period = declaredPeriod(fields[.from], fields[.to], mistakes)
        let before = mistakes.count
        let counts = [SalesColumn.openingStock, .closingStock].map {
            fields.filled($0)?.quantity(of: product, plant, mistakes)
        }
        let amounts = [SalesColumn.sold, .samplesAndScrap].map {
            fields[$0].quantity(of: product, plant, mistakes)
        }
        let turnover = fields[.turnover].amount(mistakes)
        let export = fields.filled(.export)?.amount(mistakes)
        let related = fields.filled(.related)?.amount(mistakes)
        let returns = fields.filled(.returns)?.amount(mistakes)
        let destinations = fields.filled(.destinations).map {
            self.destinations($0, export: export)
        }
        for (column, part) in [(SalesColumn.export, export), (.related, related)] {
            guard let part, let turnover, part > turnover else { continue }
            mistakes.add(fields[column].place, .amount(.aboveTurnover))
        }
        guard let product, let period, let sold = amounts[0], let samples = amounts[1],
            let turnover, mistakes.count == before
        else { return nil }
        var row = SalesRow(
            product: product, period: period, openingStock: counts[0], sold: sold,
            closingStock: counts[1], samplesAndScrap: samples, turnover: turnover,
            line: fields[.product].place.line)
        (row.export, row.related, row.returns) = (export, related, returns)
        row.destinations = destinations ?? []
        return row
    }

    /// `JP 9000000.00; US 780.80`: together the export of the row.
    private func destinations(_ field: CSVField, export: Money?) -> [SalesRow.Destination] {
        var found: [SalesRow.Destination] = []
        for part in field.text.split(separator: ";", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ")
            guard words.count == 2, words[0].utf8.count == 2,
                words[0].utf8.allSatisfy({ (65...90).contains($0) }), words[0] != "HK"
            else {
                mistakes.add(field.place, .amount(.destinations), .destinationCodes)
                return []
            }
            let amount = CSVField(text: String(words[1]), place: field.place).amount(mistakes)
            guard let amount else { return [] }
            guard !found.contains(where: { $0.code == words[0] }) else {
                mistakes.add(field.place, .amount(.destinationTwice(String(words[0]))))
                return []
            }
            found.append(SalesRow.Destination(code: String(words[0]), amount: amount))
        }
        let sum = found.reduce(Int128(0)) { $0 + Int128($1.amount.cents) }
        if sum != Int128(export?.cents ?? -1) {
            mistakes.add(field.place, .amount(.destinationSum))
        }
        return found
    }
}

extension SalesRow {
    fileprivate var quantities: [Int64] {
        [openingStock ?? 0, sold, closingStock ?? 0, samplesAndScrap]
    }

    fileprivate func overlaps(_ other: Self) -> Bool {
        product == other.product && period.from <= other.period.to
            && other.period.from <= period.to
    }
}
