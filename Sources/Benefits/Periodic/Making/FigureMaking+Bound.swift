internal import Plant
internal import Production
internal import Reporting

// What could be sold at most: the good pieces and the opening stock, at a price (V33, R07).

extension FigureMaking {
    private static let table = FigureID.bound.rawValue

    /// Declared turnover beside what the good pieces could have brought; the first form has no
    /// picture of it.
    var boundBlock: Document.Block {
        let table = bound
        guard input.form != .first else { return .table(table) }
        return table.drawn(
            .bars, ["turnover", "ceiling", "listed"],
            words(
                "Declared turnover of each product beside the most that its opening stock and good "
                    + "pieces could have brought, at two prices.",
                "各產品的申報生意額，與期初存貨及合格品按兩種售價最多可得的生意額並列。"))
    }

    /// One row a line and product, measured beside declared.
    private var bound: Document.Table {
        let rows = project.lines.flatMap { line -> [Document.Row] in
            guard let report = sales[line.id], let measured = input.measured[line.id] else {
                return []
            }
            return report.products.compactMap { benefit in
                benefit.product.map { boundRow(line, measured, benefit, $0) }
            }
        }
        func column(_ id: String, _ english: String, _ chinese: String) -> Document.Column {
            .init(id: id, title: words(english, chinese), isFigure: true)
        }
        return Document.Table(
            id: Self.table, title: FigureID.bound.name,
            columns: [
                .init(id: "product", title: words("Product", "產品")),
                column("opening", "Opening stock", "期初存貨"),
                column("good", "Good pieces", "合格品"),
                column("available", "Could be sold", "可供銷售"),
                column("sold", "Declared as sold", "申報銷售"),
                column("ratio", "Sold of what could be", "銷售佔可供銷售"),
                column("turnover", "Declared turnover", "申報生意額"),
                column("ceiling", "At the average price", "按平均售價的上限"),
                column("listed", "At the highest listed price", "按最高價目的上限"),
                column("share", "Turnover of that bound", "生意額佔上限"),
                .init(id: "verdict", title: words("Stock identity", "存貨等式")),
            ], rows: rows)
    }

    /// Where something of a product stands in it.
    func bound(_ line: ProjectLine, _ product: Int, _ column: String) -> CellAddress {
        CellAddress(
            table: Self.table, row: "\(line.id)/\(plant.products[product].id)", column: column)
    }

    private func boundRow(
        _ line: ProjectLine, _ measured: MeasuredLine, _ benefit: ProductBenefit, _ product: Int
    ) -> Document.Row {
        let id = "\(line.id)/\(plant.products[product].id)"
        func at(_ column: String) -> CellFormula { .cell(bound(line, product, column)) }
        let sold = (sales(of: line) ?? []).filter { $0.row.product == product }.map(\.entry)
        let end = stockEnds(line, product)[0]
        let stock = end.sources
        let entries = stock == sold ? sold : stock + sold
        let said = declared(sold)
        let declared = benefit.declared
        func quantity(_ value: Int64?, _ basis: Document.Basis, _ missing: FigureGap)
            -> Document.Cell
        {
            Document.Cell(
                value.map { .count(millionths: $0, unit(product)) } ?? .none(missing.wording),
                basis)
        }
        func share(_ part: Int64?, _ whole: Int64?, _ said: LocalizedText) -> Document.Cell {
            ratio(part, whole, mixed(measured, entries, said))
        }
        let opening = declared?.openingStock.value
        let good = benefit.good.value
        var available = quantity(
            opening.flatMap { opening in good.map { $0 + opening } },
            mixed(measured, entries, words("opening stock + good", "期初存貨 + 合格品")),
            .notComparable)
        available.formula = available.value.isKnown ? .plus(at("opening"), at("good")) : nil
        let limits = ceilings(line, measured, entries, benefit, product)
        return Document.Row(
            id: id,
            cells: [
                Document.Cell(joined(name(line), plant.products[product].name)),
                live(
                    quantity(opening, self.declared(stock), .notDeclared),
                    .figure(.b07, "\(id)/\(end.sourceKey)")),
                live(
                    quantity(
                        good, self.measured(measured),
                        measured.output.isQualityMeasured ? .notMeasured : .qualityNotMeasured),
                    .figure(.b10, "\(id)/good")),
                available,
                live(quantity(declared?.sold.value, said, .notDeclared), .figure(.b05, id)),
                live(
                    share(
                        declared?.sold.value, available.value.millionths,
                        words("sold / (opening stock + good)", "銷售 /（期初存貨 + 合格品）")),
                    .divided(at("sold"), at("available"))),
                money(declared?.turnover.value, said), limits.average, limits.listed,
                live(
                    share(
                        declared?.turnover.value?.cents, limits.average.value.cents,
                        words("turnover / bound", "生意額 / 上限")),
                    .divided(at("turnover"), at("ceiling"))),
                Document.Cell(
                    benefit.identity?.verdict.wording ?? FigureGap.notComparable.wording),
            ])
    }

    private func mixed(
        _ measured: MeasuredLine, _ entries: [DeclaredEntry], _ formula: LocalizedText?
    ) -> Document.Basis {
        var basis = self.measured(measured, .computed, formula: formula)
        basis.evidence = declared(entries).evidence
        return basis
    }

    func ratio(_ part: Int64?, _ whole: Int64?, _ basis: Document.Basis) -> Document.Cell {
        guard let part, let whole, whole > 0 else {
            return Document.Cell(.none(FigureGap.notComparable.wording), basis)
        }
        return Document.Cell(.ratio(Ratio(Int128(part), Int128(whole)), .percent), basis)
    }

    /// (opening stock + good) at the product's own average price, and at the highest listed one.
    private func ceilings(
        _ line: ProjectLine, _ measured: MeasuredLine, _ entries: [DeclaredEntry],
        _ benefit: ProductBenefit,
        _ product: Int
    ) -> (average: Document.Cell, listed: Document.Cell) {
        func at(_ column: String) -> CellFormula { .cell(bound(line, product, column)) }
        let basis = mixed(measured, entries, FigureID.bound.formula)
        let available = benefit.declared?.openingStock.value.flatMap { opening in
            benefit.good.value.map { $0 + opening }
        }
        let average = available.flatMap { available -> Money? in
            guard let sold = benefit.declared?.sold.value, sold > 0,
                let turnover = benefit.declared?.turnover.value
            else { return nil }
            return Money(
                cents: quotient(Int128(turnover.cents) * Int128(available), Int128(sold)))
        }
        let lists = priceLists(product)
        var listedBasis = basis
        listedBasis.evidence += declared(lists.map(\.entry)).evidence
        let highest = lists.map(\.row.highest).max()
        let listed = available.flatMap { available in
            highest.map {
                Money(cents: quotient(Int128($0.cents) * Int128(available), 1_000_000))
            }
        }
        let prices = lists.indices.map(CellFormula.input)
        let dearest = prices.dropFirst().reduce(prices.first) { most, next in
            most.map { .greatest($0, next) }
        }
        return (
            live(
                money(average, basis, .notComparable),
                .rounded(
                    .divided(.times(at("turnover"), at("available")), at("sold")), digits: 2)),
            live(
                money(listed, listedBasis, lists.isEmpty ? .notDeclared : .notComparable),
                dearest.map { .rounded(.times($0, at("available")), digits: 2) },
                inputs: lists.map { list in
                    Document.Input(
                        name: words(
                            "highest listed price from \(list.row.from)",
                            "\(list.row.from) 起最高價目"),
                        value: .money(cents: list.row.highest.cents), source: .declared)
                })
        )
    }

    /// The lists that hold on some day of the period; the first form took that of its last day.
    func priceLists(_ product: Int) -> [DeclaredBook.Stated<PriceRange>] {
        guard input.form == .first else { return book.prices(product: product, in: period) }
        return book.price(product: product, on: period.to).map { [$0] } ?? []
    }
}

extension Document.Value {
    /// Of a count.
    var millionths: Int64? { if case .count(let millionths, _) = self { millionths } else { nil } }
    /// Of money.
    var cents: Int64? { if case .money(let cents) = self { cents } else { nil } }
}
