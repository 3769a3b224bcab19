internal import Plant

/// What of a list of costs is fundable: each item after its category's cap.
struct Fundable {
    /// In order of the items.
    let amounts: [Money]

    var total: Money { Money(cents: amounts.reduce(0) { $0 + $1.cents }) }

    /// Each audit fee is cut by itself, the first ones count; patents and legal fees share a cap.
    init(_ items: [CostItem], _ project: Project, _ limits: RuleParameters) {
        var patents = limits.patentCap.cents
        var legal = limits.legalFeeCap.cents
        var audits = limits.auditFeeCount
        func taken(_ cents: Int64, from rest: inout Int64) -> Int64 {
            let part = min(cents, rest)
            rest -= part
            return part
        }
        amounts = items.map { item in
            let cents = (item.counted ?? item.amount).cents
            let part: Int64
            switch item.category {
            case .patent: part = taken(cents, from: &patents)
            case .legal: part = taken(cents, from: &legal)
            case .audit where cents > 0:
                part = audits > 0 ? min(cents, limits.auditFeeCap.cents) : 0
                audits -= 1
            case .applicationConsultant: part = project.hasOneConsultant ? cents : 0
            case .delivery: part = item.isInseparable ? cents : 0
            case .software, .undecided: part = project.isRuled(item) ? cents : 0
            default: part = item.category.isExcluded ? 0 : cents
            }
            return Money(cents: part)
        }
    }
}

extension Project {
    /// Whether who helped with the application also designs and builds the line.
    var hasOneConsultant: Bool {
        guard let design = consultants.design, let application = consultants.application else {
            return false
        }
        return isSameName(design, application)
    }

    /// Whether the secretariat ruled a cost fundable.
    func isRuled(_ item: CostItem) -> Bool {
        if item.category == .software, settings.isSoftwareFundable.value == true { return true }
        return approvals.contains { $0.id == item.ruling && $0.kind == .ruling }
    }
}

/// A list of costs that the rules look at.
struct CostStage {
    let name: LocalizedText
    let items: [CostItem]
    let fundable: Fundable

    /// Items of a category with what counts of each.
    func counted(_ category: CostCategory) -> [(item: CostItem, amount: Money)] {
        zip(items, fundable.amounts).compactMap { item, amount in
            item.category == category ? (item, item.counted ?? amount) : nil
        }
    }

    /// Items of which something is to count; one that nobody cut is claimed whole.
    func claimed(_ isMeant: (CostCategory) -> Bool) -> [CostItem] {
        items.filter { isMeant($0.category) && ($0.counted ?? $0.amount).cents > 0 }
    }
}

extension Judging {
    /// Application, interim and final accounts, as far as their items are recorded.
    var stages: [CostStage] {
        let lists: [(LocalizedText, [CostItem])] = [
            (LocalizedText(english: "application", traditionalChinese: "申請"), project.budget),
            (
                LocalizedText(english: "interim accounts", traditionalChinese: "中期帳目"),
                project.interimAccounts?.items ?? []
            ),
            (
                LocalizedText(english: "final accounts", traditionalChinese: "最終帳目"),
                project.finalAccounts?.items ?? []
            ),
        ]
        return lists.filter { !$0.1.isEmpty }.map {
            CostStage(name: $0.0, items: $0.1, fundable: Fundable($0.1, project, limits))
        }
    }
}
