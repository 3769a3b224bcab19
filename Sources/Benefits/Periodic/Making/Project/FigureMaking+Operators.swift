internal import Plant
internal import Production
internal import Reporting

// B16 by the operators who were logged in, beside the declared hours and never mixed with them.

extension FigureMaking {
    static let hourUnit = Document.Unit(code: "h", name: words("h", "小時"))
    static let goodPerHour = Document.Unit(
        code: "{piece}/h", name: words("good/h", "合格／工時"), digits: 1)

    /// Hours logged in and paid of each line that has both; nil where none has.
    var hours: [OperatorHours]? {
        guard input.form != .first else { return nil }
        let known = project.lines.compactMap { line -> OperatorHours? in
            guard let held = input.measured[line.id]?.operators, let most = held.hoursAtMost,
                let paid = paidHours(line)
            else { return nil }
            return OperatorHours(
                line: line.id, measured: held.hours, atMost: most, paid: paid.hours)
        }
        return known.isEmpty ? nil : known
    }

    /// Hours logged in, paid, the difference, and good pieces an hour logged in, where the project
    /// file names signals that say how many are logged in.
    func loggedIn(_ line: ProjectLine) -> [FigureRow] {
        guard input.form != .first, !line.operators.isEmpty else { return [] }
        func titled(_ english: String, _ chinese: String) -> LocalizedText {
            joined(name(line), words(english, chinese))
        }
        let title = titled("operator hours logged in", "操作員登入時數")
        guard let measured = input.measured[line.id] else {
            return [row("\(line.id)/logged_in", title, gap(.notInPlant, .computed))]
        }
        guard let held = measured.operators else {
            return [row("\(line.id)/logged_in", title, gap(.noSignal, .computed))]
        }
        var basis = self.measured(
            measured, .computed,
            formula: words(
                "Σ operators logged in × time, where the number is known",
                "Σ 登入操作員人數 × 時間（只計已知人數的時間）"))
        let coverage = held.coverage
        basis.coverage =
            coverage.planned > 0 ? Ratio(Int128(coverage.known), Int128(coverage.planned)) : nil
        let isHeard = held.hoursAtMost != nil
        let logged = Document.Cell(
            isHeard
                ? .count(millionths: held.hours, Self.hourUnit)
                : .none(FigureGap.notMeasured.wording), basis)
        let paid = paidHours(line)
        let paidCell = paid.map {
            Document.Cell(.count(millionths: $0.hours, Self.hourUnit), declared($0.entries))
        }
        return [
            row("\(line.id)/logged_in", title, logged),
            row(
                "\(line.id)/paid", titled("paid operator hours", "支薪操作員工時"),
                paidCell ?? gap(.noHours)),
            row(
                "\(line.id)/difference", titled("logged in against paid (V38)", "登入與支薪之差（V38）"),
                isHeard ? difference(line, held, paid?.hours) : gap(.notMeasured, .computed)),
            row(
                "\(line.id)/per_logged_in",
                titled("good units per hour logged in", "每登入工時合格品"),
                perHour(line, measured, held, basis)),
        ]
    }

    private func difference(
        _ line: ProjectLine, _ held: HeldTime, _ paid: Int64?
    ) -> Document.Cell {
        guard let paid, paid > 0 else { return gap(.noHours, .computed) }
        func cell(_ key: String) -> CellFormula { .figure(.b16, "\(line.id)/\(key)") }
        return live(
            Document.Cell(
                .ratio(Ratio(Int128(held.hours - paid), Int128(paid)), .percent),
                Document.Basis(
                    source: .computed,
                    formula: words("(logged in − paid) / paid", "（登入 − 支薪）/ 支薪"))),
            .divided(.minus(cell("logged_in"), cell("paid")), cell("paid")))
    }

    /// None where too little is known of the hours: it would be too much.
    private func perHour(
        _ line: ProjectLine, _ measured: MeasuredLine, _ held: HeldTime, _ basis: Document.Basis
    ) -> Document.Cell {
        guard !held.coverage.isBelow(share: ruleSet.parameters.coverageUsable) else {
            return gap(.lowCoverage, .computed)
        }
        guard let good = measured.good(plant).totalGood, held.hours > 0 else {
            return gap(.notMeasured, .computed)
        }
        var basis = basis
        basis.formula = words(
            "good units / operator hours logged in", "合格品 / 操作員登入時數")
        return live(
            Document.Cell(
                .count(
                    millionths: quotient(Int128(good) * 1_000_000, Int128(held.hours)),
                    Self.goodPerHour), basis),
            .quotient(
                pieces("good", line, measured), .figure(.b16, "\(line.id)/logged_in")))
    }
}

extension HeldTime {
    /// Values times hours, in millionths, rounded down.
    var hours: Int64 { Int64(clamping: sum / 3_600_000_000_000) }

    /// The same at most; nil: no value is known.
    var hoursAtMost: Int64? { atMost.map { Int64(clamping: $0 / 3_600_000_000_000) } }

    /// The part of planned time of which a value is known.
    var coverage: Coverage { Coverage(known: known, planned: planned) }
}
