internal import Plant
internal import Reporting

// B16, B17 and B22 to B27: what the company states, some of it beside the pieces.

extension FigureMaking {
    func stated(_ id: FigureID) -> [FigureRow] {
        switch id {
        case .b16: project.lines.flatMap { productivity($0) + loggedIn($0) }
        case .b17: project.lines.map { row($0.id, name($0), costIndex($0)) }
        case .b22: project.lines.map { row($0.id, name($0), amount(.wages, $0)) }
        case .b23:
            project.lines.flatMap { line in
                [
                    row(
                        "\(line.id)/machinery", joined(name(line), words("machinery", "機械")),
                        amount(.machinery, line)),
                    row(
                        "\(line.id)/premises", joined(name(line), words("premises", "廠房")),
                        amount(.premises, line)),
                ]
            }
        case .b24: research
        case .b25: listed(.certification, id)
        case .b26: listed(.function, id)
        default: project.lines.map { row($0.id, name($0), amount(.suppliers, $0)) }
        }
    }

    /// The cost rows of an item wholly in the period; nil where one lies only partly in it.
    func costs(_ item: CostRow.Item, _ line: ProjectLine) -> [DeclaredBook.Stated<CostRow>]? {
        let touching = book.costs(line: line.id).filter {
            $0.row.item == item && $0.row.period.from <= period.to
                && period.from <= $0.row.period.to
        }
        let isWhole = touching.allSatisfy {
            period.from <= $0.row.period.from && $0.row.period.to <= period.to
        }
        return isWhole ? touching : nil
    }

    private func amount(_ item: CostRow.Item, _ line: ProjectLine) -> Document.Cell {
        guard let rows = costs(item, line) else { return gap(.cutRow) }
        guard !rows.isEmpty else { return gap(.notDeclared) }
        let cents = rows.reduce(0) { $0 + ($1.row.amount?.cents ?? 0) }
        return money(Money(cents: cents), declared(rows.map(\.entry)))
    }

    /// The unit cost index of the last days of the period that one is declared for.
    func latestCostIndex(_ line: ProjectLine) -> DeclaredBook.Stated<CostRow>? {
        costs(.unitCostIndex, line)?.max { $0.row.period.to < $1.row.period.to }
    }

    private func costIndex(_ line: ProjectLine) -> Document.Cell {
        guard let last = latestCostIndex(line) else { return gap(.notDeclared) }
        let unit = Document.Unit(
            code: "{index}", name: words("(baseline 100)", "（基準 100）"), digits: 1)
        return Document.Cell(.count(millionths: last.row.value, unit), declared([last.entry]))
    }

    /// Paid hours of operators, in millionths, where they are declared for every day.
    func paidHours(_ line: ProjectLine) -> (hours: Int64, entries: [DeclaredEntry])? {
        guard let rows = costs(.operatorHours, line), !rows.isEmpty,
            rows.reduce(0, { $0 + $1.row.period.days }) == period.days
        else { return nil }
        return (rows.reduce(0) { $0 + $1.row.value }, rows.map(\.entry))
    }

    /// B16, and over the locked baseline.
    private func productivity(_ line: ProjectLine) -> [FigureRow] {
        guard let measured = input.measured[line.id] else {
            return [row(line.id, name(line), gap(.notInPlant, .computed))]
        }
        guard let paid = paidHours(line) else {
            return [row(line.id, name(line), gap(.noHours, .computed))]
        }
        var basis = self.measured(measured, .computed, formula: FigureID.b16.formula)
        basis.evidence = declared(paid.entries).evidence
        guard let good = measured.good(plant).totalGood, paid.hours > 0 else {
            return [
                row(line.id, name(line), Document.Cell(.none(FigureGap.notMeasured.wording), basis))
            ]
        }
        let unit = Self.goodPerHour
        let rate = quotient(Int128(good) * 1_000_000, Int128(paid.hours))
        basis.inputs = [
            .init(
                name: words("good units", "合格品"), value: .count(millionths: good, .pieces),
                source: .measured),
            .init(
                name: words("paid hours", "支薪工時"),
                value: .count(millionths: paid.hours, Self.hourUnit), source: .declared),
        ]
        let now = row(
            line.id, name(line),
            live(
                Document.Cell(.count(millionths: rate, unit), basis),
                .quotient(pieces("good", line, measured), .input(1))))
        guard let before = project.baseline?.goodPerOperatorHour else {
            return [
                now,
                row(
                    "\(line.id)/change", joined(name(line), words("over the baseline", "與基準比較")),
                    gap(.noBaseline, .computed)),
            ]
        }
        basis.formula = words("good per operator hour / baseline", "每工時合格品 / 基準")
        basis.inputs.append(
            .init(
                name: words("baseline", "基準"), value: .count(millionths: before, unit),
                source: .declared))
        return [
            now,
            row(
                "\(line.id)/change", joined(name(line), words("over the baseline", "與基準比較")),
                live(
                    Document.Cell(.ratio(Ratio(Int128(rate), Int128(before)), .number), basis),
                    .divided(.figure(.b16, line.id), .input(2)))),
        ]
    }

    private var research: [FigureRow] {
        let counts: [(CompanyFigure.Item, LocalizedText)] = [
            (.newProducts, words("new products", "新產品")),
            (.patentsFiled, words("patents filed", "已提交的專利申請")),
            (.patentsGranted, words("patents granted", "獲批專利")),
        ]
        let spent = project.lines.map {
            row(
                "\($0.id)/spending", joined(name($0), words("R&D spending", "研發開支")),
                amount(.research, $0))
        }
        return spent
            + counts.map { item, title in
                let figure = book.company.last {
                    $0.row.item == item && $0.row.from == period.from && $0.row.to == period.to
                }
                let code = item == .newProducts ? "{product}" : "{patent}"
                let unit = Document.Unit(
                    code: input.form == .first ? "1" : code, name: words("", ""))
                return row(
                    item.rawValue, title,
                    figure.map {
                        Document.Cell(
                            .count(millionths: $0.row.value * 1_000_000, unit),
                            declared([$0.entry]))
                    } ?? gap(.notDeclared))
            }
    }

    /// Certificates and functions that overlap the period.
    private func listed(_ item: CompanyFigure.Item, _ id: FigureID) -> [FigureRow] {
        let found = book.company.filter {
            $0.row.item == item && $0.row.from <= period.to
                && $0.row.to.map { period.from <= $0 } ?? true
        }
        guard !found.isEmpty else { return [row(id, gap(.notDeclared))] }
        return found.enumerated().map { place, figure in
            let until = figure.row.to
            let title = until.map { words("valid to \($0)", "有效至 \($0)") } ?? words("open", "無期限")
            let parts = [figure.row.name, figure.row.text].filter { !$0.isEmpty }
            var cell = Document.Cell(LocalizedText(both: parts.joined(separator: ", ")))
            cell.basis = declared([figure.entry])
            return row("\(place + 1)", title, cell)
        }
    }
}
