internal import Plant

/// V41 to V46: jobs and reports.
let jobCases: [RuleCase] = [
    .jobTwice, .postsOverFullTime, .jobWithoutType, .jobWithoutContract, .otherEquivalent,
    .otherPart, .jobsOverRise,
    .jobNotFilled, .jobOfSetUp, .jobMoved, .reportNotSealed, .reportNotSigned, .reportChanged,
    .versionWithoutReason, .versionLost, .signedNotSealed, .frozenChanged,
    .frozenGone,
]

extension RuleCase {
    static let jobTwice = RuleCase(.v41, "twice", ["job", "project", "other"])
    static let postsOverFullTime = RuleCase(
        .v41, "over_full_time", ["job", "other", "project", "hours", "full_time"], since: .second)
    static let jobWithoutType = RuleCase(.v41, "no_type", ["job"])
    static let jobWithoutContract = RuleCase(.v41, "no_contract", ["job"])
    static let otherEquivalent = RuleCase(.v42, "fte", ["job", "stated", "least", "most"])
    static let otherPart = RuleCase(
        .v42, "part", ["job", "stated", "hours", "full_time", "right"], since: .second)
    static let jobsOverRise = RuleCase(.v43, "over_rise", ["jobs", "rise"])
    static let jobNotFilled = RuleCase(.v44, "not_filled", ["job", "to"])
    static let jobOfSetUp = RuleCase(.v45, "setup", ["job"])
    static let jobMoved = RuleCase(.v45, "moved", ["job"])
    static let reportNotSealed = RuleCase(.v46, "not_sealed", ["report", "version"])
    static let reportNotSigned = RuleCase(.v46, "not_signed", ["report", "version"])
    static let reportChanged = RuleCase(.v46, "changed", ["report", "version"])
    static let versionWithoutReason = RuleCase(.v46, "no_reason", ["report", "version"])
    static let versionLost = RuleCase(.v46, "lost", ["report", "version"])
    static let signedNotSealed = RuleCase(
        .v46, "signed_not_sealed", ["report", "version"], since: .second)
    static let frozenChanged = RuleCase(
        .v46, "frozen", ["value", "was", "day", "officer", "now"], since: .second)
    static let frozenGone = RuleCase(
        .v46, "frozen_gone", ["value", "was", "day", "officer"], since: .second)
}

extension Judging {
    /// The claimed jobs; an empty claim holds.
    private func eachJob(_ breaches: (ClaimedJob, BenefitPeriod) -> [Breach]) -> Verdict {
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard period.isOfJobs else { return .notApplicable(.notOfJobs) }
        guard let jobs = period.jobs else { return .notJudged(.noJobs) }
        return Verdict(breaches: jobs.flatMap { breaches($0, period.period) })
    }

    /// A job with where it stands.
    private func named(_ job: ClaimedJob) -> RuleFigure {
        guard input.isWorded, let row = job.row else { return .text(job.id) }
        return .named(
            id: job.id,
            words(
                "\(job.id) (\(row.file), line \(row.line))",
                "\(job.id)（\(row.file) 第 \(row.line) 行）"))
    }

    private var fullWeek: Int { project.settings.fullTimeHours.value * 60 }

    private func hours(_ minutes: Int) -> RuleFigure { .quantity(Int64(minutes) * 1_000_000 / 60) }

    func jobsAreCountedOnce() -> Verdict {
        let elsewhere = Dictionary(
            (input.period?.claimedElsewhere ?? []).map { ($0.person, named($0.project, $0.name)) },
            uniquingKeysWith: { $1 })
        var claimed: [String: [ClaimedJob]] = [:]
        return eachJob { job, _ in
            let key = job.person ?? job.id
            let before = claimed[key] ?? []
            claimed[key] = before + [job]
            var breaches = twice(job, before, elsewhere[key]).map { [$0] } ?? []
            if job.type == nil { breaches.append(RuleCase.jobWithoutType(named(job))) }
            if job.contract == nil { breaches.append(RuleCase.jobWithoutContract(named(job))) }
            return breaches
        }
    }

    /// Another claim of the same job; of one line, posts of one person are so where together they
    /// are more than full time.
    private func twice(
        _ job: ClaimedJob, _ before: [ClaimedJob], _ elsewhere: RuleFigure?
    ) -> Breach? {
        let project = named(job.project, job.projectName)
        guard let last = before.last else {
            return elsewhere.map { RuleCase.jobTwice(named(job), project, $0) }
        }
        guard job.person != nil, last.project == job.project else {
            return RuleCase.jobTwice(named(job), project, named(last.project, last.projectName))
        }
        let others = before.filter { $0.project == job.project && $0.overlaps(job) }
        let minutes = others.reduce(job.minutesAWeek) { $0 + $1.minutesAWeek }
        guard let other = others.last, minutes > fullWeek else { return nil }
        return RuleCase.postsOverFullTime(
            named(job), named(other), project, hours(minutes), hours(fullWeek))
    }

    func equivalentsAreRight() -> Verdict {
        eachJob { job, period in
            let months = job.months(in: period)
            func hundredths(_ months: Int) -> Int {
                (min(job.minutesAWeek, fullWeek) * months * 100 * 2 + fullWeek * 12)
                    / (fullWeek * 12 * 2)
            }
            let (least, most) = (hundredths(months.lowerBound), hundredths(months.upperBound))
            guard job.fte < least || job.fte > most else { return [] }
            if input.isWorded, let row = job.row {
                let right = min(job.minutesAWeek, fullWeek) * 1_000_000 / fullWeek
                return [
                    RuleCase.otherPart(
                        named(job), .quantity(row.fte * 10_000), hours(job.minutesAWeek),
                        hours(fullWeek), .quantity(Int64(right)))
                ]
            }
            return [
                RuleCase.otherEquivalent(
                    .text(job.id), .quantity(Int64(job.fte) * 10_000),
                    .quantity(Int64(least) * 10_000), .quantity(Int64(most) * 10_000))
            ]
        }
    }

    func jobsAreWithinRise() -> Verdict {
        guard project.settings.newJob.value == .aboveBaseline else {
            return .notApplicable(.newByPost)
        }
        guard let period = input.period else { return .notJudged(.noPeriod) }
        guard period.isOfJobs else { return .notApplicable(.notOfJobs) }
        guard let jobs = period.jobs else { return .notJudged(.noJobs) }
        guard let headcount = period.headcount, let baseline = project.agreement.baselineHeadcount
        else { return .notJudged(.noHeadcount) }
        let filled = jobs.count { $0.isNew && $0.isFilled(on: period.period.to) }
        let rise = headcount.now - baseline
        guard filled > rise, headcount.reason == nil else { return Verdict() }
        return Verdict(breaches: [RuleCase.jobsOverRise(.count(filled), .count(rise))])
    }

    func jobsAreStillFilled() -> Verdict {
        eachJob { job, period in
            guard job.wasCountedBefore, let to = job.to, to < period.to else { return [] }
            return [RuleCase.jobNotFilled(named(job), .date(to))]
        }
    }

    func jobsAreNew() -> Verdict {
        eachJob { job, _ in
            (job.isSetUp ? [RuleCase.jobOfSetUp(named(job))] : [])
                + (job.wasMovedFromAnotherSite ? [RuleCase.jobMoved(named(job))] : [])
        }
    }

    /// What the project file says other than it did when a report was first checked.
    private var changedFreezes: [Breach] {
        input.freezes.filter(\.isChanged).compactMap { value in
            guard let frozen = value.frozen else { return nil }
            let (was, day) = (
                frozen.value.content.figure(beside: value.now), RuleFigure.date(frozen.day)
            )
            guard let now = value.now?.figure(beside: frozen.value.content) else {
                return RuleCase.frozenGone(.name(value.name), was, day, .text(frozen.officer))
            }
            return RuleCase.frozenChanged(
                .name(value.name), was, day, .text(frozen.officer), now)
        }
    }

    func reportsAreSealed() -> Verdict {
        var breaches = changedFreezes
        guard let versions = input.period?.reports else {
            return Verdict(breaches: breaches, gaps: [.noReports])
        }
        for version in versions {
            let name = version.name.map(RuleFigure.name) ?? .text(version.report)
            let figures = (name, RuleFigure.count(version.version))
            if !version.isSealed {
                let isNext = version.isSigned && input.form != .first
                let ruleCase = isNext ? RuleCase.signedNotSealed : .reportNotSealed
                breaches.append(ruleCase(figures.0, figures.1))
            }
            if !version.isSigned { breaches.append(RuleCase.reportNotSigned(figures.0, figures.1)) }
            if version.isUnchanged == false {
                breaches.append(RuleCase.reportChanged(figures.0, figures.1))
            }
            if version.version > 1, version.reason == nil {
                breaches.append(RuleCase.versionWithoutReason(figures.0, figures.1))
            }
        }
        for (report, own) in Dictionary(grouping: versions, by: \.report).sorted(by: {
            $0.key < $1.key
        }) {
            let numbers = Set(own.map(\.version))
            for number in 1..<max(numbers.max() ?? 1, 1) where !numbers.contains(number) {
                breaches.append(RuleCase.versionLost(.text(report), .count(number)))
            }
        }
        return Verdict(
            breaches: breaches,
            gaps: versions.contains { $0.isUnchanged == nil } ? [.notCompared] : [])
    }
}

extension ClaimedJob {
    /// Whether it counts as new (V45).
    var isNew: Bool { !isSetUp && !wasMovedFromAnotherSite }

    /// Whether both are filled on some day.
    func overlaps(_ other: ClaimedJob) -> Bool {
        from <= other.to ?? from && other.from <= to ?? other.from
    }

    func isFilled(on day: LocalDate) -> Bool { from <= day && to.map { day <= $0 } ?? true }

    /// Whole calendar months in a period, and one more where a month is broken.
    func months(in period: BenefitPeriod) -> ClosedRange<Int> {
        let first = max(from, period.from)
        let last = min(to ?? period.to, period.to)
        guard first <= last else { return 0...0 }
        let filled = BenefitPeriod(from: first, to: last)
        let months = filled.months
        return months...(filled.isLonger(thanMonths: months) ? months + 1 : months)
    }
}
