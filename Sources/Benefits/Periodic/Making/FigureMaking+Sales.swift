internal import Plant
internal import Reporting

// B02 to B09: what is declared as sold, and what the good pieces bound.

extension FigureMaking {
    /// The rows of a line's sales that lie wholly in the period; nil where one lies only partly in
    /// it.
    func sales(of line: ProjectLine) -> [DeclaredBook.Stated<SalesRow>]? {
        let touching = book.sales(line: line.id).filter {
            $0.row.period.from <= period.to && period.from <= $0.row.period.to
        }
        let isWhole = touching.allSatisfy {
            period.from <= $0.row.period.from && $0.row.period.to <= period.to
        }
        return isWhole ? touching : nil
    }

    /// B02 of a line as the setting defines it; nil: nothing, or only a part, is declared.
    func turnover(of line: ProjectLine) -> Money? {
        sum(sales(of: line) ?? []) { row in
            switch turnoverRule {
            case .net: row.turnover
            case .netOutsideGroup:
                row.related.map { Money(cents: row.turnover.cents - $0.cents) }
            case .gross: row.returns.map { Money(cents: row.turnover.cents + $0.cents) }
            }
        }
    }

    /// Which sales are turnover; the first form knows no gross.
    private var turnoverRule: ProjectSettings.Turnover {
        let rule = project.settings.turnover.value
        return rule == .gross && input.form == .first ? .net : rule
    }

    /// Declared as it is, or computed from declared amounts.
    var turnoverSource: SourceClass { turnoverRule == .net ? .declared : .computed }

    /// B02 of the whole project; nil where a line declares nothing.
    var turnover: Money? {
        let amounts = project.lines.map(turnover(of:))
        guard amounts.allSatisfy({ $0 != nil }) else { return nil }
        return Money(cents: amounts.reduce(0) { $0 + ($1?.cents ?? 0) })
    }

    func turnover(_ id: FigureID) -> [FigureRow] {
        switch id {
        case .b02: turnoverRows
        case .b03: project.lines.flatMap(destinations)
        case .b04:
            project.lines.map { line in
                let rows = sales(of: line) ?? []
                return row(
                    line.id, name(line),
                    money(
                        sum(rows) { $0.related }, declared(rows.map(\.entry)),
                        gap(line, .noRelated) { $0.related }))
            }
        default: [row(.b09, companyTurnover)]
        }
    }

    /// Why a line's sales have no figure.
    private func gap(_ line: ProjectLine) -> FigureGap {
        sales(of: line) == nil ? .cutRow : .notDeclared
    }

    /// The same of a part of each row, where not every row says it; the first form said it of
    /// returns alone.
    private func gap(
        _ line: ProjectLine, _ unsaid: FigureGap, _ part: (SalesRow) -> Money?
    ) -> FigureGap {
        let isUnsaid = (sales(of: line) ?? []).contains { part($0.row) == nil }
        return isUnsaid && input.form != .first ? unsaid : gap(line)
    }

    /// Why a line's turnover has none.
    private func turnoverGap(_ line: ProjectLine) -> FigureGap {
        switch turnoverRule {
        case .net: gap(line)
        case .netOutsideGroup: gap(line, .noRelated) { $0.related }
        case .gross: gap(line, .noReturns) { $0.returns }
        }
    }

    /// Returns and rebates that the turnover is net of, where they are declared.
    private func returns(_ line: ProjectLine) -> [FigureRow] {
        let rows = sales(of: line) ?? []
        guard input.form != .first, let returns = sum(rows, { $0.returns }) else { return [] }
        return [
            row(
                "\(line.id)/returns", joined(name(line), words("returns and rebates", "退貨及回贈")),
                money(returns, declared(rows.map(\.entry))))
        ]
    }

    private var turnoverRows: [FigureRow] {
        let setting = project.settings.turnover.value
        let rows = project.lines.flatMap { line in
            let entries = (sales(of: line) ?? []).map(\.entry)
            let kind =
                input.form == .first ? LocalizedText(both: setting.rawValue) : setting.wording
            let basis = declared(
                entries, turnoverSource,
                formula: words(
                    "Σ declared rows (\(kind.english))", "Σ 各申報行（\(kind.traditionalChinese)）"))
            let amount = live(
                money(turnover(of: line), basis, turnoverGap(line)), turnoverByProduct(line))
            return [row(line.id, name(line), amount)] + returns(line)
        }
        guard project.lines.count > 1 else { return rows }
        let basis = Document.Basis(source: .computed, formula: words("Σ lines", "Σ 各生產線"))
        return rows + [
            row(
                "project", words("project", "項目"),
                live(
                    money(turnover, basis, .notComparable),
                    .sum(project.lines.map { .figure(.b02, $0.id) })))
        ]
    }

    /// B02 of a line from what each product brought (``bound``).
    private func turnoverByProduct(_ line: ProjectLine) -> CellFormula {
        let products = (sales[line.id]?.products ?? []).filter {
            $0.declared?.turnover.value != nil
        }
        let all = CellFormula.sum(
            products.compactMap(\.product).map {
                bound(line, $0, "turnover")
            })
        return switch turnoverRule {
        case .net: all
        case .netOutsideGroup: .minus(all, .figure(.b04, line.id))
        case .gross: .plus(all, .figure(.b02, "\(line.id)/returns"))
        }
    }

    /// Net turnover of a line, the group included, from B02 as the setting defines it.
    private func netTurnover(_ line: ProjectLine) -> CellFormula {
        let stated = CellFormula.figure(.b02, line.id)
        return switch turnoverRule {
        case .net: stated
        case .netOutsideGroup: .plus(stated, .figure(.b04, line.id))
        case .gross: .minus(stated, .figure(.b02, "\(line.id)/returns"))
        }
    }

    private func sum(
        _ rows: [DeclaredBook.Stated<SalesRow>], _ part: (SalesRow) -> Money?
    ) -> Money? {
        let parts = rows.map { part($0.row) }
        guard !parts.isEmpty, parts.allSatisfy({ $0 != nil }) else { return nil }
        return Money(cents: parts.reduce(0) { $0 + ($1?.cents ?? 0) })
    }

    private func destinations(_ line: ProjectLine) -> [FigureRow] {
        let rows = sales(of: line) ?? []
        let basis = declared(rows.map(\.entry))
        let export = sum(rows) { $0.export }
        let all = sum(rows) { $0.turnover }
        let local = export.flatMap { export in
            all.map { Money(cents: $0.cents - export.cents) }
        }
        let unsaid = gap(line, .noExport) { $0.export }
        var computed = basis
        (computed.source, computed.formula) = (
            .computed,
            input.form == .first
                ? FigureID.b03.formula : words("net turnover − export", "淨生意額 − 出口")
        )
        var amounts: [String: Int64] = [:]
        for destination in rows.flatMap(\.row.destinations) {
            amounts[destination.code, default: 0] += destination.amount.cents
        }
        return [
            row(
                "\(line.id)/local", joined(name(line), words("local", "本地")),
                live(
                    money(local, computed, unsaid),
                    .minus(netTurnover(line), .figure(.b03, "\(line.id)/export")))),
            row(
                "\(line.id)/export", joined(name(line), words("export", "出口")),
                money(export, basis, unsaid)),
        ] + (input.form == .first ? [] : netTotal(line, all, basis))
            + amounts.sorted { $0.key < $1.key }.map { code, cents in
                row(
                    "\(line.id)/\(code)",
                    joined(name(line), words("export to \(code)", "出口至 \(code)")),
                    money(Money(cents: cents), basis))
            }
    }

    /// What local and export add up to, where B02 is another turnover.
    private func netTotal(
        _ line: ProjectLine, _ net: Money?, _ basis: Document.Basis
    ) -> [FigureRow] {
        var computed = basis
        computed.source = .computed
        switch turnoverRule {
        case .net: return []
        case .netOutsideGroup:
            computed.formula = words(
                "local + export = B02 + related-party sales (B04)",
                "本地 + 出口 = B02 + 關連方銷售（B04）")
        case .gross:
            computed.formula = words(
                "local + export = B02 − returns and rebates", "本地 + 出口 = B02 − 退貨及回贈")
        }
        return [
            row(
                "\(line.id)/net",
                joined(
                    name(line),
                    words(
                        "local and export: net turnover, the group included",
                        "本地及出口合計：淨生意額（包括集團內銷售）")),
                live(money(net, computed, gap(line)), netTurnover(line)))
        ]
    }

    /// B09: the company's figure of exactly this period.
    var companyFigure: DeclaredBook.Stated<CompanyFigure>? {
        book.company.last {
            $0.row.item == .turnover && $0.row.from == period.from && $0.row.to == period.to
        }
    }

    private var companyTurnover: Document.Cell {
        guard let figure = companyFigure else { return gap(.notDeclared, .audited) }
        return money(Money(cents: figure.row.value), declared([figure.entry], .audited))
    }

    /// B05 to B08, by line and product.
    func products(_ id: FigureID) -> [FigureRow] {
        let found = project.lines.flatMap { line -> [FigureRow] in
            guard let report = sales[line.id] else {
                let missing: FigureGap = input.measured[line.id] == nil ? .notInPlant : .cutRow
                return [row(line.id, name(line), gap(missing))]
            }
            return report.products.compactMap { benefit in
                benefit.product.map { (benefit, $0) }
            }.flatMap { benefit, product in
                rows(id, line, benefit.declared, product)
            }
        }
        return found.isEmpty ? [row(id, gap(.notDeclared))] : found
    }

    private func rows(
        _ id: FigureID, _ line: ProjectLine, _ product: DeclaredProduct?, _ index: Int
    ) -> [FigureRow] {
        let title = joined(name(line), plant.products[index].name)
        let key = "\(line.id)/\(plant.products[index].id)"
        if id == .b07 {
            let found = stockEnds(line, index).flatMap { rows(of: $0, key, title, unit(index)) }
            return product == nil && found.allSatisfy { !$0.cell.value.isKnown }
                ? [row(key, title, gap(.notDeclared))] : found
        }
        guard let product else { return [row(key, title, gap(.notDeclared))] }
        let entries = (sales(of: line) ?? []).filter { $0.row.product == index }.map(\.entry)
        func quantity(_ figure: BenefitFigure<Int64>) -> Document.Cell {
            guard let value = figure.value else { return gap(.notDeclared) }
            return Document.Cell(.count(millionths: value, unit(index)), declared(entries))
        }
        switch id {
        case .b05: return [row(key, title, quantity(product.sold))]
        case .b06:
            let cell = price(product, entries, unit(index))
            return [
                row(
                    key, title,
                    live(
                        cell,
                        .quotient(.cell(bound(line, index, "turnover")), .figure(.b05, key))))
            ]
        default: return [row(key, title, quantity(product.samplesAndScrap))]
        }
    }

    private func price(
        _ product: DeclaredProduct, _ entries: [DeclaredEntry], _ unit: Document.Unit
    ) -> Document.Cell {
        let basis = declared(entries, .computed, formula: FigureID.b06.formula)
        guard let sold = product.sold.value, sold > 0, let turnover = product.turnover.value else {
            return Document.Cell(.none(FigureGap.noPrice.wording), basis)
        }
        // HK$ a unit, in millionths.
        let price = quotient(Int128(turnover.cents) * 10_000_000_000, Int128(sold))
        let dollars = Document.Unit(
            code: "HKD/\(unit.code)",
            name: words(
                "HK$ per \(unit.code == "{piece}" ? "piece" : unit.name.english)",
                "港元／\(unit.name.traditionalChinese)"),
            digits: 4)
        return Document.Cell(.count(millionths: price, dollars), basis)
    }
}
