internal import Plant

/// V10 to V16: what counts as cost.
let costCases: [RuleCase] = [
    .excluded, .patentsOver, .tooManyAudits, .auditOver, .legalOver, .separable, .notRuled,
    .otherConsultant,
]

extension RuleCase {
    static let excluded = RuleCase(.v10, "item", ["stage", "item", "category", "amount"])
    static let patentsOver = RuleCase(.v11, "over_cap", ["stage", "sum", "cap"])
    static let tooManyAudits = RuleCase(.v12, "count", ["stage", "count", "limit"])
    static let auditOver = RuleCase(.v12, "over_cap", ["stage", "item", "amount", "cap"])
    static let legalOver = RuleCase(.v13, "over_cap", ["stage", "sum", "cap"])
    static let separable = RuleCase(.v14, "separable", ["stage", "item", "amount"])
    static let notRuled = RuleCase(.v15, "no_ruling", ["stage", "item", "amount"])
    static let otherConsultant = RuleCase(
        .v16, "other_consultant", ["stage", "amount", "design", "application"])
}

extension Judging {
    func nothingExcluded() -> Verdict {
        eachStage { stage in
            stage.items.filter { $0.category.isExcluded && ($0.counted?.cents ?? 0) > 0 }.map {
                RuleCase.excluded(
                    .name(stage.name), .name($0.name), .text($0.category.rawValue),
                    .money($0.counted ?? $0.amount))
            }
        }
    }

    func patentsWithinCap() -> Verdict {
        sumWithinCap(.patent, limits.patentCap, .patentsOver)
    }

    func legalFeesWithinCap() -> Verdict {
        sumWithinCap(.legal, limits.legalFeeCap, .legalOver)
    }

    private func sumWithinCap(
        _ category: CostCategory, _ cap: Money, _ over: RuleCase
    ) -> Verdict {
        eachStage(of: { $0 == category }) { stage in
            let sum = stage.counted(category).reduce(Int64(0)) { $0 + $1.amount.cents }
            guard sum > cap.cents else { return [] }
            return [over(.name(stage.name), .money(Money(cents: sum)), .money(cap))]
        }
    }

    func auditsWithinCap() -> Verdict {
        eachStage(of: { $0 == .audit }) { stage in
            let fees = stage.claimed { $0 == .audit }
            var breaches: [Breach] = []
            if fees.count > limits.auditFeeCount {
                breaches.append(
                    RuleCase.tooManyAudits(
                        .name(stage.name), .count(fees.count), .count(limits.auditFeeCount)))
            }
            return breaches
                + stage.counted(.audit).filter { $0.amount > limits.auditFeeCap }.map {
                    RuleCase.auditOver(
                        .name(stage.name), .name($0.item.name), .money($0.amount),
                        .money(limits.auditFeeCap))
                }
        }
    }

    func deliveryIsInseparable() -> Verdict {
        eachStage(of: { $0 == .delivery }) { stage in
            stage.claimed { $0 == .delivery }.filter { !$0.isInseparable }.map {
                RuleCase.separable(
                    .name(stage.name), .name($0.name), .money($0.counted ?? $0.amount))
            }
        }
    }

    func undecidedIsRuled() -> Verdict {
        eachStage(of: \.needsRuling) { stage in
            stage.claimed(\.needsRuling).filter { !project.isRuled($0) }.map {
                RuleCase.notRuled(
                    .name(stage.name), .name($0.name), .money($0.counted ?? $0.amount))
            }
        }
    }

    func consultantIsTheSame() -> Verdict {
        eachStage(of: { $0 == .applicationConsultant }) { stage in
            guard !project.hasOneConsultant else { return [] }
            return stage.claimed { $0 == .applicationConsultant }.map {
                RuleCase.otherConsultant(
                    .name(stage.name), .money($0.counted ?? $0.amount),
                    .text(project.consultants.design ?? "—"),
                    .text(project.consultants.application ?? "—"))
            }
        }
    }

    /// What is wrong with each list of costs; not applicable where none has a cost that is meant.
    private func eachStage(
        of isMeant: (CostCategory) -> Bool = { _ in true }, _ breaches: (CostStage) -> [Breach]
    ) -> Verdict {
        let stages = stages
        guard !stages.isEmpty else { return .notJudged(.noBudget) }
        guard stages.contains(where: { $0.items.contains { isMeant($0.category) } }) else {
            return .notApplicable(.noSuchCost)
        }
        return Verdict(breaches: stages.flatMap(breaches))
    }
}
