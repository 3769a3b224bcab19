internal import Plant
internal import Reporting

// What was frozen of the project file, beside what it says.

extension FigureMaking {
    /// Each value that is frozen, or will be; none in the first form.
    var frozen: [FreezeComparison] {
        input.form == .first ? [] : input.project.compared(with: input.freezes, plant)
    }

    /// What was frozen, when and by whom, and what the project file says now.
    var freezes: [Document.Block] {
        let values = frozen
        guard !values.isEmpty else { return [] }
        let rows = values.map { value in
            func frozen(_ cell: (Freeze, Document.Basis) -> Document.Cell) -> Document.Cell {
                value.frozen.map { cell($0, recorded($0)) } ?? gap(.notFrozen)
            }
            return Document.Row(
                id: value.key,
                cells: [
                    Document.Cell(value.name),
                    frozen { Document.Cell(self.value($0.value.content, of: value.key), $1) },
                    frozen { Document.Cell(.date($0.day), $1) },
                    frozen { said(LocalizedText(both: $0.officer), $1) },
                    value.now.map {
                        Document.Cell(self.value($0, of: value.key), filed(.declared))
                    } ?? gap(.notSaid),
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

    /// What a value of the project file rests on that reports are compared with: where another was
    /// frozen, the record of the check.
    func held(_ key: String) -> Document.Basis {
        let changed = frozen.first { $0.key == key && $0.isChanged }?.frozen
        return changed.map(recorded) ?? filed(.declared)
    }

    /// A record of a check, which is in no file.
    private func recorded(_ freeze: Freeze) -> Document.Basis {
        Document.Basis(
            source: .declared,
            formula: words(
                "record \(freeze.record): frozen with the check of \(freeze.day)",
                "記錄 \(freeze.record)：於 \(freeze.day) 覆核時凍結"))
    }

    /// In the unit in which reports have it.
    private func value(_ content: FrozenValue.Content, of key: String) -> Document.Value {
        switch content {
        case .days(let days): return .text(LocalizedText(both: "\(days.from) – \(days.to)"))
        case .amount(let millionths, let unit?, _): return Target.value(millionths, in: unit)
        case .amount(let millionths, nil, _):
            var unit = Self.goodPerHour
            if key == FrozenValue.headcount {
                unit = .jobs
            } else if let id = key.suffix(after: FrozenValue.goodPerHour) {
                unit = rateUnit(plant.products.firstIndex { $0.id == id })
            }
            unit.digits = millionths.isMultiple(of: 1_000_000) ? 0 : 2
            return .count(millionths: millionths, unit)
        }
    }
}
