internal import Plant
internal import Production
internal import Reporting

// B29 against the targets, and the change over the locked baseline.

extension FigureMaking {
    /// B29: target, actual, variance and reason.
    var variance: [Document.Block] {
        guard !project.targets.isEmpty else { return [] }
        let rows = project.targets.map { target in
            let actual = actual(target)
            func shown(_ millionths: Int64) -> Document.Value {
                guard input.form == .first else { return Target.value(millionths, in: target.unit) }
                return .count(
                    millionths: millionths, unit(of: target, [target.value, actual?.millionths]))
            }
            let basis = Document.Basis(
                source: .computed, formula: FigureID.b29.formula,
                evidence: actual?.basis?.evidence ?? [])
            let value = actual.map { $0.millionths - target.value }
            func at(_ column: String) -> CellFormula {
                .cell(.init(table: FigureID.b29.rawValue, row: target.id, column: column))
            }
            return Document.Row(
                id: target.id,
                cells: [
                    Document.Cell(target.name),
                    Document.Cell(
                        shown(target.value), held(FrozenValue.target + target.id)),
                    actual.map {
                        live(
                            Document.Cell(shown($0.millionths), $0.basis ?? basis),
                            actualFormula(target))
                    }
                        ?? gap(.notComparable, .computed),
                    value.flatMap { value in
                        target.value > 0
                            ? live(
                                Document.Cell(
                                    .ratio(Ratio(Int128(value), Int128(target.value)), .percent),
                                    basis),
                                .divided(.minus(at("actual"), at("aim")), at("aim")))
                            : nil
                    } ?? Document.Cell(.none(FigureGap.notComparable.wording), basis),
                    Document.Cell(
                        LocalizedText(both: reason(target.id)?.row.text ?? "—")),
                ])
        }
        let table = Document.Table(
            id: FigureID.b29.rawValue, title: FigureID.b29.name,
            columns: [
                .init(id: "target", title: words("Target", "目標")),
                .init(id: "aim", title: words("At application", "申請時"), isFigure: true),
                .init(id: "actual", title: words("Actual", "實際"), isFigure: true),
                .init(id: "variance", title: words("Variance", "差異"), isFigure: true),
                .init(id: "reason", title: words("Reason", "原因")),
            ], rows: rows)
        guard input.form != .first else { return [.table(table)] }
        return [
            table.drawn(
                .bars, ["variance"],
                words(
                    "By how much of each target the actual figure is above or below it.",
                    "各項實際數字高於或低於目標的百分比。"))
        ]
    }

    /// As the first form had it: in the words of the project file, money and shares with two
    /// decimals, what is counted where it is not whole.
    private func unit(of target: Target, _ values: [Int64?]) -> Document.Unit {
        let isWhole = values.allSatisfy { ($0 ?? 0).isMultiple(of: 1_000_000) }
        return Document.Unit(
            code: target.unit, name: LocalizedText(both: target.unit),
            digits: Target.counted(target.unit) != nil && isWhole ? 0 : 2)
    }

    /// Why something is off, as the company says for a day of the period.
    func reason(_ name: String) -> DeclaredBook.Stated<CompanyFigure>? {
        book.company.last {
            $0.row.item == .reason && $0.row.name == name && $0.row.from <= period.to
                && ($0.row.to ?? period.to) >= period.from
        }
    }

    /// What became of a target, by the figure that it names; nil where that is not known.
    func actual(_ target: Target) -> (millionths: Int64, basis: Document.Basis?)? {
        guard let figure = target.figure else { return nil }
        switch figure {
        case .b02:
            guard let cents = turnover?.cents else { return nil }
            let entries = project.lines.flatMap { sales(of: $0) ?? [] }.map(\.entry)
            let source = input.form == .first ? .declared : turnoverSource
            return (cents * 10_000, declared(entries, source))
        case .b19:
            return jobs.map {
                (Int64($0.filled($0.counted).count) * 1_000_000, declared($0.entries))
            }
        case .b10:
            let goods = project.lines.map { input.measured[$0.id]?.good(plant).totalGood }
            guard goods.allSatisfy({ $0 != nil }) else { return nil }
            return (goods.reduce(0) { $0 + ($1 ?? 0) }, lineBasis(.measured))
        case .b12: return effectivenessOfAll
        case .b17: return costIndexOfAll
        default: return nil
        }
    }

    /// Where ``actual(_:)`` is shown elsewhere in the report; nil where it is not.
    private func actualFormula(_ target: Target) -> CellFormula? {
        let line = project.lines.count == 1 ? project.lines[0].id : nil
        return switch target.figure {
        case .b02: .figure(.b02, line ?? "project")
        case .b19: .figure(.b19, "headcount")
        case .b10:
            .sum(
                project.lines.flatMap { line in
                    input.measured[line.id].map { pieces("good", line, $0).cells } ?? []
                })
        case .b12:
            line.map { .rounded(.figure(.b12, "\($0)/oee"), digits: 8) }
        case .b17: line.map { .figure(.b17, $0) }
        default: nil
        }
    }

    /// OEE over all lines; nil where one is missing.
    private var effectivenessOfAll: (millionths: Int64, basis: Document.Basis?)? {
        var sums = Sums()
        for line in project.lines {
            guard let measured = input.measured[line.id] else { return nil }
            sums += measured.constraint
        }
        guard let oee = sums.kpi(.oee).ratio, let ratio = Ratio(nearest: oee) else { return nil }
        return ratio.scaled(digits: 8).map { ($0, lineBasis(.computed)) }
    }

    /// The unit cost index that all lines say; nil where one says none or another: nothing says
    /// what part of the costs each line has.
    private var costIndexOfAll: (millionths: Int64, basis: Document.Basis?)? {
        let indices = project.lines.compactMap(latestCostIndex)
        guard let first = indices.first, indices.count == project.lines.count,
            indices.allSatisfy({ $0.row.value == first.row.value })
        else { return nil }
        return (first.row.value, declared(indices.map(\.entry)))
    }

    private func lineBasis(_ source: SourceClass) -> Document.Basis {
        project.lines.first.flatMap { input.measured[$0.id] }.map { measured($0, source) }
            ?? Document.Basis(source: source)
    }

    /// The time that the present good pieces would have taken at the rates of the baseline, over
    /// the time that they took; bounds from what unknown time may hide on either side.
    var change: [FigureRow] {
        guard let baseline = project.baseline else {
            return [row(.change, gap(.noBaseline, .computed))]
        }
        return project.lines.flatMap { line -> [FigureRow] in
            guard let now = input.measured[line.id] else {
                return [row(line.id, name(line), gap(.notInPlant, .computed))]
            }
            let change = MixAdjustedChange(
                now: now, before: input.baseline[line.id],
                stated: Dictionary(
                    uniqueKeysWithValues: plant.products.enumerated().compactMap { index, product in
                        baseline.rates[product.id].map { (Int32(index), $0) }
                    }))
            let source = words(
                baseline.period.map { "baseline \($0.from) – \($0.to), locked \(baseline.locked)" }
                    ?? "declared baseline, locked \(baseline.locked)",
                baseline.period.map { "基準期 \($0.from) – \($0.to)，鎖定於 \(baseline.locked)" }
                    ?? "申報基準，鎖定於 \(baseline.locked)")
            guard let change else {
                return [
                    row(line.id, joined(name(line), source), gap(.notComparable, .computed))
                ]
            }
            let basis = measured(
                now, .computed, formula: FigureID.change.formula,
                inputs: [
                    .init(
                        name: words("compared part of the good pieces", "可比較的合格品比例"),
                        value: .ratio(change.compared, .percent), source: .computed)
                ])
            func ratio(_ value: Ratio?) -> Document.Cell {
                value.map { Document.Cell(.ratio($0, .number), basis) }
                    ?? gap(.notComparable, .computed)
            }
            return [
                row(
                    line.id, joined(name(line), source),
                    live(
                        ratio(change.ratio),
                        .rounded(.divided(.input(1), .input(2)), digits: 9),
                        inputs: [
                            time(
                                "time at the baseline's rates", "按基準速率所需時間",
                                change.needed),
                            time("time taken", "所用時間", change.taken),
                        ])),
                row(
                    "\(line.id)/low", joined(name(line), words("at least", "至少")),
                    bound(ratio(change.low), change, line, .low)),
                row(
                    "\(line.id)/high", joined(name(line), words("at most", "至多")),
                    bound(ratio(change.high), change, line, .high)),
            ]
        }
    }
}

extension FigureMaking {
    private enum Bound { case low, high }

    /// A bound of a change: how far OEE may be from what it is now, over how far the other way it
    /// may have been in the baseline.
    private func bound(
        _ cell: Document.Cell, _ change: MixAdjustedChange, _ line: ProjectLine, _ bound: Bound
    ) -> Document.Cell {
        guard input.form != .first, cell.value.isKnown, let now = change.now, let was = change.was
        else { return cell }
        let least = words("OEE at least, of OEE", "設備綜合效率下限 / 設備綜合效率")
        let most = words("OEE at most, of OEE", "設備綜合效率上限 / 設備綜合效率")
        let before = words("in the baseline", "基準期")
        let (part, whole) =
            switch bound {
            case .low: ((least, now.low), (joined(most, before), was.high))
            case .high: ((most, now.high), (joined(least, before), was.low))
            }
        guard let above = Ratio(nearest: part.1), let below = Ratio(nearest: whole.1) else {
            return cell
        }
        let place = cell.basis?.inputs.count ?? 0
        let formula = CellFormula.rounded(
            .divided(
                .times(.figure(.change, line.id), .input(place)), .input(place + 1)), digits: 9)
        var cell = cell
        cell.basis?.inputs += [
            .init(name: part.0, value: .ratio(above, .exact), source: .computed),
            .init(name: whole.0, value: .ratio(below, .exact), source: .computed),
        ]
        guard
            let value = formula.value(inputs: cell.basis?.inputs ?? [], { _ in change.ratio })
        else { return cell }
        cell.value = .ratio(value, .number)
        return live(cell, formula)
    }
}

extension Target {
    /// Its unit in words.
    var unitName: LocalizedText { Self.name(ofUnit: unit) }

    /// A unit of the project file in words, behind so many millionths.
    static func name(ofUnit unit: String, of millionths: Int64 = 0) -> LocalizedText {
        guard unit != money else { return words("HK$", "港元") }
        return counted(unit)?.name(of: millionths) ?? LocalizedText(both: unit)
    }

    /// Millionths of a unit of the project file as every figure of the report has them: dollars as
    /// money, percent as a ratio.
    static func value(_ millionths: Int64, in unit: String) -> Document.Value {
        switch unit {
        case money where millionths.isMultiple(of: 10_000):
            return .money(cents: millionths / 10_000)
        case "%": return .ratio(Ratio(Int128(millionths), 100_000_000), .percent)
        default:
            let code = unit == money ? "HKD" : unit
            var shown = counted(unit) ?? Document.Unit(code: code, name: name(ofUnit: unit))
            shown.digits = millionths.isMultiple(of: 1_000_000) ? 0 : 2
            return .count(millionths: millionths, shown)
        }
    }

    private static let money = "HK$"

    static func counted(_ unit: String) -> Document.Unit? {
        switch unit {
        case "piece": .pieces
        case "job": .jobs
        default: nil
        }
    }
}

/// Change over a baseline, adjusted to the present mix of products.
struct MixAdjustedChange {
    /// 1: as fast as before.
    var ratio: Ratio
    /// At least, where unknown time now gave nothing more, and before all it could; nil where
    /// nobody knows an OEE.
    var low: Ratio?
    /// At most, the other way round.
    var high: Ratio?
    /// What OEE is at least and at most, over what it is; nil where it is not known.
    var now: (low: Double, high: Double)?
    /// The same in the baseline; 1 of stated rates.
    var was: (low: Double, high: Double)?
    /// The part of the present good pieces whose product has a rate in the baseline.
    var compared: Ratio
    /// The time that the compared good pieces would have taken in the baseline, in nanoseconds.
    var needed: Int64
    /// The known planned time in which they were made.
    var taken: Int64

    /// Nil where no product has a rate on both sides.
    ///
    /// - Parameters:
    ///   - now: the period.
    ///   - before: the baseline as it was measured; nil: it was not.
    ///   - stated: declared baseline rates by product, good pieces in millionths an hour, where
    ///     none was measured.
    init?(now: MeasuredLine, before: MeasuredLine?, stated: [Int32: Int64]) {
        var (needed, taken, good, all): (Int128, Int128, Int128, Int128) = (0, 0, 0, 0)
        for (product, sums) in now.byProduct {
            let made = sums.pieces.good - sums.inUnknown.good
            all += Int128(made)
            let known = sums.planned - sums.unknown
            guard
                let rate = Self.rate(before?.byProduct[product]) ?? stated[product], rate > 0,
                made > 0, known > 0
            else { continue }
            needed += Int128(made) * 3_600_000_000_000 / Int128(rate)
            taken += Int128(known)
            good += Int128(made)
        }
        guard taken > 0, needed > 0, all > 0 else { return nil }
        let middle = Double(needed) / Double(taken)
        guard let ratio = Ratio(nearest: middle) else { return nil }
        self.ratio = ratio
        // Stated rates are what they are; measured ones have their own unknown time.
        was = if let before { Self.bounds(before.constraint) } else { (1, 1) }
        self.now = Self.bounds(now.constraint)
        if let now = self.now, let was {
            low = Ratio(nearest: middle * now.low / was.high)
            high = was.low > 0 ? Ratio(nearest: middle * now.high / was.low) : nil
        }
        compared = Ratio(good, all)
        (self.needed, self.taken) = (Int64(clamping: needed), Int64(clamping: taken))
    }

    /// Good pieces an hour of known planned time, in millionths.
    private static func rate(_ sums: Sums?) -> Int64? {
        guard let sums, sums.planned > sums.unknown else { return nil }
        let good = sums.pieces.good - sums.inUnknown.good
        return good > 0 ? FigureMaking.perHour(good, sums.planned - sums.unknown) : nil
    }

    /// What OEE is at least and at most, over what it is; nil where it is not known.
    private static func bounds(_ sums: Sums) -> (low: Double, high: Double)? {
        guard let oee = sums.kpi(.oee).ratio, oee > 0,
            let low = sums.kpi(.oeeLow).ratio, let high = sums.kpi(.oeeHigh).ratio
        else { return nil }
        return (min(1, low / oee), max(1, high / oee))
    }
}
