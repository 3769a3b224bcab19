internal import Plant
internal import Yams

extension ProjectReader {
    /// A list of costs and its words for the two amounts of one.
    enum ItemList {
        case budget, accounts

        var amount: String { self == .budget ? "quoted" : "spent" }
        var counted: String { self == .budget ? "approved" : "eligible" }
    }

    func readItem(_ node: Node, _ list: ItemList) -> CostItem? {
        let keys = [
            "category", "name", list.amount, list.counted, "quotations", "inseparable", "ruling",
        ]
        guard let fields = Fields(node, "a cost", keys: keys, report) else { return nil }
        let category: CostCategory? = fields.requiredWord("category", "a category of costs")
        let amount = fields.requiredMoney(list.amount)
        let counted = fields.money(list.counted)
        let ruling = reference(fields, "ruling", "approval", among: approvals)
        let isInseparable = fields.flag("inseparable")
        guard let category, let amount else { return nil }
        if let counted, counted > amount {
            report.error(
                fields.place(of: list.counted),
                "more is \(list.counted) than is \(list.amount): "
                    + "\(amountText(counted)) of \(amountText(amount))")
        }
        return CostItem(
            category: category, name: fields.name(fallback: category.rawValue), amount: amount,
            counted: counted,
            quotations: fields.value("quotations", "a number", Amounts.count(0...1000)),
            isInseparable: isInseparable ?? false, ruling: ruling)
    }

    func readApproved(_ file: Fields, _ project: inout Project) {
        let keys = ["cost", "funding", "contribution", "final_funding"]
        let fields = file.node("approved")
            .flatMap { Fields($0, "what is approved", keys: keys, report) }
        project.approvedCost = fields?.money("cost")
        project.approvedFunding = fields?.money("funding")
        project.contribution = fields?.money("contribution")
        project.finalFunding = fields?.money("final_funding")
    }

    func readAccounts(_ file: Fields, _ key: String) -> Accounts? {
        let keys = ["to", "eligible", "items", "submitted", "accepted"]
        let fields = file.node(key).flatMap { Fields($0, "\"\(key)\"", keys: keys, report) }
        guard let fields else { return nil }
        let to = fields.requiredDate("to")
        let eligible = fields.requiredMoney("eligible")
        let items = list(fields, "items", "costs").compactMap { readItem($0, .accounts) }
        let submitted = fields.date("submitted")
        let accepted = fields.date("accepted")
        fields.refuse("accepted", accepted, before: submitted, "when they were handed in")
        guard let to, let eligible else { return nil }
        return Accounts(
            to: to, eligible: eligible, items: items, submitted: submitted, accepted: accepted)
    }

    func readPayment(_ node: Node) -> Disbursement? {
        guard let fields = Fields(node, "a payment", keys: ["kind", "amount", "paid"], report)
        else { return nil }
        let kind: Disbursement.Kind? = fields.requiredWord("kind", "a kind of payment")
        let amount = fields.requiredMoney("amount")
        let paid = fields.requiredDate("paid")
        guard let kind, let amount, let paid else { return nil }
        return Disbursement(kind: kind, amount: amount, paid: paid)
    }

    func readRecovery(_ node: Node) -> Recovery? {
        let keys = ["date", "demanded", "recovered"]
        guard let fields = Fields(node, "a recovery", keys: keys, report) else { return nil }
        let date = fields.requiredDate("date")
        let demanded = fields.requiredMoney("demanded")
        guard let date, let demanded else { return nil }
        return Recovery(
            date: date, demanded: demanded,
            recovered: fields.money("recovered") ?? Money(cents: 0))
    }

    func readCharge(_ file: Fields) -> LegalCharge? {
        let fields = file.node("charge").flatMap {
            Fields($0, "the charge", keys: ["created", "filed", "registration"], report)
        }
        guard let fields, let created = fields.requiredDate("created") else { return nil }
        let filed = fields.date("filed")
        fields.refuse("filed", filed, before: created, "when the charge was created")
        return LegalCharge(
            created: created, filed: filed,
            registration: fields.plainText("registration", "the Registry's number"))
    }
}
