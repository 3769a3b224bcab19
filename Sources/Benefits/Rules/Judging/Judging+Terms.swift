internal import Plant

/// V01 to V03 and V17 to V19: which rules hold, for whom, and what else the Government paid.
let termCases: [RuleCase] = [
    .noRuleSet, .otherRuleSet, .otherScheme, .notListed, .otherApplicant, .otherFunds,
    .notIncorporated, .paidTwice, .tooManyRunning, .cumulativeOver, .unnamedProject, .streamlined,
]

extension RuleCase {
    static let noRuleSet = RuleCase(.v01, "no_set", ["applied"])
    static let otherRuleSet = RuleCase(.v01, "other_set", ["stated", "applied", "right"])
    static let otherScheme = RuleCase(.v01, "scheme", ["scheme", "right"])
    static let notListed = RuleCase(.v02, "not_listed", ["reference"])
    static let otherApplicant = RuleCase(.v02, "applicant", ["reference", "listed", "stated"])
    static let otherFunds = RuleCase(.v02, "funds", ["reference", "listed", "stated"])
    static let notIncorporated = RuleCase(.v03, "no_number", ["enterprise"])
    static let paidTwice = RuleCase(.v17, "other_funding", ["line", "scheme", "reference"])
    static let tooManyRunning = RuleCase(.v18, "running", ["count", "limit", "references"])
    static let cumulativeOver = RuleCase(.v18, "cumulative", ["sum", "limit"])
    static let unnamedProject = RuleCase(.v18, "unnamed", ["reference", "funds"])
    static let streamlined = RuleCase(.v19, "streamlined", ["funding", "limit"])
}

/// Stands where a text is not there.
private let nothing = "—"

extension Judging {
    func ruleSetHolds() -> Verdict {
        let applied = project.agreement.applied
        guard ruleSet.covers(applied) else {
            return Verdict(breaches: [RuleCase.noRuleSet(.date(applied))])
        }
        var breaches: [Breach] = []
        if let stated = project.ruleSet, stated != ruleSet.id {
            breaches.append(RuleCase.otherRuleSet(set(stated), .date(applied), set(ruleSet.id)))
        }
        if !ruleSet.schemes.contains(project.scheme) {
            breaches.append(
                RuleCase.otherScheme(
                    named(project.scheme.rawValue, project.scheme.wording), set(ruleSet.id)))
        }
        return Verdict(breaches: breaches, results: [NamedFigure("rule_set", set(ruleSet.id))])
    }

    func agreesWithRegister() -> Verdict {
        guard let register = input.register else { return .notJudged(.noRegister) }
        guard let reference = project.reference, let funding = project.approvedFunding else {
            return .notJudged(.noApproval)
        }
        guard let entry = register.entry(reference) else {
            return Verdict(breaches: [RuleCase.notListed(.text(reference))])
        }
        var breaches: [Breach] = []
        if !project.enterprise.isNamed(entry.applicant) {
            breaches.append(
                RuleCase.otherApplicant(
                    .text(reference), .text(entry.applicant), .name(project.enterprise.name)))
        }
        guard let listed = entry.funds else {
            return Verdict(breaches: breaches, gaps: [.noListedFunds])
        }
        if !listed.agrees(with: funding) {
            breaches.append(
                RuleCase.otherFunds(.text(reference), .money(listed.money), .money(funding)))
        }
        return Verdict(breaches: breaches)
    }

    func isIncorporated() -> Verdict {
        guard project.enterprise.companyNumber == nil else { return Verdict() }
        return Verdict(breaches: [RuleCase.notIncorporated(.name(project.enterprise.name))])
    }

    func nothingPaidTwice() -> Verdict {
        guard let funding = project.otherFunding else { return .notJudged(.noOtherFunding) }
        return Verdict(
            breaches: funding.map {
                RuleCase.paidTwice(
                    line($0.line), .text($0.scheme), .text($0.reference ?? nothing))
            })
    }

    func concurrencyIsWithinLimits() -> Verdict {
        let applied = project.agreement.applied
        let earlier = (project.otherProjects ?? []).filter { $0.approved <= applied }
        let running = earlier.filter { $0.ended.map { $0 > applied } ?? true }
        var breaches: [Breach] = []
        if running.count + 1 > limits.runningProjects {
            breaches.append(
                RuleCase.tooManyRunning(
                    .count(running.count + 1), .count(limits.runningProjects),
                    .text(running.map(\.reference).joined(separator: ", "))))
        }
        var gaps: [RuleGap] = project.otherProjects == nil ? [.noOtherProjects] : []
        if let cap = limits.cumulativeCap {
            if let funding = project.approvedFunding {
                let sum = earlier.reduce(funding.cents) { $0 + $1.funding.cents }
                if sum > cap.cents {
                    breaches.append(
                        RuleCase.cumulativeOver(.money(Money(cents: sum)), .money(cap)))
                }
            } else {
                gaps.append(.noApproval)
            }
        }
        return Verdict(breaches: breaches + unnamedProjects, gaps: gaps)
    }

    /// Projects of the applicant in the published list that the file does not name.
    private var unnamedProjects: [Breach] {
        let named = Set((project.otherProjects ?? []).map(\.reference) + [project.reference ?? ""])
        let entries = input.register?.entries ?? []
        return entries.filter {
            ruleSet.schemes.map(\.rawValue).contains($0.programme)
                && project.enterprise.isNamed($0.applicant) && !named.contains($0.reference)
        }.map {
            RuleCase.unnamedProject(
                .text($0.reference), $0.funds.map { .money($0.money) } ?? .text(nothing))
        }
    }

    func route() -> Verdict {
        guard let limit = limits.streamlinedLimit, let funding = project.approvedFunding else {
            return .notJudged(.noApproval)
        }
        guard funding <= limit else { return .notApplicable(.aboveStreamlined) }
        return Verdict(breaches: [RuleCase.streamlined(.money(funding), .money(limit))])
    }
}

extension Enterprise {
    /// Whether a name is that of the enterprise in either language, but for case and spaces.
    func isNamed(_ other: String) -> Bool {
        isSameName(name.english, other) || isSameName(name.traditionalChinese, other)
    }
}

/// Whether two names are the same but for case, spaces and full stops.
func isSameName(_ left: String, _ right: String) -> Bool {
    func folded(_ name: String) -> String {
        name.lowercased().filter { !$0.isWhitespace && $0 != "." && $0 != "," }
    }
    return folded(left) == folded(right)
}
