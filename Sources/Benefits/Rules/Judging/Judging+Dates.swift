internal import Plant

/// V20 to V26: durations, dates of payment, restriction, charge, transfers and moves.
let dateCases: [RuleCase] = [
    .tooLong, .completedLate, .noProgressReport, .noProgressAccounts, .paidBeforeAcceptance,
    .paidUnaccepted, .paidBeforeCompletion, .paidUncompleted, .reportedBeforeCompletion,
    .otherRestrictionEnd, .filedLate, .notFiled, .transferUnapproved, .transferApprovedLate,
    .movedOutUnapproved, .movedOutApprovedLate, .movedInside, .movedInsideUnapproved, .seenOutside,
    .transferOtherwiseApproved, .movedOutOtherwiseApproved,
]

extension RuleCase {
    static let tooLong = RuleCase(.v20, "long", ["from", "to", "limit"])
    static let completedLate = RuleCase(
        .v20, "completed_late", ["completed", "end"], since: .second)
    static let noProgressReport = RuleCase(.v21, "no_report", ["to"])
    static let noProgressAccounts = RuleCase(.v21, "no_accounts", ["to"])
    static let paidBeforeAcceptance = RuleCase(
        .v22, "before_acceptance", ["amount", "paid", "accepted"])
    static let paidUnaccepted = RuleCase(.v22, "no_acceptance", ["amount", "paid"])
    static let paidBeforeCompletion = RuleCase(
        .v22, "before_completion", ["amount", "paid", "completed"], since: .second)
    static let paidUncompleted = RuleCase(
        .v22, "not_completed", ["amount", "paid"], since: .second)
    static let reportedBeforeCompletion = RuleCase(
        .v22, "report_before_completion", ["reported", "completed"], since: .second)
    static let otherRestrictionEnd = RuleCase(.v23, "end", ["stated", "right"])
    static let filedLate = RuleCase(.v24, "late", ["filed", "due"])
    static let notFiled = RuleCase(.v24, "not_filed", ["created", "due"])
    static let transferUnapproved = RuleCase(.v25, "no_approval", ["line", "date", "to", "end"])
    static let transferApprovedLate = RuleCase(
        .v25, "late_approval", ["line", "date", "to", "approved"])
    static let transferOtherwiseApproved = RuleCase(
        .v25, "other_approval", ["line", "date", "to", "approval", "kind", "end"], since: .second)
    static let movedOutOtherwiseApproved = RuleCase(
        .v26, "other_approval", ["line", "date", "to", "approval", "kind", "end"], since: .second)
    static let movedOutUnapproved = RuleCase(.v26, "no_approval", ["line", "date", "to", "end"])
    static let movedOutApprovedLate = RuleCase(
        .v26, "late_approval", ["line", "date", "to", "approved"])
    static let movedInside = RuleCase(.v26, "inside", ["line", "date", "to"])
    static let movedInsideUnapproved = RuleCase(.v26, "inside_unapproved", ["line", "date", "to"])
    static let seenOutside = RuleCase(.v26, "position", ["line", "date", "place"])
}

extension Judging {
    func durationIsUsual() -> Verdict {
        guard let agreed = project.duration else { return .notJudged(.noDuration) }
        var (duration, breaches) = (agreed, [] as [Breach])
        if input.form != .first, let completed = project.agreement.completed,
            completed > agreed.to
        {
            duration = BenefitPeriod(from: agreed.from, to: completed)
            let isExtended = project.approvals.contains {
                $0.kind == .extension_ && $0.date <= completed
            }
            if !isExtended {
                breaches.append(RuleCase.completedLate(.date(completed), .date(agreed.to)))
            }
        }
        let results = [
            NamedFigure(
                "months",
                input.isWorded
                    ? .amount(
                        Int64(duration.months) * 1_000_000,
                        words(duration.months == 1 ? "month" : "months", "個月"))
                    : .count(duration.months))
        ]
        guard duration.isLonger(thanMonths: limits.expectedMonths),
            project.agreement.durationReason == nil
        else { return Verdict(breaches: breaches, results: results) }
        breaches.append(
            RuleCase.tooLong(
                .date(duration.from), .date(duration.to), .count(limits.expectedMonths)))
        return Verdict(breaches: breaches, results: results)
    }

    func progressIsReported() -> Verdict {
        guard let duration = project.duration else { return .notJudged(.noDuration) }
        guard duration.isLonger(thanMonths: limits.interimAfterMonths) else {
            return .notApplicable(.shortProject)
        }
        let end = min(project.agreement.completed ?? duration.to, duration.to)
        let isReported = project.reports.contains {
            $0.kind == .progress && ($0.submitted ?? $0.accepted) != nil
        }
        let isAccounted =
            project.interimAccounts.map {
                ($0.submitted ?? $0.accepted) != nil
            } ?? false
        guard !isReported || !isAccounted else { return Verdict() }
        guard end < day else { return .notJudged(.notOver) }
        return Verdict(
            breaches: (isReported ? [] : [RuleCase.noProgressReport(.date(end))])
                + (isAccounted ? [] : [RuleCase.noProgressAccounts(.date(end))]))
    }

    func paymentFollowsAcceptance() -> Verdict {
        let early = input.form == .first ? [] : beforeCompletion
        guard !project.disbursements.isEmpty || !early.isEmpty else {
            return .notApplicable(.noPayment)
        }
        let unaccepted = project.disbursements.compactMap { payment -> Breach? in
            guard let accepted = project.acceptance(of: payment.kind) else {
                return RuleCase.paidUnaccepted(.money(payment.amount), .date(payment.paid))
            }
            guard payment.paid < accepted else { return nil }
            return RuleCase.paidBeforeAcceptance(
                .money(payment.amount), .date(payment.paid), .date(accepted))
        }
        return Verdict(breaches: unaccepted + early)
    }

    /// Final reports and payments come after completion.
    private var beforeCompletion: [Breach] {
        let completed = project.agreement.completed
        let payments = project.disbursements.filter { $0.kind == .final }
            .compactMap { payment -> Breach? in
                let (amount, paid) = (
                    RuleFigure.money(payment.amount), RuleFigure.date(payment.paid)
                )
                guard let completed else { return RuleCase.paidUncompleted(amount, paid) }
                guard payment.paid < completed else { return nil }
                return RuleCase.paidBeforeCompletion(amount, paid, .date(completed))
            }
        let reported = project.reports.filter { $0.kind == .final }
            .compactMap { $0.submitted ?? $0.accepted }.min()
        guard let reported, let completed, reported < completed else { return payments }
        return payments + [RuleCase.reportedBeforeCompletion(.date(reported), .date(completed))]
    }

    func restrictionEnds() -> Verdict {
        guard project.settings.restrictionMonths.value > 0 else {
            return .notApplicable(.noRestriction)
        }
        guard project.agreement.completed != nil else { return .notJudged(.notCompleted) }
        guard let right = project.restriction?.to else { return .notJudged(.noFinalAccounts) }
        let stated = project.agreement.restrictionEnd
        let isOther = stated.map { $0 != right } ?? false
        return Verdict(
            breaches: isOther
                ? [RuleCase.otherRestrictionEnd(.date(stated ?? right), .date(right))] : [],
            results: [NamedFigure("restriction_end", .date(right))])
    }

    func chargeIsFiled() -> Verdict {
        guard let charge = project.charge else { return .notJudged(.noCharge) }
        let due = charge.created.adding(months: limits.chargeFilingMonths)
        let results = [NamedFigure("due", .date(due))]
        guard let filed = charge.filed else {
            guard due < day else { return .notJudged(.notDueYet, results: results) }
            return Verdict(
                breaches: [RuleCase.notFiled(.date(charge.created), .date(due))], results: results)
        }
        return Verdict(
            breaches: filed > due ? [RuleCase.filedLate(.date(filed), .date(due))] : [],
            results: results)
    }

    func transferIsApproved() -> Verdict {
        let transfers = (project.moves ?? []).filter { $0.kind == .transfer }
        guard !transfers.isEmpty else { return .notApplicable(.noMove) }
        guard let restriction = project.restriction else { return .notJudged(.notCompleted) }
        return Verdict(
            breaches: transfers.compactMap {
                unapproved(
                    $0, restriction, .transfer, .transferUnapproved, .transferApprovedLate,
                    otherwise: .transferOtherwiseApproved)
            })
    }

    func lineStaysInHongKong() -> Verdict {
        let outside = (project.moves ?? []).filter { $0.kind == .outside }
        let inside = (project.moves ?? []).filter { $0.kind == .inside }
        let positions = input.period?.positions
        guard let restriction = project.restriction else {
            return .notJudged(outside.isEmpty && inside.isEmpty ? .noPositions : .notCompleted)
        }
        let seen = (positions ?? []).filter {
            $0.isOutsideHongKong && restriction.contains($0.day) && !isApprovedOutside($0)
        }
        var breaches = outside.compactMap {
            unapproved(
                $0, restriction, .relocation, .movedOutUnapproved, .movedOutApprovedLate,
                otherwise: .movedOutOtherwiseApproved)
        }
        breaches += inside.filter { restriction.contains($0.date) }.compactMap(unnoticed)
        breaches += seen.map {
            RuleCase.seenOutside(line($0.line), .date($0.day), .name($0.place))
        }
        return Verdict(breaches: breaches, gaps: positions == nil ? [.noPositions] : [])
    }

    /// A transfer or relocation within the restriction period needs an approval of an earlier date.
    private func unapproved(
        _ move: LineMove, _ restriction: BenefitPeriod, _ kind: Approval.Kind,
        _ without: RuleCase, _ late: RuleCase, otherwise: RuleCase
    ) -> Breach? {
        guard restriction.contains(move.date) else { return nil }
        let named = project.approvals.first { $0.id == move.approval }
        if let named, named.kind != kind, otherwise.since.rawValue <= input.form.rawValue {
            return otherwise(
                line(move.line), .date(move.date), .name(move.to), .text(named.id),
                .name(named.kind.wording), .date(restriction.to))
        }
        guard let approval = approval(of: move, kind) else {
            return without(
                line(move.line), .date(move.date), .name(move.to), .date(restriction.to))
        }
        guard approval.date >= move.date else { return nil }
        return late(line(move.line), .date(move.date), .name(move.to), .date(approval.date))
    }

    private func approval(of move: LineMove, _ kind: Approval.Kind) -> Approval? {
        project.approvals.first { $0.id == move.approval && $0.kind == kind }
    }

    private func unnoticed(_ move: LineMove) -> Breach? {
        if project.settings.insideMovesNeedApproval.value {
            let approval = approval(of: move, .relocation)
            guard approval.map({ $0.date >= move.date }) ?? true else { return nil }
            return RuleCase.movedInsideUnapproved(
                line(move.line), .date(move.date), .name(move.to))
        }
        guard move.noticed == nil else { return nil }
        return RuleCase.movedInside(line(move.line), .date(move.date), .name(move.to))
    }

    private func isApprovedOutside(_ position: GatewayPosition) -> Bool {
        (project.moves ?? []).contains { move in
            move.kind == .outside && move.line == position.line && move.date <= position.day
                && approval(of: move, .relocation).map { $0.date < position.day } ?? false
        }
    }
}

extension Approval.Kind {
    /// What it is of, in a sentence.
    fileprivate var wording: LocalizedText {
        switch self {
        case .transfer: words("a transfer", "轉讓")
        case .relocation: words("a relocation", "遷移")
        case .ruling: words("a ruling on costs", "成本裁定")
        case .extension_: words("an extension", "延期")
        }
    }
}
