internal import Plant
internal import Reporting

// B07: finished stock as the sales state it, beside how it was counted.

/// Finished stock of a product at one end of what is declared of it; quantities in millionths.
struct StockEnd {
    /// `opening` or `closing`.
    var key: String
    var title: LocalizedText
    /// As the sales state it; nil: they do not.
    var stated: Int64?
    /// The files of the sales.
    var entries: [DeclaredEntry]
    /// As it was counted at the end of the same day; nil: it was not.
    var count: DeclaredBook.Stated<StockCount>?

    /// Counted − stated; nil where one of them is not declared.
    var difference: Int64? {
        count.flatMap { count in stated.map { count.row.quantity - $0 } }
    }

    /// Under which key what is taken is shown (B07).
    var sourceKey: String { stated == nil ? "\(key)/counted" : key }

    /// The files of what is taken: the sales, else the count.
    var sources: [DeclaredEntry] { stated == nil ? count.map { [$0.entry] } ?? [] : entries }
}

extension FigureMaking {
    /// Opening and closing stock of a product of a line.
    func stockEnds(_ line: ProjectLine, _ product: Int) -> [StockEnd] {
        let rows = (sales(of: line) ?? []).filter { $0.row.product == product }
        let first = rows.min { $0.row.period.from < $1.row.period.from }
        let last = rows.max { $0.row.period.to < $1.row.period.to }
        let counts = input.form == .first ? [] : book.stock(line: line.id)
        func end(
            _ key: String, _ title: LocalizedText, _ stated: Int64?, _ day: LocalDate
        ) -> StockEnd {
            StockEnd(
                key: key, title: title, stated: stated, entries: rows.map(\.entry),
                count: counts.last { $0.row.product == product && $0.row.day == day })
        }
        return [
            end(
                "opening", words("opening", "期初"), first?.row.openingStock,
                (first?.row.period.from ?? period.from).adding(days: -1)),
            end(
                "closing", words("closing", "期末"), last?.row.closingStock,
                last?.row.period.to ?? period.to),
        ]
    }

    /// Stated, counted, and how much they differ.
    func rows(
        of end: StockEnd, _ product: String, _ title: LocalizedText, _ unit: Document.Unit
    ) -> [FigureRow] {
        let (key, title) = ("\(product)/\(end.key)", joined(title, end.title))
        func value(_ millionths: Int64) -> Document.Value { .count(millionths: millionths, unit) }
        let stated = end.stated.map { Document.Cell(value($0), declared(end.entries)) }
        var rows = [row(key, title, stated ?? gap(.notDeclared))]
        guard let count = end.count else { return rows }
        let counted = declared([count.entry])
        rows.append(
            row(
                "\(key)/counted",
                joined(title, words("counted on \(count.row.day)", "\(count.row.day) 盤點")),
                Document.Cell(value(count.row.quantity), counted)))
        guard let stated = end.stated, let difference = end.difference else { return rows }
        let basis = Document.Basis(
            source: .computed, formula: words("counted − stated", "盤點 − 申報"),
            inputs: [
                .init(
                    name: words("counted", "盤點"), value: value(count.row.quantity),
                    source: .declared),
                .init(name: words("stated", "申報"), value: value(stated), source: .declared),
            ], evidence: counted.evidence + declared(end.entries).evidence)
        rows.append(
            row(
                "\(key)/difference", joined(title, words("difference", "差額")),
                live(
                    Document.Cell(value(difference), basis),
                    .minus(.figure(.b07, "\(key)/counted"), .figure(.b07, key)))))
        return rows
    }

    /// What a reader must know first: stock that was counted otherwise than the sales state it.
    var stockNotices: [Document.Block] {
        project.lines.flatMap { line in
            (sales[line.id]?.products ?? []).compactMap(\.product).flatMap { product in
                stockEnds(line, product).compactMap { end -> Document.Block? in
                    guard let difference = end.difference, difference != 0 else { return nil }
                    let title = joined(name(line), plant.products[product].name, end.title)
                    let amount = groupedText(difference, digits: 6, trimmed: true)
                    return .notice(
                        .init(
                            severity: .warning, code: "stock_counted_otherwise",
                            text: words(
                                "\(title.english): counted stock differs from that of the sales "
                                    + "by \(amount) (B07)",
                                "\(title.traditionalChinese)：盤點存貨與銷售申報相差 \(amount)（B07）")))
                }
            }
        }
    }
}
