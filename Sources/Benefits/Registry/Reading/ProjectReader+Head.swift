internal import Plant
internal import Yams

extension ProjectReader {
    /// What a project is and who runs it; everything else is filled in later.
    func readHead(_ file: Fields) -> Project {
        let keys = ["id", "title", "scheme", "reference", "industry", "rule_set"]
        let head = file.required("project", "the project's id, title and scheme")
            .flatMap { Fields($0, "the project", keys: keys, report) }
        let id = head?.requiredText("id", "an identifier")
            .flatMap { report.identifier($0, "the project") }
        let scheme: Scheme? = head?.requiredWord("scheme", "a scheme")
        let agreement = readAgreement(file)
        let enterprise = readEnterprise(file)
        let consultants = readConsultants(file)
        return Project(
            id: id ?? "",
            title: head?.localizedText("title", "a title") ?? LocalizedText(both: id ?? ""),
            scheme: scheme ?? .other,
            reference: head?.plainText("reference", "the secretariat's reference"),
            industry: head?.value("industry", "six digits of HSIC V2.0", industry),
            ruleSet: head?.plainText("rule_set", "a rule set such as rfs-2020"),
            enterprise: enterprise, consultants: consultants, agreement: agreement, budget: [],
            disbursements: [], recoveries: [], approvals: [], targets: [], lines: [], reports: [],
            settings: ProjectSettings(), warnings: [])
    }

    private func industry(_ text: String) throws(Mismatch) -> String {
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw Mismatch(problem: "is not an industry code")
        }
        return text
    }

    private func readEnterprise(_ file: Fields) -> Enterprise {
        let keys = ["name", "company_number", "business_number"]
        let fields = file.required("enterprise", "the enterprise's name and numbers")
            .flatMap { Fields($0, "the enterprise", keys: keys, report) }
        _ = fields?.required("name", "the registered name")
        return Enterprise(
            name: fields?.name(fallback: "") ?? LocalizedText(both: ""),
            companyNumber: fields?.plainText("company_number", "a Companies Registry number"),
            businessNumber: fields?.plainText("business_number", "a business registration number"))
    }

    private func readConsultants(_ file: Fields) -> Consultants {
        let fields = file.node("consultants")
            .flatMap { Fields($0, "consultants", keys: ["design", "application"], report) }
        return Consultants(
            design: fields?.plainText("design", "a company"),
            application: fields?.plainText("application", "a company"))
    }

    private static let agreementKeys = [
        "applied", "signed", "start", "end", "duration_reason", "completed", "restriction_end",
        "baseline_headcount",
    ]

    private func readAgreement(_ file: Fields) -> Agreement {
        let fields = file.required("agreement", "the dates of application and agreement")
            .flatMap { Fields($0, "the agreement", keys: Self.agreementKeys, report) }
        let applied = fields?.requiredDate("applied") ?? LocalDate(dayNumber: 0)
        guard let fields else { return Agreement(applied: applied) }
        let agreement = Agreement(
            applied: applied, signed: fields.date("signed"), start: fields.date("start"),
            end: fields.date("end"),
            durationReason: fields.localizedText("duration_reason", "a reason"),
            completed: fields.date("completed"), restrictionEnd: fields.date("restriction_end"),
            baselineHeadcount: fields.value(
                "baseline_headcount", "a number of jobs", Amounts.count(0...1_000_000)))
        fields.refuse("signed", agreement.signed, before: applied, "the application")
        fields.refuse("end", agreement.end, before: agreement.start, "the start")
        fields.refuse("completed", agreement.completed, before: agreement.start, "the start")
        if fields.has("end") != fields.has("start") {
            report.error(
                fields.place(of: fields.has("end") ? "end" : "start"),
                "\"start\" and \"end\" go together")
        }
        return agreement
    }
}
