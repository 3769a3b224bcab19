public import Plant
public import Telemetry

extension Project {
    /// From the first to the last day on which the line may not be transferred or moved out of Hong
    /// Kong without approval; nil before completion, or where there are no months.
    public var restriction: BenefitPeriod? {
        let months = settings.restrictionMonths.value
        guard months > 0, let from = restrictionStart else { return nil }
        return BenefitPeriod(from: from, to: from.adding(months: months).adding(days: -1))
    }

    private var restrictionStart: LocalDate? {
        switch settings.restrictionStart.value {
        case .dayAfterCompletion: agreement.completed?.adding(days: 1)
        case .completion: agreement.completed
        case .finalAcceptance: finalAccounts?.accepted
        }
    }

    /// The benefit periods that the agreement asks for, from the day after completion; from the
    /// approved end while the project is not completed; empty where neither is known.
    public var benefitPeriods: [BenefitPeriod] {
        guard let end = agreement.completed ?? agreement.end else { return [] }
        let first = end.adding(days: 1)
        let months = settings.benefitMonths.value
        let covered = settings.restrictionMonths.value
        let count = settings.benefitPeriods.value ?? (covered + months - 1) / months
        return (0..<count).map { number in
            BenefitPeriod(
                from: first.adding(months: number * months),
                to: first.adding(months: (number + 1) * months).adding(days: -1))
        }
    }

    /// The approved duration from the first to the last day; nil before the agreement.
    public var duration: BenefitPeriod? {
        guard let from = agreement.start, let to = agreement.end else { return nil }
        return BenefitPeriod(from: from, to: to)
    }

    /// The days of which the progress report tells: the first months of the approved duration, so
    /// many as the agreement says; nil before the agreement.
    public var progressPeriod: BenefitPeriod? {
        duration.map { duration in
            let end = duration.from.adding(months: settings.progressMonths.value).adding(days: -1)
            return BenefitPeriod(from: duration.from, to: min(end, duration.to))
        }
    }

    /// The days of which the final report tells: up to completion, to the approved end before it;
    /// nil before the agreement.
    public var finalPeriod: BenefitPeriod? {
        guard let from = agreement.start, let to = agreement.completed ?? agreement.end, from <= to
        else { return nil }
        return BenefitPeriod(from: from, to: to)
    }

    /// The reports that the project makes, in order of their days.
    public var ownReports: [(kind: ReportRecord.Kind, period: BenefitPeriod)] {
        let first = [(ReportRecord.Kind.progress, progressPeriod), (.final, finalPeriod)]
        return first.compactMap { kind, period in period.map { (kind, $0) } }
            + benefitPeriods.map { (.benefit, $0) }
    }
}

extension BenefitPeriod {
    /// Whether it is longer than so many calendar months; exactly so many are not longer.
    public func isLonger(thanMonths months: Int) -> Bool {
        to.adding(days: 1) > from.adding(months: months)
    }

    /// How many whole calendar months it has.
    public var months: Int {
        let end = to.adding(days: 1)
        let guess = (end.year - from.year) * 12 + end.month - from.month
        return from.adding(months: guess) <= end ? guess : guess - 1
    }

    /// Whether a day is in it.
    public func contains(_ day: LocalDate) -> Bool { from <= day && day <= to }
}

extension Project {
    /// The template of a kind: the project's own, else that of the program.
    public func template(_ kind: ReportRecord.Kind) -> ReportTemplate {
        ownTemplates[kind] ?? .builtIn(kind)
    }

    /// The days of which a report tells where nobody says: the first benefit period that is over
    /// and not reported yet, else the last one that is over, else the first; of the progress and
    /// the final report those for which it is due.
    public func usualPeriod(_ kind: ReportRecord.Kind, on day: LocalDate) -> BenefitPeriod? {
        switch kind {
        case .progress: progressPeriod
        case .final: finalPeriod
        case .benefit: usualBenefitPeriod(on: day)
        }
    }

    private func usualBenefitPeriod(on day: LocalDate) -> BenefitPeriod? {
        let over = begunPeriods(on: day).filter { $0.to < day }
        let open = over.first { !isReported($0, on: day) }
        return open ?? over.last ?? benefitPeriods.first
    }

    /// The benefit periods that have begun on a day; the last of them runs, or was last.
    public func begunPeriods(on day: LocalDate) -> [BenefitPeriod] {
        benefitPeriods.filter { $0.from <= day }
    }

    /// Whether the report of a benefit period is handed in by a day.
    func isReported(_ period: BenefitPeriod, on day: LocalDate) -> Bool {
        reports.contains { report in
            report.kind == .benefit && report.to == period.to
                && (report.submitted ?? report.accepted).map { $0 <= day } ?? false
        }
    }
}

extension LocalDate {
    /// The day in Hong Kong at an instant: there the scheme counts its days.
    public static func inHongKong(at instant: Timestamp) -> LocalDate {
        let seconds = instant.nanoseconds / nanosecondsPerSecond + 8 * 3600
        return LocalDate(dayNumber: Int(seconds / 86_400))
    }
}
