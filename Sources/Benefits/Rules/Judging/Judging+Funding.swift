internal import Plant

/// V04 to V09: who pays how much.
let fundingCases: [RuleCase] = [
    .costIsNotSum, .fundingOver, .agreedTooLittle, .paidTooLittle, .interimOfShortProject,
    .interimNotAccepted, .interimOverHalf, .severalInterims, .interimOverShare, .accountsNotSum,
    .otherFinalFunding, .otherFinalPayment, .overpaid,
]

extension RuleCase {
    static let costIsNotSum = RuleCase(.v04, "sum", ["stated", "sum"])
    static let fundingOver = RuleCase(.v05, "over_limit", ["funding", "limit", "cost"])
    static let agreedTooLittle = RuleCase(.v06, "agreed", ["contribution", "least"])
    static let paidTooLittle = RuleCase(.v06, "paid", ["contribution", "cost"])
    static let interimOfShortProject = RuleCase(.v07, "short", ["from", "to", "limit"])
    static let interimNotAccepted = RuleCase(.v07, "not_accepted", ["interim"])
    static let interimOverHalf = RuleCase(.v07, "over_half", ["interim", "limit"])
    static let severalInterims = RuleCase(.v07, "several", ["count"])
    static let interimOverShare = RuleCase(.v07, "over_share", ["interim", "limit", "spent"])
    static let accountsNotSum = RuleCase(.v08, "sum", ["stated", "sum"])
    static let otherFinalFunding = RuleCase(.v08, "amount", ["stated", "right"])
    static let otherFinalPayment = RuleCase(.v09, "amount", ["paid", "right"])
    static let overpaid = RuleCase(.v09, "recovery", ["excess", "demanded"])
}

extension Judging {
    func costIsSumOfItems() -> Verdict {
        guard !project.budget.isEmpty else { return .notJudged(.noBudget) }
        let sum = Fundable(project.budget, project, limits).total
        let results = [NamedFigure("fundable", .money(sum))]
        guard let cost = project.approvedCost else {
            return .notJudged(.noApproval, results: results)
        }
        return Verdict(
            breaches: cost == sum ? [] : [RuleCase.costIsNotSum(.money(cost), .money(sum))],
            results: results)
    }

    func fundingIsWithinShare() -> Verdict {
        guard let cost = project.approvedCost, let funding = project.approvedFunding else {
            return .notJudged(.noApproval)
        }
        let limit = min(limits.fundingShare.of(cost), limits.fundingCap)
        let isOver = funding > limit
        return Verdict(
            breaches: isOver
                ? [RuleCase.fundingOver(.money(funding), .money(limit), .money(cost))] : [],
            results: [NamedFigure("limit", .money(limit))])
    }

    func enterprisePaysItsPart() -> Verdict {
        guard let cost = project.approvedCost, let funding = project.approvedFunding else {
            return .notJudged(.noApproval)
        }
        var breaches: [Breach] = []
        let agreed = Money(cents: cost.cents - funding.cents)
        let least = limits.contribution(besides: funding)
        if agreed < least {
            breaches.append(RuleCase.agreedTooLittle(.money(agreed), .money(least)))
        }
        let results = [NamedFigure("contribution", .money(agreed))]
        guard let accounts = project.finalAccounts else {
            return Verdict(breaches: breaches, results: results, gaps: [.noFinalAccounts])
        }
        guard let paid = project.contribution else {
            return Verdict(breaches: breaches, results: results, gaps: [.noContribution])
        }
        // Of a project that cost less than was approved, the part of what it did cost.
        let base = min(cost, accounts.eligible)
        if !limits.isEnterprisePart(paid, of: base) {
            breaches.append(RuleCase.paidTooLittle(.money(paid), .money(base)))
        }
        return Verdict(breaches: breaches, results: results)
    }

    private var interims: [Disbursement] { project.disbursements.filter { $0.kind == .interim } }

    private var interimTotal: Money {
        Money(cents: interims.reduce(0) { $0 + $1.amount.cents })
    }

    func interimIsAllowed() -> Verdict {
        let interims = interims
        guard !interims.isEmpty else { return .notApplicable(.noInterim) }
        let total = interimTotal
        var breaches: [Breach] = []
        var gaps: [RuleGap] = []
        if let duration = project.duration {
            if !duration.isLonger(thanMonths: limits.interimAfterMonths) {
                breaches.append(
                    RuleCase.interimOfShortProject(
                        .date(duration.from), .date(duration.to),
                        .count(limits.interimAfterMonths)))
            }
        } else {
            gaps.append(.noDuration)
        }
        if project.acceptance(of: .interim) == nil {
            breaches.append(RuleCase.interimNotAccepted(.money(total)))
        }
        if interims.count > 1 { breaches.append(RuleCase.severalInterims(.count(interims.count))) }
        guard let funding = project.approvedFunding else {
            return Verdict(breaches: breaches, gaps: gaps + [.noApproval])
        }
        let limit = limits.interimShare.of(funding)
        if total > limit { breaches.append(RuleCase.interimOverHalf(.money(total), .money(limit))) }
        breaches += interimOverSpent(total)
        return Verdict(
            breaches: breaches, results: [NamedFigure("limit", .money(limit))], gaps: gaps)
    }

    private func interimOverSpent(_ total: Money) -> [Breach] {
        guard let spent = project.interimAccounts?.eligible else { return [] }
        let limit = limits.fundingShare.of(spent)
        guard total > limit else { return [] }
        return [RuleCase.interimOverShare(.money(total), .money(limit), .money(spent))]
    }

    /// M08 by the final accounts; nil where they or the approval are not there.
    private var rightFinalFunding: Money? {
        guard let accounts = project.finalAccounts, let funding = project.approvedFunding else {
            return nil
        }
        let share = limits.fundingShare.of(accounts.eligible, project.settings.rounding.value)
        return min(share, funding, limits.fundingCap)
    }

    func finalFundingIsRight() -> Verdict {
        guard let accounts = project.finalAccounts else { return .notJudged(.noFinalAccounts) }
        guard let right = rightFinalFunding else { return .notJudged(.noApproval) }
        var breaches: [Breach] = []
        let sum = Fundable(accounts.items, project, limits).total
        if !accounts.items.isEmpty, sum != accounts.eligible {
            breaches.append(RuleCase.accountsNotSum(.money(accounts.eligible), .money(sum)))
        }
        let results = [NamedFigure("final_funding", .money(right))]
        guard let stated = project.finalFunding else {
            return Verdict(breaches: breaches, results: results, gaps: [.noFinalFunding])
        }
        if stated != right {
            breaches.append(RuleCase.otherFinalFunding(.money(stated), .money(right)))
        }
        return Verdict(breaches: breaches, results: results)
    }

    func finalPaymentIsRight() -> Verdict {
        guard project.finalAccounts != nil else { return .notJudged(.noFinalAccounts) }
        guard let whole = rightFinalFunding else { return .notJudged(.noApproval) }
        let right = Money(cents: whole.cents - interimTotal.cents)
        let finals = project.disbursements.filter { $0.kind == .final }
        let paid = Money(cents: finals.reduce(0) { $0 + $1.amount.cents })
        let results = [NamedFigure("final_payment", .money(right))]
        if right.cents < 0 {
            let excess = Money(cents: paid.cents - right.cents)
            let demanded = Money(cents: project.recoveries.reduce(0) { $0 + $1.demanded.cents })
            return Verdict(
                breaches: demanded < excess
                    ? [RuleCase.overpaid(.money(excess), .money(demanded))] : [],
                results: results)
        }
        guard !finals.isEmpty else { return .notJudged(.noPayment, results: results) }
        return Verdict(
            breaches: paid == right
                ? [] : [RuleCase.otherFinalPayment(.money(paid), .money(right))],
            results: results)
    }
}

extension RuleParameters {
    /// What the enterprise pays at least beside so much funding: twice as much where the share is a
    /// third; rounded up.
    func contribution(besides funding: Money) -> Money {
        let rest = Int128(fundingShare.denominator - fundingShare.numerator)
        let numerator = Int128(fundingShare.numerator)
        let product = Int128(funding.cents) * rest
        return Money(cents: Int64((product + numerator - 1) / numerator))
    }

    /// Whether an amount is at least the enterprise's part of a cost.
    func isEnterprisePart(_ paid: Money, of cost: Money) -> Bool {
        Int128(paid.cents) * Int128(fundingShare.denominator)
            >= Int128(cost.cents) * Int128(fundingShare.denominator - fundingShare.numerator)
    }
}

extension Project {
    /// When both the report and the accounts that a payment needs were accepted; nil: not yet.
    func acceptance(of kind: Disbursement.Kind) -> LocalDate? {
        let accounts = kind == .interim ? interimAccounts : finalAccounts
        let reports = reports.filter { $0.kind == (kind == .interim ? .progress : .final) }
        guard let report = reports.compactMap(\.accepted).min(), let accepted = accounts?.accepted
        else { return nil }
        return max(report, accepted)
    }
}
