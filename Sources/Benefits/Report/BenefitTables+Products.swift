internal import Plant
public import Reporting

extension BenefitTables {
    private static let table = "products"
    private static let identity = words(
        "opening stock + good output − sold − closing stock − samples and scrap",
        "期初存貨 + 合格品 − 銷售 − 期末存貨 − 樣本及報廢")
    private static let share = words(
        "sold / (opening stock + good output)", "銷售 / (期初存貨 + 合格品)")

    /// Every product with its measured and its declared figures, side by side; drawn where all are
    /// counted in one unit.
    var products: Document.Block {
        let table = productTable
        let units = Set(report.products.compactMap { $0.product.map { plant.products[$0].unit } })
        guard units.count == 1 else { return .table(table) }
        return .chart(
            Document.Chart(
                kind: .bars, table: table, series: ["good", "sold", "closing"],
                summary: BenefitTerm.productsChart.wording))
    }

    private var productTable: Document.Table {
        let rows = report.products.map(row)
        return Document.Table(
            id: Self.table, title: BenefitTerm.products.wording,
            columns: [
                column("product", .product), column("opening", .openingStock, isFigure: true),
                column("good", .good, isFigure: true), column("sold", .sold, isFigure: true),
                column("closing", .closingStock, isFigure: true),
                column("samples", .samples, isFigure: true),
                column("difference", .difference, isFigure: true),
                column("share", .soldOfAvailable, isFigure: true),
                column("identity", .identity), column("turnover", .turnover, isFigure: true),
            ], rows: rows + [total(rows)])
    }

    private func at(_ row: String, _ column: String) -> CellAddress {
        CellAddress(table: Self.table, row: row, column: column)
    }

    private func row(_ product: ProductBenefit) -> Document.Row {
        let id = product.product.map { plant.products[$0].id } ?? "(unknown)"
        let name = product.product.map { plant.products[$0].name }
        let unit = product.product.map { Document.Unit(plant.products[$0].unit) } ?? .pieces
        let count = { (millionths: Int64) in Document.Value.count(millionths: millionths, unit) }
        let declared = product.declared
        func cell(_ figure: KeyPath<DeclaredProduct, BenefitFigure<Int64>>) -> Document.Cell {
            guard let declared else { return undeclared }
            return self.cell(declared[keyPath: figure], nil, count)
        }
        let good = self.cell(
            product.good,
            basis(product.good.provenance, link: lineLink), count)
        let turnover =
            declared.map { self.cell($0.turnover) { .money(cents: $0.cents) } } ?? undeclared
        return Document.Row(
            id: id,
            cells: [
                .init(name ?? BenefitTerm.productUnknown.wording), cell(\.openingStock), good,
                cell(\.sold), cell(\.closingStock), cell(\.samplesAndScrap),
                difference(product, id, unit), share(product, id), verdict(product), turnover,
            ])
    }

    private var undeclared: Document.Cell {
        Document.Cell(
            .none(BenefitTerm.notDeclared.wording), basis(report.turnover.provenance))
    }

    /// What the comparison rests on: it is computed from measured and declared figures.
    private func comparison(_ product: ProductBenefit, _ formula: LocalizedText) -> Document.Basis {
        var basis = basis(product.good.provenance, formula: formula)
        basis.source = .computed
        basis.evidence = product.declared.map { self.basis($0.sold.provenance).evidence } ?? []
        return basis
    }

    private func difference(
        _ product: ProductBenefit, _ id: String, _ unit: Document.Unit
    ) -> Document.Cell {
        let basis = comparison(product, Self.identity)
        guard let identity = product.identity else {
            return Document.Cell(.none(BenefitTerm.notCompared.wording), basis)
        }
        let there = CellFormula.plus(.cell(at(id, "opening")), .cell(at(id, "good")))
        let gone = CellFormula.sum([at(id, "sold"), at(id, "closing"), at(id, "samples")])
        return Document.Cell(
            .count(millionths: identity.difference, unit), basis, formula: .minus(there, gone))
    }

    private func share(_ product: ProductBenefit, _ id: String) -> Document.Cell {
        let basis = comparison(product, Self.share)
        guard let identity = product.identity, let sold = product.declared?.sold.value else {
            return Document.Cell(.none(BenefitTerm.notCompared.wording), basis)
        }
        guard identity.available > 0 else {
            return Document.Cell(.none(BenefitTerm.nothingThere.wording), basis)
        }
        let there = CellFormula.plus(.cell(at(id, "opening")), .cell(at(id, "good")))
        return Document.Cell(
            .ratio(Ratio(Int128(sold), Int128(identity.available)), .percent), basis,
            formula: .divided(.cell(at(id, "sold")), there))
    }

    private func verdict(_ product: ProductBenefit) -> Document.Cell {
        Document.Cell(product.identity?.verdict.wording ?? BenefitTerm.notCompared.wording)
    }

    /// Quantities of several products are not added up; money is.
    private func total(_ rows: [Document.Row]) -> Document.Row {
        let declared = rows.filter { $0.cells.last?.value.isFigure ?? false }
        var turnover = cell(report.turnover) { .money(cents: $0.cents) }
        if !declared.isEmpty {
            turnover.formula = .sum(declared.map { at($0.id, "turnover") })
            turnover.basis?.formula = words("Σ turnover by product", "Σ 各產品生意額")
        }
        let blank = Document.Cell(words("", ""))
        let name = Document.Cell(BenefitTerm.total.wording)
        return Document.Row(
            id: "(total)", cells: [name] + Array(repeating: blank, count: 8) + [turnover],
            isTotal: true)
    }
}

extension Document.Unit {
    /// Items of a product without a unit of its own.
    public static let pieces = Document.Unit(
        code: "{piece}", name: words("pieces", "件"), one: words("piece", "件"))
    /// Posts.
    package static let jobs = Document.Unit(
        code: "{job}", name: words("jobs", "個"), one: words("job", "個"))
    /// Full-time equivalents.
    package static let fullTime = Document.Unit(
        code: "{FTE}", name: words("FTE", "全職等值"), digits: 2)
    /// Days of the calendar.
    package static let days = Document.Unit(
        code: "d", name: words("days", "日"), one: words("day", "日"))

    /// A unit as the plant file names it.
    package init(_ name: String) {
        self = name == "piece" ? .pieces : Document.Unit(code: name, name: words(name, name))
    }
}
