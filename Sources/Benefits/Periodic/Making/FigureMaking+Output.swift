internal import Plant
internal import Production
internal import Reporting
internal import Telemetry

// B10 to B15 and B18: what telemetry alone shows.

extension FigureMaking {
    func measured(_ id: FigureID) -> [FigureRow] {
        project.lines.flatMap { line -> [FigureRow] in
            guard let measured = input.measured[line.id] else {
                return [row(line.id, name(line), gap(.notInPlant, .measured))]
            }
            guard !measured.measuredSpan.isEmpty else {
                return [row(line.id, name(line), gap(.notMeasured, .measured))]
            }
            switch id {
            case .b10: return output(line, measured)
            case .b11: return times(line, measured)
            case .b12: return ratios(line, measured)
            case .b13: return throughput(line, measured)
            case .b14: return coverage(line, measured)
            case .b15: return consumption(line, measured)
            default: return [yield(line, measured)]
            }
        }
    }

    private func output(_ line: ProjectLine, _ measured: MeasuredLine) -> [FigureRow] {
        let output = measured.output
        let fates: [(String, LocalizedText, KeyPath<PieceSums, Int64>, Bool)] = [
            ("made", words("made", "產量"), \.made, output.isCounted),
            ("good", words("good", "合格"), \.good, output.isQualityMeasured),
            ("scrap", words("reject", "不良"), \.scrap, output.isQualityMeasured),
        ]
        guard !output.byProduct.isEmpty else {
            return [row(line.id, name(line), gap(.notMeasured, .measured))]
        }
        return output.byProduct.sorted { $0.key < $1.key }.flatMap { product, pieces in
            let title =
                product < 0 ? BenefitTerm.productUnknown.wording : plant.products[Int(product)].name
            let id = productKey(product)
            let unit = product < 0 ? .pieces : self.unit(Int(product))
            return fates.map { key, word, fate, isKnown in
                row(
                    "\(line.id)/\(id)/\(key)", joined(name(line), title, word),
                    Document.Cell(
                        isKnown
                            ? .count(millionths: pieces[keyPath: fate], unit)
                            : .none(FigureGap.qualityNotMeasured.wording), self.measured(measured)))
            }
        }
    }

    private func times(_ line: ProjectLine, _ measured: MeasuredLine) -> [FigureRow] {
        let sums = measured.constraint
        let basis = self.measured(measured)
        let parts: [(String, LocalizedText, Int64)] = [
            ("planned", words("planned busy time", "計劃時間"), sums.planned),
            ("production", words("production time", "實際生產時間"), sums.production),
            ("setup", words("setup", "準備"), sums.setup),
            ("delay", words("delay", "延誤"), sums.delay),
            ("down", words("down", "停機"), sums.down),
            ("unknown", words("unknown", "不明"), sums.unknown),
        ]
        let isSilent = input.form != .first && sums.isSilent
        let rows = parts.map { key, word, time in
            // What is planned is known, and that nothing is known of it.
            let isKnown = !isSilent || key == "planned" || key == "unknown"
            return row(
                "\(line.id)/\(key)", joined(name(line), word),
                Document.Cell(
                    isKnown
                        ? .duration(nanoseconds: time) : .none(FigureGap.notMeasured.wording),
                    basis))
        }
        let causes = sums.delayByReason.map { (cause($0.key), $0.value) }.filter { $0.1 > 0 }
            .sorted { ($1.1, $0.0.0) < ($0.1, $1.0.0) }
            .prefix(input.template.settings.listLength.value)
        return rows
            + causes.map { cause, time in
                row(
                    "\(line.id)/cause/\(cause.0)",
                    joined(name(line), words("downtime by cause:", "停機原因："), cause.1),
                    Document.Cell(.duration(nanoseconds: time), basis))
            }
    }

    private func cause(_ reason: DelayReason) -> (String, LocalizedText) {
        switch reason {
        case .declared(let index):
            (plant.reasons[Int(index)].id, plant.reasons[Int(index)].name)
        case .none: ("(none)", words("no reason said", "未有說明"))
        case .maintenance: ("(maintenance)", words("maintenance", "維修"))
        case .manual: ("(manual)", words("manual operation", "手動操作"))
        }
    }

    private func ratios(_ line: ProjectLine, _ measured: MeasuredLine) -> [FigureRow] {
        let kpis: [KPI] = [.availability, .effectiveness, .quality, .oee, .oeeLow, .oeeHigh]
        return kpis.map { kpi in
            let formula = kpi.descriptor.formula
            let basis = self.measured(
                measured, .computed, formula: words(formula, formula))
            let (live, inputs) = ratioFormula(kpi, line, measured.constraint)
            return row(
                "\(line.id)/\(kpi.rawValue)", joined(name(line), kpi.descriptor.name),
                self.live(
                    Document.Cell(value(kpi, measured.constraint), basis), live, inputs: inputs))
        }
    }

    /// What sums give, or why they give nothing.
    func value(_ kpi: KPI, _ sums: Sums) -> Document.Value {
        switch sums.kpi(kpi) {
        case .value(let ratio):
            Ratio(nearest: ratio).map { .ratio($0, .percent) }
                ?? .none(FigureGap.notMeasured.wording)
        case .null(let reason): .none(reason.wording(plant))
        }
    }

    /// A ratio from the times of B11, and from the planned run time of what was made.
    private func ratioFormula(
        _ kpi: KPI, _ line: ProjectLine, _ sums: Sums
    ) -> (CellFormula?, [Document.Input]) {
        let good = time(
            "planned run time of good pieces", "合格品的計劃生產時間",
            sums.idealTime(\.knownGood))
        let made = time(
            "planned run time of all pieces", "全部產量的計劃生產時間",
            sums.idealTime(\.knownMade))
        let production = CellFormula.figure(.b11, "\(line.id)/production")
        let planned = CellFormula.figure(.b11, "\(line.id)/planned")
        func share(_ part: CellFormula, _ whole: CellFormula) -> CellFormula {
            .rounded(.divided(part, whole), digits: 9)
        }
        switch kpi {
        case .availability: return (share(production, knownTime(line)), [])
        case .effectiveness: return (share(.input(0), production), [made])
        case .quality: return (share(.input(0), .input(1)), [good, made])
        case .oee: return (share(.input(0), knownTime(line)), [good])
        case .oeeLow:
            let sure = time(
                "planned run time of surely good pieces", "確定合格品的計劃生產時間",
                sums.idealTime(\.surelyGood))
            return (share(.input(0), planned), [sure])
        case .oeeHigh:
            let credited = time(
                "planned run time of good pieces, with those of gaps",
                "合格品的計劃生產時間（連缺口計入）", sums.idealTime(\.good))
            let hidden = time("time that may hide pieces", "可能另有產出的時間", sums.unbridged)
            return (share(.plus(.input(0), .input(1)), planned), [credited, hidden])
        default: return (nil, [])
        }
    }

    /// Mean and percentile over days with planned time; use of the calendar's time.
    private func throughput(_ line: ProjectLine, _ measured: MeasuredLine) -> [FigureRow] {
        let percentile = input.template.settings.throughputPercentile.value
        let days = measured.days.filter { $0.planned > $0.unknown }
        let span = measured.measuredSpan
        let rates = days.map { Self.perHour($0.good, $0.planned - $0.unknown) }.sorted()
        let known = days.reduce(0) { $0 + $1.planned - $1.unknown }
        let good = days.reduce(0) { $0 + $1.good }
        let unit = rateUnit(nil)
        func rate(_ value: Int64?, _ formula: LocalizedText) -> Document.Cell {
            Document.Cell(
                value.map { .count(millionths: $0, unit) } ?? .none(FigureGap.notMeasured.wording),
                self.measured(measured, .computed, formula: formula))
        }
        let mean = known > 0 ? quotient(Int128(good) * 3_600_000_000_000, Int128(known)) : nil
        let all = span.duration * Int64(max(1, plant.lines[measured.line].constraint.count))
        // Nearest rank: the smallest rate that so many percent of the days do not exceed.
        let rank = rates.isEmpty ? nil : rates[(rates.count * percentile + 99) / 100 - 1]
        return [
            row(
                "\(line.id)/mean", joined(name(line), words("mean", "平均")),
                live(
                    rate(mean, words("good / known planned time", "合格品 / 已知計劃時間")),
                    .quotient(.input(0), .times(.input(1), .number(24))),
                    inputs: [
                        .init(
                            name: words("good units", "合格品"),
                            value: .count(millionths: good, .pieces), source: .measured),
                        time("known planned time", "已知計劃時間", known),
                    ])),
            row(
                "\(line.id)/p\(percentile)",
                joined(name(line), words("P\(percentile) of days", "每日 P\(percentile)")),
                live(
                    rate(rank, words("nearest rank over days", "按日最近序位")),
                    .ranked(0, percent: percentile),
                    inputs: [
                        .init(
                            name: words(
                                "days with known planned time, each with its good units an hour",
                                "有已知計劃時間的日數，各有每小時合格品"),
                            value: count(rates.count, .days), source: .computed,
                            series: rates.map { .count(millionths: $0, unit) })
                    ])),
            row(
                "\(line.id)/utilisation",
                joined(name(line), words("capacity utilisation", "產能使用率")),
                live(
                    utilisation(measured, all),
                    .divided(.figure(.b11, "\(line.id)/production"), .input(0)),
                    inputs: [time("all time of the period", "全期時間", all)])),
        ]
    }

    /// Production time over all time; of nothing that was heard nothing.
    private func utilisation(_ measured: MeasuredLine, _ all: Int64) -> Document.Cell {
        let basis = self.measured(
            measured, .computed,
            formula: words("production time / all time of the period", "生產時間 / 全期時間"))
        guard input.form == .first || !measured.constraint.isUnheard else {
            return Document.Cell(.none(FigureGap.notMeasured.wording), basis)
        }
        return ratio(measured.constraint.production, all, basis)
    }

    /// Good pieces an hour of a product; nil: of several.
    func rateUnit(_ product: Int?) -> Document.Unit {
        let pieces = product.map(unit) ?? .pieces
        let counted = pieces.code == Document.Unit.pieces.code
        return Document.Unit(
            code: "\(pieces.code)/h",
            name: counted
                ? words("good/h", "合格/小時")
                : words("\(pieces.name.english)/h", "\(pieces.name.traditionalChinese)/小時"),
            digits: 1)
    }

    /// Pieces an hour in millionths.
    static func perHour(_ pieces: Int64, _ nanoseconds: Int64) -> Int64 {
        Int64(clamping: Int128(pieces) * 3_600_000_000_000 / Int128(max(1, nanoseconds)))
    }

    private func coverage(_ line: ProjectLine, _ measured: MeasuredLine) -> [FigureRow] {
        let coverage = measured.coverage
        let formula = words("known planned time / planned time", "已知計劃時間 / 計劃時間")
        let basis = self.measured(measured, .computed, formula: formula)
        let gaps = measured.days.filter { $0.unknown > 0 }
        let listed = gaps.sorted { ($1.unknown, $0.date) < ($0.unknown, $1.date) }
            .prefix(input.template.settings.listLength.value)
        return [
            row(
                line.id, name(line),
                live(
                    ratio(coverage.known, coverage.planned, basis),
                    .divided(knownTime(line), .figure(.b11, "\(line.id)/planned")))),
            row(
                "\(line.id)/standing", joined(name(line), words("standing (V37)", "狀況（V37）")),
                said(standing(coverage), standingBasis(coverage))),
            row(
                "\(line.id)/gaps", joined(name(line), words("days with gaps", "有缺口的日數")),
                Document.Cell(count(gaps.count, .days), self.measured(measured))),
        ]
            + listed.map { day in
                row(
                    "\(line.id)/gap/\(day.date)",
                    joined(name(line), words("gap on \(day.date)", "\(day.date) 的缺口")),
                    Document.Cell(
                        .duration(nanoseconds: day.unknown), self.measured(measured)))
            }
    }

    /// The limits of V37, and what is held against them.
    private func standingBasis(_ coverage: Coverage) -> Document.Basis {
        guard input.form != .first else { return Document.Basis(source: .computed) }
        let limits = ruleSet.parameters
        let (usable, estimated) = (
            RuleFigure.share(limits.coverageUsable).text,
            RuleFigure.share(limits.coverageEstimated).text
        )
        var inputs: [Document.Input] = []
        if coverage.planned > 0 {
            let known = Ratio(Int128(coverage.known), Int128(coverage.planned))
            inputs.append(
                Document.Input(
                    name: words("coverage", "數據覆蓋率"), value: .ratio(known, .percent),
                    source: .computed))
        }
        return Document.Basis(
            source: .computed,
            formula: words(
                "coverage under \(usable.english): not usable; under \(estimated.english): estimated",
                "數據覆蓋率低於 \(usable.traditionalChinese)：不足以作判斷；低於 "
                    + "\(estimated.traditionalChinese)：估算"),
            inputs: inputs)
    }

    /// V37 in words.
    private func standing(_ coverage: Coverage) -> LocalizedText {
        guard coverage.planned > 0 else { return FigureGap.notMeasured.wording }
        if coverage.isBelow(share: ruleSet.parameters.coverageUsable) {
            return words("not usable for judgements", "不足以作判斷")
        }
        if coverage.isBelow(share: ruleSet.parameters.coverageEstimated) {
            return words("estimated", "估算")
        }
        return words("sufficient", "足夠")
    }

    private func consumption(_ line: ProjectLine, _ measured: MeasuredLine) -> [FigureRow] {
        guard !measured.consumption.isEmpty else {
            return [row(line.id, name(line), gap(.noMeter, .measured))]
        }
        let good = measured.good(plant).totalGood
        let isUnheard = input.form != .first && measured.constraint.isUnheard
        return measured.consumption.sorted { $0.key < $1.key }.flatMap { measure, amount in
            let each = Document.Unit(
                code: "\(measure)/{piece}", name: words("\(measure)/good", "\(measure)／合格品"),
                digits: 6)
            let whole = Document.Unit(code: measure, name: words(measure, measure), digits: 1)
            // A meter of which nothing was heard stands still too.
            let isKnown = amount != 0 || !isUnheard
            let perGood = good.flatMap { good -> Document.Value? in
                guard good > 0, isKnown else { return nil }
                return .count(
                    millionths: quotient(Int128(amount) * 1_000_000, Int128(good)), each)
            }
            return [
                row(
                    "\(line.id)/\(measure)",
                    joined(name(line), words("\(measure) in all", "\(measure) 總計")),
                    Document.Cell(
                        isKnown
                            ? .count(millionths: amount, whole)
                            : .none(FigureGap.notMeasured.wording), self.measured(measured))),
                row(
                    "\(line.id)/\(measure)/good",
                    joined(name(line), words("\(measure) per good unit", "每件合格品 \(measure)")),
                    live(
                        Document.Cell(
                            perGood ?? .none(FigureGap.notMeasured.wording),
                            self.measured(measured, .computed, formula: FigureID.b15.formula)),
                        .quotient(
                            .figure(.b15, "\(line.id)/\(measure)"),
                            pieces("good", line, measured)))),
            ] + costs(line, measured, measure, good, isKnown: isKnown)
        }
    }

    private func yield(_ line: ProjectLine, _ measured: MeasuredLine) -> FigureRow {
        let pieces = measured.output.byProduct.values
        let made = pieces.reduce(0) { $0 + $1.made }
        let basis = self.measured(measured, .computed, formula: FigureID.b18.formula)
        guard measured.output.isQualityMeasured else {
            return row(
                line.id, name(line),
                Document.Cell(.none(FigureGap.qualityNotMeasured.wording), basis))
        }
        return row(
            line.id, name(line),
            live(
                ratio(pieces.reduce(0) { $0 + $1.good }, made, basis),
                .divided(
                    self.pieces("good", line, measured), self.pieces("made", line, measured))))
    }
}

extension Sums {
    /// Whether nothing was heard in any planned time, of which there is some.
    var isSilent: Bool { planned > 0 && isUnheard }

    /// Whether nothing was heard in any planned time.
    var isUnheard: Bool { planned == unknown }
}

extension MeasuredOutput {
    /// All good pieces; nil where nobody knows.
    var totalGood: Int64? { reason == nil ? good.values.reduce(0, +) : nil }
}
