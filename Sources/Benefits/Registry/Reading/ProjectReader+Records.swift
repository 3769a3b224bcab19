internal import Plant
internal import Yams

extension ProjectReader {
    func readApprovals(_ file: Fields) -> [Approval] {
        // Of a broken approval the identifier is known all the same.
        approvals = file.node("approvals")?.mapping?.compactMap { $0.key.scalar?.string } ?? []
        return entries(file, "approvals", "an approval") { name, node in
            let id = name.string
            let keys = ["kind", "date", "text"]
            guard let fields = Fields(node, "approval \(id)", keys: keys, report) else {
                return nil
            }
            let kind: Approval.Kind? = fields.requiredWord("kind", "a kind of approval")
            let date = fields.requiredDate("date")
            guard let kind, let date else { return nil }
            return Approval(
                id: id, kind: kind, date: date,
                text: fields.localizedText("text", "what it says") ?? LocalizedText(both: id))
        }
    }

    func readOtherFunding(_ node: Node) -> OtherFunding? {
        let keys = ["line", "scheme", "reference", "amount"]
        guard let fields = Fields(node, "other funding", keys: keys, report) else { return nil }
        _ = fields.required("line", "a line")
        let line = reference(fields, "line", "line", among: lines)
        let scheme = fields.requiredText("scheme", "a scheme")
        guard let line, let scheme else { return nil }
        return OtherFunding(
            line: line, scheme: scheme.string,
            reference: fields.plainText("reference", "a reference"), amount: fields.money("amount"))
    }

    func readOtherProject(_ node: Node) -> OtherProject? {
        let keys = ["reference", "approved", "funding", "ended"]
        guard let fields = Fields(node, "another project", keys: keys, report) else { return nil }
        let reference = fields.requiredText("reference", "the secretariat's reference")
        let approved = fields.requiredDate("approved")
        let funding = fields.requiredMoney("funding")
        let ended = fields.date("ended")
        fields.refuse("ended", ended, before: approved, "when it was approved")
        guard let reference, let approved, let funding else { return nil }
        return OtherProject(
            reference: reference.string, approved: approved, funding: funding, ended: ended)
    }

    /// Figures that a target can be of.
    private static let targetFigures: [FigureID] = [.b02, .b10, .b12, .b17, .b19]
    /// What targets of these names are of, where the file does not say.
    private static let usualFigure: [String: FigureID] = [
        "turnover": .b02, "capacity": .b10, "oee": .b12, "unit-cost": .b17, "jobs": .b19,
    ]

    func readTargets(_ file: Fields) -> [Target] {
        entries(file, "targets", "a target") { name, node in
            let id = name.string
            let keys = ["name", "value", "unit", "figure"]
            guard let fields = Fields(node, "target \(id)", keys: keys, report) else { return nil }
            let value = fields.requiredValue("value", "a number", Amounts.quantity)
            let unit = fields.requiredText("unit", "a unit such as piece, HK$, job or %")
            guard let value, let unit else { return nil }
            let figures = Self.targetFigures.map { ($0.rawValue, $0) }
            return Target(
                id: id, name: fields.name(fallback: id), value: value, unit: unit.string,
                figure: fields.word("figure", "a figure that can be a target", figures)
                    ?? Self.usualFigure[id])
        }
    }

    func readReport(_ node: Node) -> ReportRecord? {
        let keys = ["kind", "from", "to", "submitted", "accepted", "rule_set"]
        guard let fields = Fields(node, "a report", keys: keys, report) else { return nil }
        let kind: ReportRecord.Kind? = fields.requiredWord("kind", "a kind of report")
        let record = ReportRecord(
            kind: kind ?? .final, from: fields.date("from"), to: fields.date("to"),
            submitted: fields.date("submitted"), accepted: fields.date("accepted"),
            ruleSet: fields.plainText("rule_set", "a rule set such as rfs-2020"))
        fields.refuse("to", record.to, before: record.from, "the first day")
        fields.refuse("accepted", record.accepted, before: record.submitted, "when it came in")
        guard let kind else { return nil }
        if kind == .benefit {
            _ = (fields.required("from", "a date"), fields.required("to", "a date"))
            guard record.from != nil, record.to != nil else { return nil }
        }
        return record
    }
}
