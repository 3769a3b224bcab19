internal import Plant
internal import Reporting

extension JobTable {
    /// Counts the declared jobs over a period.
    init(_ declared: DeclaredData, over period: BenefitPeriod, _ settings: BenefitSettings) {
        let provenance = Provenance(declaredIn: declared.jobsFile)
        let jobs = declared.jobs.filter { $0.filled(in: period) != nil }
        let isDeclared = declared.jobsFile != nil
        func counts(_ jobs: [JobRecord]) -> JobCounts {
            isDeclared
                ? JobCounts(jobs, over: period, settings, provenance)
                : JobCounts(missing: provenance)
        }
        rows = JobType.allCases.compactMap { type in
            let ofType = jobs.filter { $0.type == type }
            guard !ofType.isEmpty else { return nil }
            return JobRow(
                type: type, counts: counts(ofType), it: counts(ofType.filter(\.isITPost)))
        }
        total = counts(jobs)
        itTotal = counts(jobs.filter(\.isITPost))
    }
}

extension JobCounts {
    fileprivate init(
        _ jobs: [JobRecord], over period: BenefitPeriod, _ settings: BenefitSettings,
        _ provenance: Provenance
    ) {
        let filled = jobs.filter { $0.isFilled(on: period.to) }
        headcount = BenefitFigure(Int64(filled.count), provenance)
        // Each figure is rounded to hundredths once, so that types need not add up to the total.
        let posts: Int64
        let worked: Int64
        switch settings.equivalents {
        case .annual:
            let week = settings.fullWeek
            posts = roundedHalfUp(filled.reduce(0) { $0 + $1.share(ofWeek: week) }, to: 10_000)
            worked = roundedHalfUp(
                jobs.reduce(0) { $0 + $1.annual(in: period, fullWeek: week) }, to: 10_000)
        case .months:
            posts = filled.reduce(0) { $0 + $1.fte }
            worked = Self.average(jobs, over: period, \.monthParts)
        case .days:
            posts = filled.reduce(0) { $0 + $1.fte }
            worked = Self.average(jobs, over: period) { Int64($0.days) }
        }
        var provenance = provenance
        // Of hours over those of a full-time week (V42); in older forms the parts as declared.
        if settings.equivalents == .annual { provenance.source = .computed }
        (inPost, periodFTE) = (
            BenefitFigure(posts, provenance), BenefitFigure(worked, provenance)
        )
    }

    private static func average(
        _ jobs: [JobRecord], over period: BenefitPeriod, _ length: (BenefitPeriod) -> Int64
    ) -> Int64 {
        let worked = jobs.reduce(0) { sum, job in
            sum + job.fte * (job.filled(in: period).map(length) ?? 0)
        }
        return roundedHalfUp(worked, to: length(period))
    }

    fileprivate init(missing provenance: Provenance) {
        headcount = BenefitFigure(missing: nothingDeclared, provenance)
        inPost = headcount
        periodFTE = headcount
    }
}

/// `numerator / denominator`, rounded half up once; neither is negative.
private func roundedHalfUp(_ numerator: Int64, to denominator: Int64) -> Int64 {
    (2 * numerator + denominator) / (2 * denominator)
}

extension JobRecord {
    fileprivate func isFilled(on date: LocalDate) -> Bool {
        from <= date && to.map { date <= $0 } ?? true
    }

    /// The part of a full-time post, in millionths: its hours over those of a full-time week, `fte`
    /// where no hours are declared.
    func share(ofWeek minutes: Int) -> Int64 {
        guard let own = minutesAWeek else { return fte * 10_000 }
        return Int64(min(own, minutes)) * 1_000_000 / Int64(minutes)
    }

    /// V42, for every report: that part times the months filled over 12, in millionths; each job is
    /// rounded once.
    func annual(in period: BenefitPeriod, fullWeek: Int) -> Int64 {
        let filled = filled(in: period)?.monthParts ?? 0
        let numerator = Int128(share(ofWeek: fullWeek)) * Int128(filled)
        let denominator = Int128(12 * BenefitPeriod.partsOfMonth)
        return Int64((2 * numerator + denominator) / (2 * denominator))
    }

    /// The days of a period on which it is filled; nil: on none.
    func filled(in period: BenefitPeriod) -> BenefitPeriod? {
        let first = max(from, period.from)
        let last = min(to ?? period.to, period.to)
        return first <= last ? BenefitPeriod(from: first, to: last) : nil
    }
}

extension BenefitPeriod {
    /// So many parts has a month, whole parts of it a day whether it has 28, 29, 30 or 31.
    static let partsOfMonth: Int64 = 377_580

    /// Its length (V42): whole calendar months from its first day on, and of the month that is
    /// broken its days over all of it.
    var monthParts: Int64 {
        let rest = from.adding(months: months)
        let next = from.adding(months: months + 1)
        let days = Int64(to.dayNumber - rest.dayNumber + 1)
        return Int64(months) * Self.partsOfMonth
            + days * Self.partsOfMonth / Int64(next.dayNumber - rest.dayNumber)
    }
}
