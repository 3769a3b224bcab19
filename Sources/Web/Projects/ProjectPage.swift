import Access
import Benefits
import Plant
import Reporting

/// One funded project: duties, money, periods, evidence, rules, flags with both sides' words.
struct ProjectPage {
    let wording: Wording
    let figures: ProjectFigures
    let token: FormToken
    /// What became of a form.
    var problem: ProjectTerm?
    /// The day of which that speaks.
    var problemDay: LocalDate?
    /// Whether anything can be recorded here.
    var canRecord = true

    var project: Project { figures.project }
    var path: String { "\(ProjectListPage.path)/\(project.id)" }

    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: path), title: wording(project.title))
        return layout.page {
            HTML("h1") { wording(project.title) }
            HTML("p", ["class": "aside"]) {
                wording(project.enterprise.name) + " · "
                HTML("span", ["translate": "no"]) { project.reference ?? project.id }
            }
            if Visitor.current.principal.may(.declare, .project(project.id, report: nil)) {
                HTML("p") {
                    Chip(
                        link: DeclarePage.address(project.id).text,
                        text: wording(DeclareTerm.declared)
                    ).html
                }
            }
            if let problem {
                HTML("p", ["class": "notice", "role": "alert"]) {
                    wording(problem)
                        .replacing("{day}", with: problemDay.map(wording.date) ?? Wording.dash)
                }
            }
            if figures.report != nil { panel("latest", ProjectTerm.latest) { latest } }
            panel("duties", ProjectTerm.duties) {
                if let note = figures.rules.dutiesNote {
                    HTML("p", ["class": "notice"]) { wording(note) }
                }
                duties.html
            }
            panel("money", ProjectTerm.money) { money.html }
            panel("periods", ProjectTerm.periods) {
                periods.html
                steps
            }
            panel("sealed", SealTerm.sealed) { sealed }
            panel("smart", ProjectTerm.smart) {
                ofPeriod
                smart
            }
            panel("rules", ProjectTerm.rules) {
                ofPeriod
                rules.html
            }
            panel("flags", ProjectTerm.flags) { flags }
        }
    }

    /// Where a report is.
    static func report(
        _ kind: ReportRecord.Kind, _ period: BenefitPeriod, of project: Project
    ) -> Address {
        Address(path: "\(ProjectListPage.path)/\(project.id)/report")
            .with("kind", kind.rawValue).with("period", "\(period.from)_\(period.to)")
    }

    private func panel(
        _ id: String, _ term: some Term, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        HTML("section", ["class": "panel wide", "id": id]) {
            HTML("h2") { wording(term) }
            content()
        }
    }

    private var duties: DataTable {
        DataTable(
            heads: [
                ProjectTerm.due, .duty, .from, .to, .status, .reminder, .defaults,
            ].map { wording($0) }, numeric: [], verbatim: [6],
            rows: figures.duties.map { duty in
                let reminder = duty.reminder(on: figures.day)
                return [
                    "\(duty.due)", wording(duty.kind.wording),
                    duty.period.map { "\($0.from)" } ?? "—", duty.period.map { "\($0.to)" } ?? "—",
                    wording(duty.status(on: figures.day).wording),
                    reminder.map { "\($0) " + wording(ProjectTerm.daysLeft) } ?? "—",
                    duty.defaults.isEmpty ? "—" : defaults(duty),
                ]
            }, marked: figures.duties.map { $0.status(on: figures.day) }.marked)
    }

    private func defaults(_ duty: Duty) -> String {
        duty.defaults.compactMap { ProjectSettings.name(of: $0).map { wording($0) } }
            .joined(separator: wording(words("; ", "；")))
    }

    private var money: DataTable {
        let rows: [(FigureID, Money?, SourceClass)] = [
            (.m02, project.approvedCost, .decided), (.m03, project.approvedFunding, .decided),
            (.m04, project.contribution, .declared),
            (.m05, project.interimAccounts?.eligible, .audited),
            (.m07, project.finalAccounts?.eligible, .audited),
            (.m08, project.finalFunding, .decided),
        ]
        let paid = project.disbursements.map { payment in
            [
                wording(payment.kind.wording) + " \(payment.paid)", wording(payment.amount.text),
                wording(SourceClass.decided),
            ]
        }
        let names = rows.map { id, amount, source in
            [
                "\(id.rawValue) " + wording(id.name),
                amount.map { wording($0.text) } ?? wording(BenefitTerm.notDeclared.wording),
                amount == nil ? Wording.dash : wording(source),
            ]
        }
        return DataTable(
            heads: [ProjectTerm.money, .amount, .basis].map { wording($0) }, numeric: [1],
            rows: names + paid)
    }

    @HTMLBuilder private var smart: HTML {
        if let content = figures.report?.figures[.l06], case .blocks(let blocks) = content,
            case .table(let table)? = blocks.first
        {
            DocumentTable(wording, table, period: nil).html
        } else {
            HTML("p") { "—" }
        }
    }

    private var rules: DataTable {
        DataTable(
            heads: [
                wording(ProjectTerm.rules), wording(ProjectTerm.statement),
                wording(RuleWord.paragraph.wording), wording(ProjectTerm.status),
                wording(ProjectTerm.why),
            ], numeric: [],
            rows: figures.rules.judgements.map { judgement in
                [
                    judgement.rule.rawValue, wording(judgement.statement),
                    wording(judgement.paragraphWording), wording(judgement.outcomeWord),
                    wording(judgement.explanation),
                ]
            })
    }
}
