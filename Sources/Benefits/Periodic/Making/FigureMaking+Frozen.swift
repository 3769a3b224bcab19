internal import Plant
internal import Reporting

// What was frozen of the project file, beside what it says.

extension FigureMaking {
    /// Each value that is frozen, or will be; none in the first form.
    var frozen: [FreezeComparison] {
        input.form == .first ? [] : project.compared(with: input.freezes, plant)
    }

    /// What was frozen, when and by whom, and what the project file says now.
    var freezes: [Document.Block] {
        let values = frozen
        guard !values.isEmpty else { return [] }
        // What a record of a check says is in no file.
        let recorded = Document.Basis(source: .declared)
        let rows = values.map { value in
            Document.Row(
                id: value.key,
                cells: [
                    Document.Cell(value.name),
                    value.frozen.map { Document.Cell($0.value.content.cell, recorded) }
                        ?? gap(.notFrozen),
                    value.frozen.map { Document.Cell(.date($0.day), recorded) } ?? gap(.notFrozen),
                    value.frozen.map { said(LocalizedText(both: $0.officer), recorded) }
                        ?? gap(.notFrozen),
                    value.now.map { Document.Cell($0.cell, filed(.declared)) } ?? gap(.notSaid),
                ])
        }
        return [
            .table(
                Document.Table(
                    id: FigureID.frozen.rawValue, title: FigureID.frozen.name,
                    columns: [
                        .init(id: "value", title: words("Value", "數值")),
                        .init(id: "frozen", title: words("Frozen", "凍結值"), isFigure: true),
                        .init(id: "on", title: words("Frozen on", "凍結日期"), isFigure: true),
                        .init(id: "by", title: words("By", "凍結者"), isFigure: true),
                        .init(id: "now", title: words("Now", "現時"), isFigure: true),
                    ], rows: rows))
        ]
    }
}
