internal import Plant
internal import Production
internal import Reporting
internal import Storage

/// The tests of the flags over one input; each says no more than what its figures show.
struct FlagTests {
    let input: FlagInput
    let making: FigureMaking

    init(_ input: FlagInput) {
        self.input = input
        making = FigureMaking(input.report.input)
    }

    var settings: FlagSettings { input.settings }
    var project: Project { input.project }
    var period: BenefitPeriod { input.period }

    /// What a flag's test raises.
    func raised(_ id: FlagID) -> [RaisedFlag] {
        switch id {
        case .r01: eachRun(silent)
        case .r02: eachRun(dead)
        case .r03: foundOutside + movedOutside
        case .r04: movedInside
        case .r05: splitAssets
        case .r06: broken([.v25], as: .r06)
        case .r07: aboveCeiling
        case .r08: eachLine { withoutEffort($0, $1) }
        case .r09: withoutSales
        case .r10: wholeCompany + aboveCompany
        case .r11: copied + round
        case .r12: jobsAboveRise + claimedTwice
        case .r13: jobsEnded
        case .r15: eachLine { counters($0, $1) }
        case .r16: eachLine { clocks($0, $1) }
        case .r17: chain + unfrozen
        case .r18: late + revised
        case .r19: eachLine { manual($0, $1) }
        case .r20: broken([.v05, .v06, .v07, .v08, .v09, .v10, .v12], as: .r20)
        case .r21: broken([.v16], as: .r21)
        case .r22: broken([.v17], as: .r22) + sharedAssets
        case .r23: idle
        case .r25: lapsed
        case .r14: withoutLogIns
        case .r24: []
        }
    }

    func flag(
        _ id: FlagID, _ about: String = "", _ severity: FlagSeverity = .notice,
        _ evidence: [RaisedFlag.Evidence]
    ) -> RaisedFlag {
        let rules = input.report.rules
        return RaisedFlag(
            id: id, about: about, name: name(of: about), severity: severity, period: period,
            evidence: evidence,
            ruleSet: rules.isRuleSetCovering ? rules.ruleSet.id : nil)
    }

    /// What a flag is about by its name: a line, a product of one, an asset of another project.
    private func name(of about: String) -> LocalizedText? {
        let parts = about.split(separator: "/", maxSplits: 1).map(String.init)
        guard let id = parts.first,
            let whole = project.lines.first(where: { $0.id == id })?.name
                ?? input.others.first(where: { $0.id == id })?.title
        else { return nil }
        let part = parts.dropFirst().first.map { id in
            input.plant.products.first { $0.id == id }?.name ?? LocalizedText(both: id)
        }
        return .joined([whole] + (part.map { [$0] } ?? []))
    }

    /// A serious flag of the project and no period, which stands on the day of application: raised
    /// once, whichever period is looked at.
    func projectFlag(
        _ id: FlagID, _ about: String, _ evidence: [RaisedFlag.Evidence]
    ) -> RaisedFlag {
        var raised = flag(id, about, .serious, evidence)
        let day = project.agreement.applied
        raised.period = BenefitPeriod(from: day, to: day)
        return raised
    }

    func limit(_ english: String, _ chinese: String, _ figure: RuleFigure) -> RaisedFlag.Evidence {
        .init(words("limit: \(english)", "限度：\(chinese)"), figure, .decided)
    }

    private func eachLine(
        _ test: (ProjectLine, MeasuredLine) -> RaisedFlag?
    ) -> [RaisedFlag] {
        project.lines.compactMap { line in
            input.report.input.measured[line.id].flatMap { test(line, $0) }
        }
    }

    private func eachRun(
        _ test: (ProjectLine, MeasuredLine) -> [RaisedFlag]
    ) -> [RaisedFlag] {
        project.lines.flatMap { line in
            input.report.input.measured[line.id].map { test(line, $0) } ?? []
        }
    }

    /// Days in a row with planned time, in order.
    private typealias Run = [LocalDate]

    /// The runs of days with planned time of which something holds, that become longer than one of
    /// some limits in the period, whenever they began; days without planned time neither count nor
    /// end one.
    private func runs(
        _ line: ProjectLine, _ measured: MeasuredLine, over limits: [Int],
        _ holds: (MeasuredLine.Day) -> Bool
    ) -> [Run] {
        let before = input.earlier.flatMap { $0.input.measured[line.id]?.days ?? [] }
        var runs: [Run] = []
        var isRunning = false
        for day in before + measured.days where day.planned > 0 {
            let wasRunning = isRunning
            isRunning = holds(day)
            guard isRunning else { continue }
            if !wasRunning { runs.append([]) }
            runs[runs.count - 1].append(day.date)
        }
        return runs.filter { run in
            limits.contains { run.count > $0 && period.contains(run[$0]) }
        }
    }

    /// A flag of a run: of the days from its first on, so that each run is raised once, however
    /// long it becomes.
    private func flag(
        _ id: FlagID, _ line: ProjectLine, _ severity: FlagSeverity, from first: LocalDate,
        _ evidence: [RaisedFlag.Evidence]
    ) -> RaisedFlag {
        var raised = flag(id, line.id, severity, evidence)
        raised.period = BenefitPeriod(from: first, to: period.to)
        return raised
    }

    private func silent(_ line: ProjectLine, _ measured: MeasuredLine) -> [RaisedFlag] {
        let limits = [settings.silentDays.value, settings.silentSeriousDays.value]
        return runs(line, measured, over: limits) { $0.unknown == $0.planned }.map { run in
            let isSerious = run.count > settings.silentSeriousDays.value
            return flag(
                .r01, line, isSerious ? .serious : .notice, from: run[0],
                [
                    .init(words("days without a word", "無訊號日數"), .count(run.count), .measured),
                    .init(words("from", "由"), .date(run[0]), .measured),
                    .init(words("to", "至"), .date(run[run.count - 1]), .measured),
                    limit("days", "日數", .count(settings.silentDays.value)),
                ])
        }
    }

    private func dead(_ line: ProjectLine, _ measured: MeasuredLine) -> [RaisedFlag] {
        runs(line, measured, over: [settings.deadDays.value]) {
            $0.unknown < $0.planned && $0.made == 0
        }.map { run in
            flag(
                .r02, line, .notice, from: run[0],
                [
                    .init(
                        words("days heard without a piece", "有訊號但無產出日數"), .count(run.count),
                        .measured),
                    .init(words("from", "由"), .date(run[0]), .measured),
                    .init(words("to", "至"), .date(run[run.count - 1]), .measured),
                    limit("days", "日數", .count(settings.deadDays.value)),
                ])
        }
    }

    private func counters(_ line: ProjectLine, _ measured: MeasuredLine) -> RaisedFlag? {
        let planned = measured.days.filter { $0.planned > $0.unknown }
        let over = planned.count(where: \.isOverRate)
        let outside = measured.days.reduce(Int64(0)) { $0 + $1.outside }
        let made = measured.days.reduce(Int64(0)) { $0 + $1.made }
        let producing = planned.filter { $0.good > 0 }.map(\.good)
        // Ten days alike to a thousandth: machines are not that even.
        let isEven =
            producing.count >= 10
            && (producing.max() ?? 0) - (producing.min() ?? 0) <= (producing.max() ?? 0) / 1_000
        let isOver = over * 100 > planned.count * settings.overRatePercent.value
        let isOutside =
            Int128(outside) * 100 > Int128(made) * Int128(settings.outsidePercent.value)
        guard isEven || isOver || isOutside else { return nil }
        var evidence: [RaisedFlag.Evidence] = []
        if isOver {
            evidence += [
                .init(words("days above the declared rate", "高於申報速率日數"), .count(over), .computed),
                .init(words("days", "日數"), .count(planned.count), .measured),
                limit(
                    "share of days", "日數比例",
                    .share(Int64(settings.overRatePercent.value) * 10_000)),
            ]
        }
        if isOutside {
            evidence += [
                .init(
                    words("pieces outside planned time", "計劃時間以外產量"), .quantity(outside),
                    .measured),
                .init(words("of", "總數"), .quantity(made), .measured),
                limit(
                    "share of pieces", "產量比例",
                    .share(Int64(settings.outsidePercent.value) * 10_000)),
            ]
        }
        if isEven {
            evidence.append(
                .init(
                    words("days with the same output, to a thousandth", "產量相同（千分之一內）日數"),
                    .count(producing.count), .measured))
        }
        return flag(.r15, line.id, .notice, evidence)
    }

    private func clocks(_ line: ProjectLine, _ measured: MeasuredLine) -> RaisedFlag? {
        let found = measured.findings.count { $0.kind == .clockAhead }
        let (timed, filled) = (measured.ages.timed.count, measured.ages[.backfilled].count)
        var evidence: [RaisedFlag.Evidence] = []
        if found > settings.clockFindings.value {
            evidence += [
                .init(words("times ahead of the receiver", "時間超前次數"), .count(found), .measured),
                limit("findings", "次數", .count(settings.clockFindings.value)),
            ]
        }
        if Int128(filled) * 100 > Int128(timed) * Int128(settings.backfillPercent.value) {
            evidence += [
                .init(
                    words("values received a minute late or later", "遲一分鐘或以上收到的數值"),
                    .count(Int(filled)), .measured),
                .init(
                    words("values with a time of their own", "附有時間的數值"), .count(Int(timed)),
                    .measured),
                limit(
                    "share of values", "數值比例",
                    .share(Int64(settings.backfillPercent.value) * 10_000)),
            ]
        }
        return evidence.isEmpty ? nil : flag(.r16, line.id, .notice, evidence)
    }

    private func manual(_ line: ProjectLine, _ measured: MeasuredLine) -> RaisedFlag? {
        guard project.disbursements.contains(where: { $0.kind == .final && $0.paid <= period.to })
        else { return nil }
        let manual = measured.constraint.delayByReason[.manual] ?? 0
        let known = measured.coverage.known
        guard known > 0,
            Int128(manual) * 100 > Int128(known) * Int128(settings.manualPercent.value)
        else { return nil }
        return flag(
            .r19, line.id, .notice,
            [
                .init(
                    words("share of known planned time in manual mode", "手動模式佔已知計劃時間"),
                    .share(Int64(Int128(manual) * 1_000_000 / Int128(known))), .computed),
                limit("share", "比例", .share(Int64(settings.manualPercent.value) * 10_000)),
            ])
    }

    /// A rule of the project that is broken is looked at; the rule's own words are the evidence.
    private func broken(_ rules: [RuleID], as id: FlagID) -> [RaisedFlag] {
        errors(rules).map { projectFlag(id, $0.rule.rawValue, [evidence(of: $0)]) }
    }

    private func errors(_ rules: [RuleID]) -> [RuleFinding] {
        input.report.rules.findings.filter { rules.contains($0.rule) && $0.severity == .error }
    }

    private func evidence(of finding: RuleFinding) -> RaisedFlag.Evidence {
        .init(LocalizedText(both: finding.rule.rawValue), .name(finding.text), .computed)
    }

    /// More turnover than the whole company has (V32).
    private var aboveCompany: [RaisedFlag] {
        errors([.v32]).map { flag(.r10, $0.rule.rawValue, .serious, [evidence(of: $0)]) }
    }

    /// A relocation that nobody approved before it (V26).
    private var movedOutside: [RaisedFlag] {
        errors([.v26]).filter { $0.name != RuleCase.seenOutside.name }
            .map { projectFlag(.r03, $0.rule.rawValue, [evidence(of: $0)]) }
    }

    private var chain: [RaisedFlag] {
        let faults = (input.chainFaults ?? []).map {
            RaisedFlag.Evidence(words("chain of seals", "封存鏈"), .name($0), .computed)
        }
        let changed = errors([.v46]).filter { $0.name == RuleCase.reportChanged.name }
        let evidence = faults + changed.map(evidence)
        return evidence.isEmpty ? [] : [flag(.r17, "", .serious, evidence)]
    }

    /// Values of the project file that are other than was frozen of them, each once (V46).
    private var unfrozen: [RaisedFlag] {
        making.frozen.filter(\.isChanged).compactMap { value in
            guard let frozen = value.frozen else { return nil }
            var raised = projectFlag(
                .r17, value.key,
                [
                    .init(
                        words("frozen", "凍結值"), frozen.value.content.figure(beside: value.now),
                        .declared),
                    .init(words("frozen on", "凍結日期"), .date(frozen.day), .declared),
                    .init(words("by", "凍結者"), .text(frozen.officer), .declared),
                    .init(
                        words("now", "現時"),
                        value.now?.figure(beside: frozen.value.content)
                            ?? .name(FigureGap.notSaid.wording), .declared),
                ])
            raised.name = value.name
            return raised
        }
    }

    /// Whether enough is known of it to judge by (V37): silence is no idleness.
    private func isUsable(_ measured: MeasuredLine) -> Bool { isUsable(measured.coverage) }

    func isUsable(_ coverage: Coverage) -> Bool {
        !coverage.isBelow(share: input.report.rules.ruleSet.parameters.coverageUsable)
    }

    private var idle: [RaisedFlag] {
        project.lines.compactMap { line in
            guard let (before, after) = input.payment[line.id], isUsable(before), isUsable(after)
            else { return nil }
            let (use, now) = (before.constraint.production, after.constraint.production)
            let (of, ofNow) = (before.coverage.planned, after.coverage.planned)
            guard use > 0, of > 0, ofNow > 0 else { return nil }
            let was = Int64(Int128(use) * 1_000_000 / Int128(of))
            let `is` = Int64(Int128(now) * 1_000_000 / Int128(ofNow))
            guard was > 0, (was - `is`) * 100 > was * Int64(settings.idlePercent.value) else {
                return nil
            }
            return flag(
                .r23, line.id, .notice,
                [
                    .init(words("use before the payment", "撥款前使用率"), .share(was), .computed),
                    .init(words("use after it", "撥款後使用率"), .share(`is`), .computed),
                    limit("drop", "跌幅", .share(Int64(settings.idlePercent.value) * 10_000)),
                ])
        }
    }
}
