internal import Plant

extension Project {
    /// All that is due, in order of its day; what depends on a date that nobody knows is left out.
    ///
    /// - Parameter limits: those of the rule set that holds; nil: none does, and what is due by one
    ///   is left out.
    /// - Returns: One a day and kind.
    public func duties(_ limits: RuleParameters?) -> [Duty] {
        let duties =
            chargeDuties(limits) + progressDuties(limits) + finalDuties
            + benefitDuties + restrictionDuties
        return duties.enumerated().sorted {
            ($0.element.due, $0.offset) < ($1.element.due, $1.offset)
        }
        .map(\.element)
    }

    private func chargeDuties(_ limits: RuleParameters?) -> [Duty] {
        guard let charge, let limits else { return [] }
        return [
            Duty(
                kind: .chargeRegistration,
                due: charge.created.adding(months: limits.chargeFilingMonths), done: charge.filed,
                isProvisional: false, defaults: [])
        ]
    }

    private func progressDuties(_ limits: RuleParameters?) -> [Duty] {
        guard let duration, let period = progressPeriod, let limits,
            duration.isLonger(thanMonths: limits.interimAfterMonths)
        else {
            return []
        }
        let months = settings.progressMonths
        let days = settings.progressReportDays
        return [
            Duty(
                kind: .progressReport, period: period, due: period.to.adding(days: days.value),
                done: later(submission(.progress), interimAccounts.flatMap(handedIn)),
                isProvisional: false,
                defaults: (months.isDefault ? ["progress_months"] : [])
                    + (days.isDefault ? ["progress_report_days"] : []))
        ]
    }

    private var finalDuties: [Duty] {
        guard let end = agreement.completed ?? agreement.end else { return [] }
        let days = settings.finalReportDays
        return [
            Duty(
                kind: .finalReport, period: finalPeriod, due: end.adding(days: days.value),
                done: later(submission(.final), finalAccounts.flatMap(handedIn)),
                isProvisional: agreement.completed == nil,
                defaults: days.isDefault ? ["final_report_days"] : [])
        ]
    }

    private var benefitDuties: [Duty] {
        let days = settings.benefitReportDays
        let defaults =
            (settings.benefitMonths.isDefault ? ["benefit_months"] : [])
            + (settings.benefitPeriods.isDefault ? ["benefit_periods"] : [])
            + (days.isDefault ? ["benefit_report_days"] : [])
        return benefitPeriods.map { period in
            let report = reports.first { $0.kind == .benefit && $0.to == period.to }
            return Duty(
                kind: .benefitReport, period: period, due: period.to.adding(days: days.value),
                done: report.flatMap { $0.submitted ?? $0.accepted },
                isProvisional: agreement.completed == nil, defaults: defaults)
        }
    }

    private var restrictionDuties: [Duty] {
        guard let restriction else { return [] }
        return [
            Duty(
                kind: .restrictionEnd, period: restriction, due: restriction.to,
                isProvisional: false,
                defaults: (settings.restrictionMonths.isDefault ? ["restriction_months"] : [])
                    + (settings.restrictionStart.isDefault ? ["restriction_start"] : []))
        ]
    }

    private func submission(_ kind: ReportRecord.Kind) -> LocalDate? {
        reports.filter { $0.kind == kind }.compactMap { $0.submitted ?? $0.accepted }.min()
    }

    private func handedIn(_ accounts: Accounts) -> LocalDate? {
        accounts.submitted ?? accounts.accepted
    }

    /// The later of two days; nil where one is not known.
    private func later(_ one: LocalDate?, _ other: LocalDate?) -> LocalDate? {
        guard let one, let other else { return nil }
        return max(one, other)
    }
}
