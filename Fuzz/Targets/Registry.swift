import Benefits
import Plant

/// `p`, `r`, `t` or `i` and a project file, a rule set, a report template or a list of approved
/// projects: refused with its mistakes, or one with which everything can be done.
func registry(_ input: [UInt8]) {
    let bytes = Array(input.dropFirst())
    let yaml = String(decoding: bytes, as: UTF8.self)
    switch input.first {
    case UInt8(ascii: "p"): project(yaml)
    case UInt8(ascii: "r"): ruleSet(yaml)
    case UInt8(ascii: "t"): template(yaml)
    default: approvedList(bytes)
    }
}

private let today = LocalDate(year: 2024, month: 2, day: 29)

private func project(_ yaml: String) {
    do throws(RegistryError) {
        let project = try Project.read(yaml: yaml, file: "project.yaml")
        let again = try Project.read(yaml: yaml, file: "project.yaml")
        claim(project == again, "a file is read in two ways")
        judge(project, RuleSet.builtIn)
    } catch {
        claim(!error.diagnostics.isEmpty, "refused without a mistake")
    }
}

private func ruleSet(_ yaml: String) {
    do throws(RegistryError) {
        let set = try RuleSet.read(yaml: yaml, file: "rules.yaml", bases: RuleSet.builtIn)
        for definition in set.rules.values {
            claim(!definition.statement.traditionalChinese.isEmpty, "a rule lacks a language")
        }
        judge(example, [set])
    } catch {
        claim(!error.diagnostics.isEmpty, "refused without a mistake")
    }
}

private func template(_ yaml: String) {
    do throws(RegistryError) {
        let template = try ReportTemplate.read(yaml: yaml, file: "template.yaml")
        let again = try ReportTemplate.read(yaml: yaml, file: "template.yaml")
        claim(template == again, "a file is read in two ways")
        claim(!template.title.traditionalChinese.isEmpty, "a title lacks a language")
    } catch {
        claim(!error.diagnostics.isEmpty, "refused without a mistake")
    }
}

private func approvedList(_ bytes: [UInt8]) {
    let source = DeclaredSource(name: "list.csv", bytes: bytes)
    do throws(DeclaredError) {
        let list = try ApprovedList.read([source])
        for entry in list.entries {
            claim((entry.funds?.money.cents ?? 1) > 0, "an amount is not above zero")
        }
        judge(example, RuleSet.builtIn, list)
    } catch {
        claim(!error.mistakes.isEmpty, "refused without a mistake")
    }
}

/// Every rule is judged, and every finding has its figures in its text.
private func judge(_ project: Project, _ sets: [RuleSet], _ list: ApprovedList? = nil) {
    var input = RuleInput(project: project, ruleSets: sets, day: today)
    input.register = list
    let report = RuleReport.make(input)
    claim(report.judgements.count == report.ruleSet.rules.count, "a rule is not judged")
    for duty in report.duties { _ = duty.status(on: today) }
}

/// Breaks a few rules and has a little of everything.
private let example = required { () throws(RegistryError) in
    try Project.read(
        yaml: """
            version: 1
            project: { id: a, scheme: NIFS, reference: N-1 }
            enterprise: { name: Example }
            agreement: { applied: 2026-01-01, start: 2026-02-01, end: 2027-08-31 }
            approved: { cost: 3000000, funding: 1000000.01 }
            budget: [{ category: AUD, quoted: 30000 }, { category: Q-SW, quoted: 1 }]
            lines: { l: {} }
            """, file: "project.yaml")
}
