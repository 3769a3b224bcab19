import Access
import Benefits
import Plant

// What is to be done next with each report, for whoever does it.

extension ProjectPage {
    /// One step a report that is over, with the command or the entry of the project file.
    @HTMLBuilder var steps: HTML {
        if Visitor.current.principal.may(.declare, .project(project.id, report: nil)) {
            let steps = figures.versions.filter { $0.period.to < figures.day }
                .flatMap { report in self.steps(of: report).map { (report, $0) } }
            HTML("h3") { wording(StepTerm.next) }
            if steps.isEmpty { HTML("p") { wording(StepTerm.waits) } }
            for (report, step) in steps {
                HTML("p") {
                    HTML("b") {
                        wording(report.kind) + " " + wording.date(report.period.from) + " – "
                            + wording.date(report.period.to)
                    }
                    " · " + step.words
                }
                HTML("pre", ["tabindex": "0", "translate": "no"]) { step.text }
            }
        }
    }

    private typealias Step = (words: String, text: String)

    private func steps(of report: ReportVersions) -> [Step] {
        let last = report.entries.last { $0.version == report.current }
        let record = project.record(of: report)
        guard report.sealed > 0 || last != nil else {
            // Handed in before it was sealed here, if ever.
            return record?.submitted == nil && record?.accepted == nil
                ? [(wording(StepTerm.check), signOff(report, .checked))] : accepting(record)
        }
        var steps: [Step] = []
        if report.sealed > 0 {
            let isHandedIn = record?.submitted != nil || record?.accepted != nil
            steps = isHandedIn ? accepting(record) : [(wording(StepTerm.handIn), entry(of: report))]
        }
        switch last?.step {
        case .checked: steps.append((wording(StepTerm.signOff), signOff(report, .signedOff)))
        case .signedOff: steps.append((wording(StepTerm.seal), seal(report)))
        case nil:
            if figures.since(report.kind, report.period) != nil {
                let text = wording(StepTerm.checkAgain)
                    .replacing("{version}", with: "\(report.current)")
                steps.append((text, signOff(report, .checked) + " --why REASON"))
            }
        }
        return steps
    }

    private func accepting(_ record: ReportRecord?) -> [Step] {
        guard record?.accepted == nil else { return [] }
        return [(wording(StepTerm.writeAccepted), "accepted: YYYY-MM-DD")]
    }

    private func signOff(_ report: ReportVersions, _ step: ReportVersions.Step) -> String {
        "lineside sign-off " + place(report)
            + " --step \(step.rawValue) --by NAME --post POST"
    }

    private func seal(_ report: ReportVersions) -> String {
        "lineside seal " + place(report) + " --key seal.key -o "
            + "\(project.id)-\(report.kind.rawValue)-\(report.period.from)-\(report.current).pack"
    }

    private func place(_ report: ReportVersions) -> String {
        "--plant plant.yaml --data DIR --project \(project.id) --kind \(report.kind.rawValue) "
            + "--period-from \(report.period.from) --period-to \(report.period.to)"
    }

    /// As the project file has it once the report is handed in.
    private func entry(of report: ReportVersions) -> String {
        var fields = ["kind: \(report.kind.rawValue)"]
        if report.kind == .benefit { fields.append("from: \(report.period.from)") }
        if report.kind != .final { fields.append("to: \(report.period.to)") }
        fields.append("submitted: YYYY-MM-DD")
        return "- { \(fields.joined(separator: ", ")) }"
    }

    /// What the project file says became of a report; nil: nothing.
    func handedIn(_ report: ReportVersions) -> String? {
        guard let record = project.record(of: report) else { return nil }
        let told = [(StepTerm.handedIn, record.submitted), (.accepted, record.accepted)]
            .compactMap { term, day in
                day.map { wording(term).replacing("{day}", with: wording.date($0)) }
            }
        return told.isEmpty ? nil : told.joined(separator: wording.comma)
    }
}

extension Project {
    /// The entry of the project file that says what became of a report.
    fileprivate func record(of report: ReportVersions) -> ReportRecord? {
        reports.first {
            $0.kind == report.kind && (report.kind != .benefit || $0.to == report.period.to)
        }
    }
}
