internal import Plant

extension JobTable {
    /// Counts the declared jobs over a period.
    init(_ declared: DeclaredData, over period: BenefitPeriod) {
        let provenance = Provenance(declaredIn: declared.jobsFile)
        let jobs = declared.jobs.filter { $0.days(in: period) > 0 }
        let isDeclared = declared.jobsFile != nil
        func counts(_ jobs: [JobRecord]) -> JobCounts {
            isDeclared
                ? JobCounts(jobs, over: period, provenance) : JobCounts(missing: provenance)
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
    fileprivate init(_ jobs: [JobRecord], over period: BenefitPeriod, _ provenance: Provenance) {
        let filled = jobs.filter { $0.isFilled(on: period.to) }
        // Hundredths times days; each figure is rounded once, so that types need not add up to the
        // total.
        let days = jobs.reduce(0) { $0 + $1.fte * Int64($1.days(in: period)) }
        headcount = BenefitFigure(Int64(filled.count), provenance)
        inPost = BenefitFigure(filled.reduce(0) { $0 + $1.fte }, provenance)
        averageFTE = BenefitFigure(roundedHalfUp(days, to: Int64(period.days)), provenance)
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

    /// On how many days of a period it is filled.
    fileprivate func days(in period: BenefitPeriod) -> Int {
        let first = max(from, period.from)
        let last = min(to ?? period.to, period.to)
        return max(0, last.dayNumber - first.dayNumber + 1)
    }
}
