import Access
import Benefits
import Plant
import Reporting

// Flags: what raised them, what may explain them, what both sides said, and forms for both.

extension ProjectPage {
    @HTMLBuilder var flags: HTML {
        HTML("p", ["class": "aside"]) { wording(FlagTerm.alert.wording) }
        if figures.flags.flags.isEmpty { HTML("p") { wording(FlagTerm.none.wording) } }
        for flag in figures.flags.flags { article(flag) }
        if !figures.flags.statistics.isEmpty {
            HTML("h3") { wording(ProjectTerm.statistics) }
            statistics.html
        }
        HTML("h3") { wording(ProjectTerm.gaps) }
        DataTable(
            heads: [wording(ProjectTerm.flags), wording(ProjectTerm.why)], numeric: [],
            rows: FlagID.allCases.compactMap { id in
                id.gap(figures.project).map { ["\(id.rawValue) " + wording(id.name), wording($0)] }
            }
        ).html
    }

    private var statistics: DataTable {
        DataTable(
            heads: [
                wording(ProjectTerm.flags), wording(ProjectTerm.raised),
                wording(ProjectTerm.openFlags),
            ] + FlagClosing.Outcome.allCases.map { wording($0.wording) },
            numeric: Set(1...(2 + FlagClosing.Outcome.allCases.count)),
            rows: figures.flags.statistics.map { own in
                ["\(own.id.rawValue) " + wording(own.id.name), "\(own.raised)", "\(own.open)"]
                    + FlagClosing.Outcome.allCases.map { "\(own.closed[$0] ?? 0)" }
            })
    }

    private func article(_ flag: FlagRecord) -> HTML {
        HTML("article", ["class": "flag", "id": "flag-\(flag.number)"]) {
            HTML("h3") {
                "#\(flag.number) \(flag.id.rawValue) " + wording(flag.id.name) + " · "
                    + wording(flag.severity.wording)
            }
            HTML("p") {
                about(flag)
                "\(flag.from) – \(flag.to) · " + wording(flag.state.wording)
            }
            DataTable(
                heads: [
                    wording(FlagTerm.evidence.wording), wording(StepTerm.figure),
                    wording(ProjectTerm.basis),
                ], numeric: [1],
                rows: flag.facts.map { fact in
                    [wording(fact.name), wording(fact.figure), wording(fact.source.wording)]
                }
            ).html
            HTML("p") {
                HTML("b") { wording(FlagTerm.benign.wording) + wording.colon }
                wording(flag.id.benign)
            }
            for reply in flag.replies {
                HTML("blockquote") {
                    HTML("b") { wording(FlagTerm.reply.wording) + " (\(reply.by))" + wording.colon }
                    reply.text
                }
            }
            if let closing = flag.closing {
                HTML("p", ["class": "closing"]) {
                    HTML("b") {
                        wording(FlagTerm.closed.wording) + " \(closing.officer)" + wording.colon
                    }
                    wording(closing.outcome.wording) + " · " + closing.why
                }
            } else if canRecord {
                if may(.declare) { replyForm(flag) }
                if may(.decide) {
                    if let until = flag.waits(on: figures.day, project.flagSettings) {
                        HTML("p", ["class": "aside"]) {
                            wording(StepTerm.closableFrom)
                                .replacing("{day}", with: wording.date(until))
                                .replacing("{next}", with: wording.date(until.adding(days: 1)))
                        }
                    } else {
                        closingForm(flag)
                    }
                }
            }
        }
    }

    /// What it is about; what is the same in both languages is an identifier.
    @HTMLBuilder private func about(_ flag: FlagRecord) -> HTML {
        if !flag.about.isEmpty {
            let isVerbatim = flag.name.english == flag.name.traditionalChinese
            HTML("span", ["translate": isVerbatim ? "no" : nil]) { wording(flag.name) }
            " · "
        }
    }

    private func may(_ action: Action) -> Bool {
        Visitor.current.principal.may(action, .project(project.id, report: nil))
    }

    private func replyForm(_ flag: FlagRecord) -> HTML {
        form(flag, "reply", .reply) {
            name(.yourName)
            field("text", .replyText, limit: FlagBook.textLimit)
        }
    }

    private func closingForm(_ flag: FlagRecord) -> HTML {
        form(flag, "close", .close) {
            name(.officer)
            HTML("label") {
                HTML("span") { wording(ProjectTerm.outcome) }
                HTML("select", ["name": "outcome", "required": "required"]) {
                    HTML("option", ["value": "", "selected": "selected"]) {
                        wording(StepTerm.choose)
                    }
                    for outcome in FlagClosing.Outcome.allCases {
                        HTML("option", ["value": outcome.rawValue]) { wording(outcome.wording) }
                    }
                }
            }
            field("why", .why, limit: FlagBook.textLimit)
        }
    }

    private func form(
        _ flag: FlagRecord, _ act: String, _ term: ProjectTerm, @HTMLBuilder fields: () -> HTML
    ) -> HTML {
        let action = Address(path: "\(path)/flags/\(flag.number)/\(act)")
            .with("lang", wording.language.rawValue)
        return HTML("details") {
            HTML("summary") { wording(term) + " #\(flag.number)" }
            HTML("form", ["method": "post", "action": action.text, "class": "correction"]) {
                HTML("input", ["type": "hidden", "name": "token", "value": token.text])
                fields()
                HTML("p") {
                    HTML("button", ["class": "chip", "type": "submit"]) { wording(term) }
                }
            }
        }
    }

    /// Who signs: who is logged in, else whoever types a name.
    private func name(_ term: ProjectTerm) -> HTML {
        guard let signature = Visitor.current.principal.signature else {
            return field("by", term, limit: FlagBook.nameLimit)
        }
        return HTML("p") {
            wording(term) + wording.colon
            HTML("b", ["translate": "no"]) { signature }
        }
    }

    private func field(_ name: String, _ term: ProjectTerm, limit: Int) -> HTML {
        HTML("label") {
            HTML("span") { wording(term) }
            HTML(
                "input",
                ["type": "text", "name": name, "required": "required", "maxlength": "\(limit)"])
        }
    }
}
