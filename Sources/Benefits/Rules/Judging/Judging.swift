internal import Plant

/// The logic of the rules over one input and the rule set that holds.
struct Judging {
    let input: RuleInput
    let ruleSet: RuleSet

    var project: Project { input.project }
    var day: LocalDate { input.day }
    var limits: RuleParameters { ruleSet.parameters }

    /// What becomes of a rule.
    func verdict(_ rule: RuleID) -> Verdict {
        switch rule {
        case .v01: ruleSetHolds()
        case .v02: agreesWithRegister()
        case .v03: isIncorporated()
        case .v04: costIsSumOfItems()
        case .v05: fundingIsWithinShare()
        case .v06: enterprisePaysItsPart()
        case .v07: interimIsAllowed()
        case .v08: finalFundingIsRight()
        case .v09: finalPaymentIsRight()
        case .v10: nothingExcluded()
        case .v11: patentsWithinCap()
        case .v12: auditsWithinCap()
        case .v13: legalFeesWithinCap()
        case .v14: deliveryIsInseparable()
        case .v15: undecidedIsRuled()
        case .v16: consultantIsTheSame()
        case .v17: nothingPaidTwice()
        case .v18: concurrencyIsWithinLimits()
        case .v19: route()
        case .v20: durationIsUsual()
        case .v21: progressIsReported()
        case .v22: paymentFollowsAcceptance()
        case .v23: restrictionEnds()
        case .v24: chargeIsFiled()
        case .v25: transferIsApproved()
        case .v26: lineStaysInHongKong()
        default: periodVerdict(rule)
        }
    }

    private func periodVerdict(_ rule: RuleID) -> Verdict {
        switch rule {
        case .v27: assetsAreCharged()
        case .v28: countersAreEnrolled()
        case .v29: smartEvidence()
        case .v30: operationFollowsCommissioning()
        case .v31: periodsAreContiguous()
        case .v32: turnoverIsWithinCompany()
        case .v33: stockAddsUp()
        case .v34: pricesAreUsual()
        case .v35: countersAndTimesAddUp()
        case .v36: ratiosAgree()
        case .v37: coverageIsEnough()
        case .v38: hoursAgree()
        case .v40: variancesHaveReasons()
        case .v41: jobsAreCountedOnce()
        case .v42: equivalentsAreRight()
        case .v43: jobsAreWithinRise()
        case .v44: jobsAreStillFilled()
        case .v45: jobsAreNew()
        case .v46: reportsAreSealed()
        default: preconditionFailure("rule \(rule.rawValue) has no logic")
        }
    }
}

/// What became of one rule, before its messages are made.
struct Verdict {
    var breaches: [Breach] = []
    var results: [NamedFigure] = []
    /// What was not judged; with neither breach nor this the rule holds.
    var gaps: [RuleGap] = []
    var isApplicable = true

    /// Where the rule is about something that the project does not have.
    static func notApplicable(_ gap: RuleGap) -> Verdict {
        Verdict(gaps: [gap], isApplicable: false)
    }

    /// Where what the rule needs is not known.
    static func notJudged(_ gap: RuleGap, results: [NamedFigure] = []) -> Verdict {
        Verdict(results: results, gaps: [gap])
    }
}

extension RuleReport {
    /// Judges a project by the rule set of its date of application.
    ///
    /// Where no set holds, V01 alone is judged.
    ///
    /// - Precondition: there is at least one rule set.
    public static func make(_ input: RuleInput) -> RuleReport {
        precondition(!input.ruleSets.isEmpty, "there is no rule set")
        let applied = input.project.agreement.applied
        let holds = input.ruleSets.last { $0.covers(applied) }
        let set = holds ?? input.ruleSets[0]
        let judging = Judging(input: input, ruleSet: set)
        let isCovered = holds != nil && set.schemes.contains(input.project.scheme)
        let judgements = RuleID.allCases.compactMap { rule in
            set.rules[rule].map { definition in
                let isJudged = isCovered || rule == .v01
                return judging.judgement(
                    rule, definition, isJudged ? judging.verdict(rule) : .notJudged(.noRuleSet))
            }
        }
        return RuleReport(
            project: input.project, ruleSet: set, isRuleSetCovering: isCovered, day: input.day,
            judgements: judgements)
    }
}

/// What things are called.
extension Judging {
    /// Something that has an identifier.
    func named(_ id: String, _ name: LocalizedText?) -> RuleFigure {
        guard input.isWorded, let name else { return .text(id) }
        return .named(id: id, name)
    }

    /// A line of the project.
    func line(_ id: String) -> RuleFigure {
        named(id, project.lines.first { $0.id == id }?.name)
    }

    /// One of the rule sets.
    func set(_ id: String) -> RuleFigure {
        named(id, input.ruleSets.first { $0.id == id }?.name)
    }

    /// Millionths of a unit.
    func amount(_ millionths: Int64, _ unit: LocalizedText?) -> RuleFigure {
        guard input.isWorded, let unit else { return .quantity(millionths) }
        return .amount(millionths, unit)
    }

    private func labelled(_ result: NamedFigure) -> NamedFigure {
        guard input.isWorded else { return result }
        var result = result
        result.label = RuleResult(rawValue: result.name)?.wording
        return result
    }
}

extension Judging {
    fileprivate func judgement(
        _ rule: RuleID, _ definition: RuleDefinition, _ verdict: Verdict
    ) -> RuleJudgement {
        let findings = verdict.breaches.map { breach in
            let message = definition.messages[breach.ruleCase.name]
            guard let message else { preconditionFailure("a message was read for each case") }
            return RuleFinding(
                rule: rule, name: breach.ruleCase.name,
                severity: message.severity ?? definition.severity,
                paragraph: definition.paragraph, figures: breach.figures,
                text: RuleText.fill(message.text, breach.figures))
        }
        let outcome: RuleJudgement.Outcome =
            if !findings.isEmpty {
                .found(findings)
            } else if let gap = verdict.gaps.first {
                verdict.isApplicable ? .notJudged(gap) : .notApplicable(gap)
            } else {
                .holds
            }
        return RuleJudgement(
            rule: rule, paragraph: definition.paragraph, statement: definition.statement,
            outcome: outcome, results: verdict.results.map(labelled),
            gaps: RuleGap.allCases.filter(verdict.gaps.contains))
    }
}
