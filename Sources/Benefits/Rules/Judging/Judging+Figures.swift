internal import Plant

/// V32 to V38 and V40: declared and measured figures of a period.
let figureCases: [RuleCase] = [
    .overCompany, .stockDifference, .priceOutOfRange, .priceOutOfLists,
    .priceOverMedian, .counterBackwards,
    .resetUnexplained, .timesDiffer, .ratioOutOfRange, .performanceOverOne, .ratiosDiffer,
    .coverageEstimated, .coverageUnusable, .hoursDiffer, .hoursDifferAtMost,
    .varianceWithoutReason,
]

extension RuleCase {
    static let overCompany = RuleCase(.v32, "over_company", ["line_turnover", "company_turnover"])
    static let stockDifference = RuleCase(
        .v33, "difference", ["product", "difference", "tolerance"])
    static let priceOutOfRange = RuleCase(.v34, "range", ["product", "price", "lowest", "highest"])
    static let priceOutOfLists = RuleCase(
        .v34, "range_of_lists", ["product", "price", "lowest", "highest", "lists"], since: .second)
    static let priceOverMedian = RuleCase(.v34, "median", ["product", "price", "median", "factor"])
    static let counterBackwards = RuleCase(.v35, "backwards", ["source", "before", "after"])
    static let resetUnexplained = RuleCase(.v35, "reset", ["source", "day"])
    static let timesDiffer = RuleCase(.v35, "times", ["line", "sum", "planned"])
    static let ratioOutOfRange = RuleCase(.v36, "range", ["line", "ratio", "value"])
    static let performanceOverOne = RuleCase(.v36, "performance", ["line", "value"])
    static let ratiosDiffer = RuleCase(.v36, "two_ways", ["line", "reported", "product", "direct"])
    static let coverageEstimated = RuleCase(.v37, "estimated", ["coverage", "limit"])
    static let coverageUnusable = RuleCase(.v37, "unusable", ["coverage", "limit"])
    static let hoursDiffer = RuleCase(
        .v38, "difference", ["line", "measured", "paid", "limit"])
    static let hoursDifferAtMost = RuleCase(
        .v38, "difference_at_most", ["line", "measured", "most", "paid", "limit"], since: .second)
    static let varianceWithoutReason = RuleCase(
        .v40, "no_reason", ["target", "actual", "aim", "limit"])
}

extension Judging {
    func turnoverIsWithinCompany() -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard let turnover = period.turnover else {
            return .notJudged(period.isTurnoverPartial ? .partTurnover : .noTurnover)
        }
        guard let company = period.companyTurnover else { return .notJudged(.noCompanyTurnover) }
        let sum = Money(cents: turnover.reduce(0) { $0 + $1.amount.cents })
        return Verdict(
            breaches: sum > company
                ? [RuleCase.overCompany(.money(sum), .money(company))] : [])
    }

    func stockAddsUp() -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard let stock = period.stock else { return .notJudged(.noStock) }
        guard let coverage = period.coverage else { return .notJudged(.noCoverage) }
        guard !coverage.isBelow(share: limits.coverageUsable) else {
            return .notJudged(.lowCoverage)
        }
        return Verdict(
            breaches: stock.compactMap { product in
                let difference =
                    product.good + product.opening - product.sold - product.closing
                    - product.samplesAndScrap
                let tolerance = part(limits.stockTolerance, of: product.good)
                guard difference.magnitude > tolerance.magnitude else { return nil }
                return RuleCase.stockDifference(
                    named(product.product, product.name), amount(difference, product.unit),
                    amount(tolerance, product.unit))
            })
    }

    func pricesAreUsual() -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard let prices = period.prices else {
            return .notJudged(input.form == .first ? .noPrices : .noSales)
        }
        var breaches: [Breach] = []
        var gaps: [RuleGap] = []
        for price in prices where price.sold > 0 {
            let shown = RuleFigure.money(price.average)
            if let lowest = price.lowest, let highest = price.highest {
                if price.isBelow(lowest) || price.isAbove(highest) {
                    breaches.append(outOfRange(price, lowest, highest))
                }
            } else {
                gaps.append(.noPrices)
            }
            guard let median = price.sectorMedian else {
                gaps.append(.noMedian)
                continue
            }
            if !price.isBelow(Money(cents: median.cents * Int64(limits.priceFactor))) {
                breaches.append(
                    RuleCase.priceOverMedian(
                        named(price.product, price.name), shown, .money(median),
                        .count(limits.priceFactor)))
            }
        }
        return Verdict(breaches: breaches, gaps: gaps)
    }

    private func outOfRange(_ price: ProductPrice, _ lowest: Money, _ highest: Money) -> Breach {
        let product = named(price.product, price.name)
        let shown = RuleFigure.money(price.average)
        guard input.form != .first, !price.lists.isEmpty else {
            return RuleCase.priceOutOfRange(product, shown, .money(lowest), .money(highest))
        }
        let lists = price.lists.map { "\($0)" }.joined(separator: ", ")
        return RuleCase.priceOutOfLists(
            product, shown, .money(lowest), .money(highest), .text(lists))
    }

    func countersAndTimesAddUp() -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        var breaches: [Breach] = []
        var last: [String: CounterReading] = [:]
        for reading in period.counters?.readings ?? [] {
            let before = last.updateValue(reading, forKey: reading.source)
            guard let before, before.epoch == reading.epoch, reading.value < before.value else {
                continue
            }
            breaches.append(
                RuleCase.counterBackwards(
                    .text(reading.source), .quantity(before.value), .quantity(reading.value)))
        }
        for reset in period.counters?.resets ?? [] where reset.explanation == nil {
            breaches.append(
                RuleCase.resetUnexplained(named(reset.source, reset.name), .date(reset.day)))
        }
        for times in period.times ?? [] {
            let sum = times.production + times.down + times.unknown
            guard sum != times.plannedBusy else { continue }
            breaches.append(
                RuleCase.timesDiffer(
                    line(times.line), .quantity(sum / 1000), .quantity(times.plannedBusy / 1000)))
        }
        return Verdict(
            breaches: breaches,
            gaps: (period.counters == nil ? [.noCounters] : [])
                + (period.times == nil ? [.noTimes] : []) + unknownTime(period))
    }

    /// What was hardly heard of adds up by itself; the first form took it for right.
    private func unknownTime(_ period: PeriodInput) -> [RuleGap] {
        guard input.form != .first else { return [] }
        guard let coverage = period.coverage, coverage.planned > 0 else { return [.noCoverage] }
        return coverage.isBelow(share: limits.coverageUsable) ? [.lowCoverage] : []
    }

    func ratiosAgree() -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard let lines = period.effectiveness else { return .notJudged(.noEffectiveness) }
        return Verdict(breaches: lines.flatMap(ratioBreaches))
    }

    private func ratioBreaches(_ line: LineEffectiveness) -> [Breach] {
        let name = self.line(line.line)
        var breaches: [Breach] = []
        let ratios = [
            (LocalizedText(english: "availability", traditionalChinese: "可用率"), line.availability),
            (LocalizedText(english: "quality", traditionalChinese: "合格率"), line.quality),
        ]
        for (word, ratio) in ratios where ratio < 0 || ratio > 1 {
            breaches.append(RuleCase.ratioOutOfRange(name, .name(word), share(ratio)))
        }
        if line.performance < 0 {
            let word = LocalizedText(english: "performance", traditionalChinese: "表現率")
            breaches.append(RuleCase.ratioOutOfRange(name, .name(word), share(line.performance)))
        }
        if line.performance > 1 {
            breaches.append(RuleCase.performanceOverOne(name, share(line.performance)))
        }
        let product = line.availability * line.performance * line.quality
        let direct = line.idealOutput > 0 ? Double(line.good) / Double(line.idealOutput) : 0
        if abs(product - line.oee) > 1e-9 || abs(direct - line.oee) > 1e-9 {
            breaches.append(
                RuleCase.ratiosDiffer(name, share(line.oee), share(product), share(direct)))
        }
        return breaches
    }

    private func share(_ ratio: Double) -> RuleFigure {
        .share(ratio.isFinite && abs(ratio) < 1e9 ? Int64((ratio * 1_000_000).rounded()) : 0)
    }

    func coverageIsEnough() -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard let coverage = period.coverage, coverage.planned > 0 else {
            return .notJudged(.noCoverage)
        }
        let known = Int64(Int128(coverage.known) * 1_000_000 / Int128(coverage.planned))
        for (limit, ruleCase) in [
            (limits.coverageUsable, RuleCase.coverageUnusable),
            (limits.coverageEstimated, RuleCase.coverageEstimated),
        ] where coverage.isBelow(share: limit) {
            return Verdict(breaches: [ruleCase(.share(known), .share(limit))])
        }
        return Verdict()
    }

    func hoursAgree() -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard let hours = period.hours else { return .notJudged(.noHours) }
        let apart = hours.filter { $0.isApart(byMoreThan: limits.hoursTolerance) }
        return Verdict(
            breaches: apart.map { hours in
                let (name, limit) = (line(hours.line), RuleFigure.share(limits.hoursTolerance))
                let (measured, paid) = (
                    RuleFigure.quantity(hours.measured), RuleFigure.quantity(hours.paid)
                )
                return hours.atMost == hours.measured
                    ? RuleCase.hoursDiffer(name, measured, paid, limit)
                    : RuleCase.hoursDifferAtMost(
                        name, measured, .quantity(hours.atMost), paid, limit)
            })
    }

    func variancesHaveReasons() -> Verdict {
        guard !project.targets.isEmpty else { return .notApplicable(.noTargets) }
        guard let period = input.period else { return .notJudged(.noPeriod) }
        let actuals = period.actuals ?? []
        var breaches: [Breach] = []
        var gaps: [RuleGap] = []
        for target in project.targets {
            guard let actual = actuals.first(where: { $0.target == target.id }) else {
                gaps.append(.noActuals)
                continue
            }
            let variance = (actual.value - target.value).magnitude
            guard variance > part(limits.varianceLimit, of: target.value).magnitude,
                actual.reason == nil
            else { continue }
            breaches.append(
                RuleCase.varianceWithoutReason(
                    .name(target.name), amount(actual.value, target.unitName),
                    amount(target.value, target.unitName),
                    .share(limits.varianceLimit)))
        }
        return Verdict(breaches: breaches, gaps: gaps)
    }

    /// So many millionths of a number, rounded down.
    private func part(_ millionths: Int64, of number: Int64) -> Int64 {
        Int64(Int128(number) * Int128(millionths) / 1_000_000)
    }
}

extension Coverage {
    /// Whether less than so many millionths of the planned time are known.
    func isBelow(share millionths: Int64) -> Bool {
        Int128(known) * 1_000_000 < Int128(planned) * Int128(millionths)
    }
}

extension ProductPrice {
    /// turnover / sold, to the cent.
    var average: Money {
        Money(cents: Int64((Int128(turnover.cents) * 1_000_000 + Int128(sold) / 2) / Int128(sold)))
    }

    func isBelow(_ price: Money) -> Bool {
        Int128(turnover.cents) * 1_000_000 < Int128(price.cents) * Int128(sold)
    }

    func isAbove(_ price: Money) -> Bool {
        Int128(turnover.cents) * 1_000_000 > Int128(price.cents) * Int128(sold)
    }
}
