internal import Plant

extension JobTable {
    /// Counts the declared jobs over a period.
    init(_ declared: DeclaredData, over period: BenefitPeriod, by time: BenefitSettings.JobTime) {
        let provenance = Provenance(declaredIn: declared.jobsFile)
        let jobs = declared.jobs.filter { $0.filled(in: period) != nil }
        let isDeclared = declared.jobsFile != nil
        func counts(_ jobs: [JobRecord]) -> JobCounts {
            isDeclared
                ? JobCounts(jobs, over: period, by: time, provenance)
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
        _ jobs: [JobRecord], over period: BenefitPeriod, by time: BenefitSettings.JobTime,
        _ provenance: Provenance
    ) {
        let filled = jobs.filter { $0.isFilled(on: period.to) }
        func length(_ time: BenefitSettings.JobTime, _ span: BenefitPeriod) -> Int64 {
            switch time {
            case .months: span.monthParts
            case .days: Int64(span.days)
            }
        }
        // Hundredths times time; each figure is rounded once, so that types need not add up to the
        // total.
        let worked = jobs.reduce(0) { sum, job in
            sum + job.fte * (job.filled(in: period).map { length(time, $0) } ?? 0)
        }
        headcount = BenefitFigure(Int64(filled.count), provenance)
        inPost = BenefitFigure(filled.reduce(0) { $0 + $1.fte }, provenance)
        averageFTE = BenefitFigure(roundedHalfUp(worked, to: length(time, period)), provenance)
    }

    fileprivate init(missing provenance: Provenance) {
        headcount = BenefitFigure(missing: nothingDeclared, provenance)
        inPost = headcount
        averageFTE = headcount
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
