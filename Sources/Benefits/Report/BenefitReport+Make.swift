internal import Plant
internal import Reporting

extension BenefitReport {
    /// Calculates a report: pure arithmetic.
    ///
    /// - Throws: ``DeclaredError`` naming every row of sales that lies partly in the period.
    public static func make(_ input: BenefitInput) throws(DeclaredError) -> BenefitReport {
        let sales = try sales(in: input)
        let products = products(input, sales)
        let declared = Provenance(declaredIn: input.declared.salesFile)
        let amounts = products.compactMap(\.declared?.turnover.value?.cents)
        let turnover: BenefitFigure<Money> =
            amounts.isEmpty
            ? BenefitFigure(missing: nothingDeclared, declared)
            : BenefitFigure(Money(cents: amounts.reduce(0, +)), declared)
        return BenefitReport(
            line: input.line, period: input.period, span: input.span,
            measuredSpan: input.measuredSpan, effectiveness: input.effectiveness,
            products: products, turnover: turnover,
            jobs: JobTable(input.declared, over: input.period, input.settings),
            findings: findings(input, products, sales), settings: input.settings)
    }

    /// The rows of the period by product, in order of time.
    private static func sales(in input: BenefitInput) throws(DeclaredError) -> [Int: [SalesRow]] {
        let period = input.period
        let touching = input.declared.sales.filter {
            $0.period.from <= period.to && period.from <= $0.period.to
        }
        let cut = touching.filter { $0.period.from < period.from || period.to < $0.period.to }
        guard cut.isEmpty else {
            let file = input.declared.salesFile?.name ?? "sales"
            throw DeclaredError(
                mistakes: cut.map { row in
                    DeclaredMistake(
                        file: file, line: row.line,
                        .project(.cut(row: row.period, report: period)), .splitRow)
                })
        }
        return Dictionary(grouping: touching, by: \.product)
            .mapValues { $0.sorted { $0.period.from < $1.period.from } }
    }

    private static func products(
        _ input: BenefitInput, _ sales: [Int: [SalesRow]]
    ) -> [ProductBenefit] {
        let made = input.output.good.filter { $0.value != 0 }.keys
        let indices = Set(made.filter { $0 >= 0 }.map(Int.init)).union(sales.keys).sorted()
        let listed = indices + (made.contains { $0 < 0 } ? [nil] : [])
        return listed.map { product in
            let good = input.output.figure(product: product)
            let rows = product.flatMap { sales[$0] } ?? []
            let declared = DeclaredProduct(rows, in: input.declared)
            return ProductBenefit(
                product: product, good: good, declared: declared,
                identity: StockIdentity(good: good, declared: declared, input: input))
        }
    }
}

/// Why a declared figure has no value.
let nothingDeclared = "nothing declared"

extension Provenance {
    init(declaredIn file: DeclaredFile?) {
        self.init(source: .declared, definitions: [], coverage: nil, file: file)
    }
}

extension DeclaredProduct {
    /// Sums up rows in order of time; nil where there is none.
    fileprivate init?(_ rows: [SalesRow], in data: DeclaredData) {
        guard let first = rows.first, let last = rows.last else { return nil }
        let provenance = Provenance(declaredIn: data.salesFile)
        /// As the sales state it, else as it was counted.
        func stock(_ stated: Int64?, at day: LocalDate) -> BenefitFigure<Int64> {
            if let stated { return BenefitFigure(stated, provenance) }
            let count = data.stock.last { $0.product == first.product && $0.day == day }
            return count.map {
                BenefitFigure($0.quantity, Provenance(declaredIn: data.stockFile))
            } ?? BenefitFigure(missing: nothingDeclared, provenance)
        }
        func sum(_ column: (SalesRow) -> Int64) -> Int64 { rows.reduce(0) { $0 + column($1) } }
        openingStock = stock(first.openingStock, at: first.period.from.adding(days: -1))
        sold = BenefitFigure(sum(\.sold), provenance)
        closingStock = stock(last.closingStock, at: last.period.to)
        samplesAndScrap = BenefitFigure(sum(\.samplesAndScrap), provenance)
        turnover = BenefitFigure(Money(cents: sum(\.turnover.cents)), provenance)
        days = rows.reduce(0) { $0 + $1.period.days }
    }
}
