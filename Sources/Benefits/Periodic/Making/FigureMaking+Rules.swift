public import Plant
internal import Production
internal import Reporting
internal import Storage

// What the rules say, and the figures that they are given.

extension FigureMaking {
    /// What the rules are given of the period.
    var periodInput: PeriodInput {
        var period = PeriodInput(period: period)
        period.turnover = lineTurnovers
        period.isTurnoverPartial =
            input.form != .first
            && project.lines.contains {
                sales(of: $0).map { !$0.isEmpty } ?? true
            }
        period.companyTurnover = companyFigure.map { Money(cents: $0.row.value) }
        period.stock = stock
        period.coverage = worstCoverage
        period.prices = prices
        period.counters = counters
        period.times = times
        period.effectiveness = effectiveness
        period.hours = hours
        period.actuals = project.targets.compactMap { target in
            actual(target).map {
                TargetActual(
                    target: target.id, value: $0.millionths,
                    reason: reason(target.id).map { LocalizedText(both: $0.row.text) })
            }
        }
        period.isOfJobs = input.form == .first || input.template.showsJobs
        period.jobs = jobs?.claims(of: project)
        period.claimedElsewhere = input.claimedElsewhere
        period.headcount = headcount.map {
            Headcount(
                now: Int($0.row.value),
                reason: reason("headcount").map { LocalizedText(both: $0.row.text) })
        }
        period.reports = input.versions.isEmpty ? nil : input.versions
        period.smart = smartShares
        if input.form != .first {
            period.positions = project.positions?.filter { self.period.contains($0.day) }
        }
        return period
    }

    /// The judgements of the period's day.
    var ruleReport: RuleReport {
        var judged = project
        // In the first form all jobs are held against the rise.
        if input.form == .first { judged.settings.newJob.value = .aboveBaseline }
        var rules = RuleInput(project: judged, ruleSets: input.ruleSets, day: input.day)
        rules.form = input.form
        rules.period = periodInput
        rules.freezes = frozen
        return RuleReport.make(rules)
    }

    private var lineTurnovers: [LineTurnover]? {
        let turnovers = project.lines.compactMap { line in
            turnover(of: line).map { amount in
                let from = (sales(of: line) ?? []).map(\.row.period.from).min() ?? period.from
                return LineTurnover(line: line.id, from: from, amount: amount)
            }
        }
        return turnovers.count == project.lines.count ? turnovers : nil
    }

    /// Products whose measured and declared sides are known for the whole period.
    private var stock: [ProductStock]? {
        var known: [ProductStock] = []
        for line in project.lines {
            for benefit in sales[line.id]?.products ?? [] where benefit.identity != nil {
                guard let product = benefit.product, let good = benefit.good.value,
                    let declared = benefit.declared, let opening = declared.openingStock.value,
                    let sold = declared.sold.value, let closing = declared.closingStock.value,
                    let samples = declared.samplesAndScrap.value
                else { continue }
                known.append(
                    ProductStock(
                        product: plant.products[product].id, good: good, opening: opening,
                        sold: sold, closing: closing, samplesAndScrap: samples,
                        name: joined(name(line), plant.products[product].name),
                        unit: unit(product).name))
            }
        }
        return known.isEmpty ? nil : known
    }

    /// That of the line of which least is known.
    private var worstCoverage: Coverage? {
        let known = project.lines.compactMap { input.measured[$0.id]?.coverage }
            .filter { $0.planned > 0 }
        return known.min {
            Int128($0.known) * Int128($1.planned) < Int128($1.known) * Int128($0.planned)
        }
    }

    private var prices: [ProductPrice]? {
        var found: [ProductPrice] = []
        for line in project.lines {
            for benefit in sales[line.id]?.products ?? [] {
                guard let product = benefit.product, let declared = benefit.declared,
                    let turnover = declared.turnover.value, let sold = declared.sold.value,
                    sold > 0
                else { continue }
                let lists = priceLists(product).map(\.row)
                found.append(
                    ProductPrice(
                        product: plant.products[product].id, turnover: turnover, sold: sold,
                        lowest: lists.map(\.lowest).min(), highest: lists.map(\.highest).max(),
                        sectorMedian: lists.compactMap(\.sectorMedian).max(),
                        name: joined(name(line), plant.products[product].name),
                        lists: lists.map(\.from)))
            }
        }
        return found.isEmpty ? nil : found
    }

    /// Each reset was found by the fold, and the finding explains it; one at which readings went
    /// missing too does not.
    private var counters: CounterRecord? {
        guard !input.measured.isEmpty else { return nil }
        let resets = project.lines.flatMap { line -> [CounterReset] in
            (input.measured[line.id]?.findings ?? []).filter { $0.kind == .counterReset }.map {
                CounterReset(
                    source: $0.signal, day: plant.localDate(of: $0.at),
                    explanation: $0.kind.rawValue, name: name(ofSignal: $0.signal))
            }
        }
        return CounterRecord(readings: [], resets: resets)
    }

    /// What a signal is called, with its work unit.
    private func name(ofSignal path: String) -> LocalizedText? {
        plant.signals.first { $0.path == path }
            .map { .joined([plant.workUnits[$0.workUnit].name, $0.name]) }
    }

    private var times: [LineTimes]? {
        let known = project.lines.compactMap { line in
            input.measured[line.id].map { measured in
                let sums = measured.constraint
                return LineTimes(
                    line: line.id, plannedBusy: sums.planned, production: sums.production,
                    down: sums.setup + sums.delay + sums.down, unknown: sums.unknown)
            }
        }
        return known.isEmpty ? nil : known
    }

    private var effectiveness: [LineEffectiveness]? {
        let known = project.lines.compactMap { line -> LineEffectiveness? in
            guard let sums = input.measured[line.id]?.constraint,
                let availability = sums.kpi(.availability).ratio,
                let performance = sums.kpi(.effectiveness).ratio,
                let quality = sums.kpi(.quality).ratio, let oee = sums.kpi(.oee).ratio
            else { return nil }
            // The other way round: the time that good pieces need at their rates, over known time.
            return LineEffectiveness(
                line: line.id, availability: availability, performance: performance,
                quality: quality, oee: oee, good: sums.idealTime(\.knownGood),
                idealOutput: sums.planned - sums.unknown)
        }
        return known.isEmpty ? nil : known
    }

    private var smartShares: [SmartShare]? {
        let shares = SmartCriterion.allCases.compactMap { criterion in
            coverage(criterion).map {
                SmartShare(
                    criterion: criterion.name, stations: $0.covered, ofStations: $0.stations.count)
            }
        }
        return input.measured.isEmpty ? nil : shares
    }

    /// A row a rule, with what it says.
    var judged: [Document.Block] {
        let report = ruleReport
        let isFirst = input.form == .first
        let rows = report.judgements.map { judgement -> Document.Row in
            var cells = [
                Document.Cell(LocalizedText(both: judgement.rule.rawValue)),
                Document.Cell(judgement.statement),
                Document.Cell(judgement.outcomeWord),
                Document.Cell(worded(judgement.explanation)),
            ]
            if !isFirst { cells.insert(Document.Cell(judgement.paragraphWording), at: 2) }
            return Document.Row(id: judgement.rule.rawValue, cells: cells)
        }
        let said = words(
            "Judged on \(input.day) by \(report.ruleSet.name.english)",
            "於 \(input.day) 按\(report.ruleSet.name.traditionalChinese)判斷")
        var columns: [Document.Column] = [
            .init(id: "rule", title: words("Rule", "規則")),
            .init(id: "statement", title: words("It says", "內容")),
            .init(id: "outcome", title: words("Outcome", "結果")),
            .init(id: "why", title: words("Why", "原因")),
        ]
        if !isFirst {
            columns.insert(.init(id: "paragraph", title: RuleWord.paragraph.wording), at: 2)
        }
        let table = Document.Table(
            id: FigureID.rules.rawValue, title: isFirst ? said : FigureID.rules.name,
            columns: columns, rows: rows)
        let notices = report.findings.filter { $0.severity != .info }.map { finding in
            let text = worded(finding.text)
            return Document.Block.notice(
                .init(
                    severity: finding.severity == .error ? .error : .warning,
                    code: finding.rule.rawValue,
                    text: words(
                        "\(finding.rule.rawValue): \(text.english)",
                        "\(finding.rule.rawValue)：\(text.traditionalChinese)")))
        }
        let head = isFirst ? [] : [Document.Block.paragraph(said)]
        return head + notices + [.table(table)]
    }

    private func worded(_ text: LocalizedText) -> LocalizedText {
        input.form == .first ? text.hyphened : text
    }
}

extension RuleJudgement {
    /// What became of it, in a word.
    public var outcomeWord: LocalizedText {
        switch outcome {
        case .holds: RuleWord.holds.wording
        case .found(let findings):
            findings.map(\.severity).min { $0.rank < $1.rank }?.wording ?? RuleWord.holds.wording
        case .notApplicable: RuleWord.notApplicable.wording
        case .notJudged: RuleWord.notJudged.wording
        }
    }

    /// Its findings, or why there are none.
    public var explanation: LocalizedText {
        let texts = findings.map(\.text) + gaps.map(\.wording)
        let results = results.map(\.text)
        let all = texts.isEmpty ? results : texts
        return LocalizedText(
            english: all.map(\.english).joined(separator: "; "),
            traditionalChinese: all.map(\.traditionalChinese).joined(separator: "；"))
    }
}

extension RuleSeverity {
    fileprivate var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .info: 2
        }
    }
}
