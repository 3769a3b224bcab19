internal import Plant

/// V27 to V31: assets, devices, evidence, operation and periods.
let lineCases: [RuleCase] = [
    .noSerial, .noSchedule, .noAssetCost, .assetsAreNotSum, .noDevice, .notEnrolled,
    .notCalibrated, .noKey, .sharedKey, .smartShare, .beforeCommissioning, .turnoverBefore,
    .firstPeriod, .periodGap, .periodOverlap, .otherPeriodRules,
]

extension RuleCase {
    static let noSerial = RuleCase(.v27, "no_serial", ["line", "asset"])
    static let noSchedule = RuleCase(.v27, "no_schedule", ["line", "asset"])
    static let noAssetCost = RuleCase(.v27, "no_cost", ["line", "asset"])
    static let assetsAreNotSum = RuleCase(.v27, "sum", ["assets", "machinery"])
    static let noDevice = RuleCase(.v28, "none", ["line"])
    static let notEnrolled = RuleCase(.v28, "not_enrolled", ["line", "device"])
    static let notCalibrated = RuleCase(.v28, "not_calibrated", ["line", "device"])
    static let noKey = RuleCase(.v28, "no_key", ["line", "device"])
    static let sharedKey = RuleCase(.v28, "shared_key", ["key", "line", "other"])
    static let smartShare = RuleCase(.v29, "share", ["criterion", "stations", "of"])
    static let beforeCommissioning = RuleCase(
        .v30, "before_commissioning", ["line", "start", "asset", "commissioned"])
    static let turnoverBefore = RuleCase(.v30, "turnover_before", ["line", "from", "amount"])
    static let firstPeriod = RuleCase(.v31, "first", ["from", "right"])
    static let periodGap = RuleCase(.v31, "gap", ["from", "right"])
    static let periodOverlap = RuleCase(.v31, "overlap", ["from", "before"])
    static let otherPeriodRules = RuleCase(.v31, "rule_set", ["from", "stated", "right"])
}

extension Judging {
    func assetsAreCharged() -> Verdict {
        let assets = project.lines.flatMap { line in
            line.assets.filter(\.isFunded).map { (line: line, asset: $0) }
        }
        guard !assets.isEmpty else { return .notJudged(.noAssets) }
        var breaches: [Breach] = []
        for (line, asset) in assets {
            let figures = (self.line(line.id), RuleFigure.name(asset.name))
            if asset.serial == nil { breaches.append(RuleCase.noSerial(figures.0, figures.1)) }
            if asset.schedule == nil { breaches.append(RuleCase.noSchedule(figures.0, figures.1)) }
            if asset.cost == nil { breaches.append(RuleCase.noAssetCost(figures.0, figures.1)) }
        }
        let sum = Money(cents: assets.reduce(0) { $0 + ($1.asset.cost?.cents ?? 0) })
        guard let stage = stages.last(where: { !$0.counted(.machinery).isEmpty }) else {
            return Verdict(breaches: breaches, gaps: [.noBudget])
        }
        let machinery = Money(
            cents: stage.counted(.machinery).reduce(0) { $0 + $1.amount.cents })
        if sum != machinery {
            breaches.append(RuleCase.assetsAreNotSum(.money(sum), .money(machinery)))
        }
        return Verdict(breaches: breaches, results: [NamedFigure("assets", .money(sum))])
    }

    func countersAreEnrolled() -> Verdict {
        let lines = project.lines.filter { $0.operationStart.map { $0 <= day } ?? false }
        guard !lines.isEmpty else { return .notJudged(.noOperation) }
        var breaches: [Breach] = []
        var owners: [String: String] = [:]
        for line in lines {
            if line.devices.isEmpty { breaches.append(RuleCase.noDevice(self.line(line.id))) }
            for device in line.devices {
                breaches += faults(of: device, line)
                guard let key = device.key else { continue }
                if let owner = owners[key], owner != line.id {
                    breaches.append(
                        RuleCase.sharedKey(.text(key), self.line(line.id), self.line(owner)))
                }
                owners[key] = owners[key] ?? line.id
            }
        }
        return Verdict(breaches: breaches)
    }

    private func faults(of device: Device, _ line: ProjectLine) -> [Breach] {
        let figures = (self.line(line.id), RuleFigure.text(device.id))
        var breaches: [Breach] = []
        if device.enrolled == nil { breaches.append(RuleCase.notEnrolled(figures.0, figures.1)) }
        if device.calibrated == nil {
            breaches.append(RuleCase.notCalibrated(figures.0, figures.1))
        }
        if device.key == nil { breaches.append(RuleCase.noKey(figures.0, figures.1)) }
        return breaches
    }

    func smartEvidence() -> Verdict {
        guard let shares = input.period?.smart else { return .notJudged(.noSmartEvidence) }
        return Verdict(
            breaches: shares.map {
                RuleCase.smartShare(
                    .name($0.criterion), .count($0.stations), .count($0.ofStations))
            })
    }

    func operationFollowsCommissioning() -> Verdict {
        let started = project.lines.compactMap { line in
            line.operationStart.map { (line: line, start: $0) }
        }
        var breaches: [Breach] = []
        var gaps: [RuleGap] = started.count < project.lines.count ? [.noOperation] : []
        for (line, start) in started {
            for asset in line.assets where asset.isFunded {
                guard let commissioned = asset.commissioned else {
                    gaps.append(.noCommissioning)
                    continue
                }
                guard start < commissioned else { continue }
                breaches.append(
                    RuleCase.beforeCommissioning(
                        self.line(line.id), .date(start), .name(asset.name), .date(commissioned)))
            }
        }
        guard let period = input.period else { return Verdict(breaches: breaches, gaps: gaps) }
        guard let turnover = period.turnover else {
            let unknown: RuleGap = period.isTurnoverPartial ? .partTurnover : .noTurnover
            return Verdict(breaches: breaches, gaps: gaps + [unknown])
        }
        let early = turnover.filter { entry in
            let start = project.lines.first { $0.id == entry.line }?.operationStart
            return start.map { entry.from < $0 } ?? true
        }
        return Verdict(
            breaches: breaches
                + early.map {
                    RuleCase.turnoverBefore(line($0.line), .date($0.from), .money($0.amount))
                }, gaps: gaps)
    }

    func periodsAreContiguous() -> Verdict {
        let reports: [(record: ReportRecord, from: LocalDate, to: LocalDate)] = project.reports
            .compactMap { record in
                guard record.kind == .benefit, let from = record.from, let to = record.to else {
                    return nil
                }
                return (record, from, to)
            }.sorted { $0.from < $1.from }
        guard let first = reports.first else { return .notJudged(.noBenefitReports) }
        guard let right = project.agreement.completed?.adding(days: 1) else {
            return .notJudged(.notCompleted)
        }
        var breaches: [Breach] = []
        if first.from != right {
            breaches.append(RuleCase.firstPeriod(.date(first.from), .date(right)))
        }
        for (before, after) in zip(reports, reports.dropFirst()) {
            let next = before.to.adding(days: 1)
            if after.from > next {
                breaches.append(RuleCase.periodGap(.date(after.from), .date(next)))
            } else if after.from < next {
                breaches.append(RuleCase.periodOverlap(.date(after.from), .date(before.to)))
            }
        }
        for report in reports {
            guard let stated = report.record.ruleSet, stated != ruleSet.id else { continue }
            breaches.append(
                RuleCase.otherPeriodRules(.date(report.from), set(stated), set(ruleSet.id)))
        }
        return Verdict(breaches: breaches)
    }
}
