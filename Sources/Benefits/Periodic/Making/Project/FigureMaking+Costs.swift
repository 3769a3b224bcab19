internal import Plant
internal import Reporting

// M01: what was spent, or is to be, by category.

extension FigureMaking {
    /// The newest itemised accounts that the report can know, else the budget.
    var costs: Document.Table {
        let accounts = itemisedAccounts
        let items = accounts?.items ?? project.budget
        let spent: SourceClass = accounts == nil ? .declared : .audited
        let fundable = Fundable(items, project, ruleSet.parameters).amounts
        let rows = zip(items, fundable).enumerated().map { place, item in
            let (item, fundable) = item
            return Document.Row(
                id: "\(place + 1)",
                cells: [
                    Document.Cell(LocalizedText(both: item.category.rawValue)),
                    Document.Cell(item.name), amount(item.amount, spent),
                    counted(item, fundable: fundable, isAudited: accounts != nil),
                ])
        }
        return Document.Table(
            id: FigureID.m01.rawValue, title: costTitle(accounts),
            columns: [
                .init(id: "category", title: words("Category", "類別")),
                .init(id: "name", title: words("Item", "項目")),
                .init(
                    id: "amount",
                    title: accounts == nil ? words("Quoted", "報價") : words("Spent", "開支"),
                    isFigure: true),
                .init(
                    id: "counted",
                    title: accounts == nil
                        ? words("Approved", "獲批") : words("Eligible", "合資格"), isFigure: true),
            ], rows: input.form == .first || rows.isEmpty ? rows : rows + [total(of: rows)])
    }

    /// What the items add up to; nothing where one of them is not known.
    private func total(of items: [Document.Row]) -> Document.Row {
        let basis = Document.Basis(source: .computed, formula: words("Σ items", "Σ 各項目"))
        let sums = [(2, "amount"), (3, "counted")].map { place, column in
            let cents = items.map { $0.cells[place].value.cents }
            return live(
                money(
                    cents.contains(nil)
                        ? nil : Money(cents: cents.reduce(0) { $0 + ($1 ?? 0) }), basis),
                .sum(
                    items.map {
                        .init(table: FigureID.m01.rawValue, row: $0.id, column: column)
                    }))
        }
        return Document.Row(
            id: "(total)",
            cells: [
                Document.Cell(BenefitTerm.total.wording), Document.Cell(words("", "")),
            ] + sums, isTotal: true)
    }

    /// A progress report knows none of days after its own.
    private var itemisedAccounts: Accounts? {
        let knowsAll = input.form == .first || input.template.kind != .progress
        return [project.finalAccounts, project.interimAccounts].compactMap { $0 }
            .first { !$0.items.isEmpty && (knowsAll || $0.to <= period.to) }
    }

    /// What counts of an item: as it is stated, else what the scheme's caps leave of it.
    private func counted(
        _ item: CostItem, fundable: Money, isAudited: Bool
    ) -> Document.Cell {
        if input.form == .first {
            return money(item.counted, Document.Basis(source: isAudited ? .audited : .declared))
        }
        if let stated = item.counted {
            return amount(stated, isAudited ? .audited : .decided)
        }
        let formula =
            isAudited
            ? words("spent, within the scheme's caps", "開支，以計劃的上限為限")
            : words("quoted, within the scheme's caps", "報價，以計劃的上限為限")
        return money(fundable, Document.Basis(source: .computed, formula: formula))
    }

    private func costTitle(_ accounts: Accounts?) -> LocalizedText {
        guard input.form != .first else { return FigureID.m01.name }
        guard let accounts else {
            return words(
                "\(FigureID.m01.name.english): the budget at application",
                "\(FigureID.m01.name.traditionalChinese)：申請時的預算")
        }
        return words(
            "\(FigureID.m01.name.english): audited accounts to \(accounts.to)",
            "\(FigureID.m01.name.traditionalChinese)：截至 \(accounts.to) 的經審計帳目")
    }
}
