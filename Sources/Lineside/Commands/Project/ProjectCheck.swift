import Benefits
import Plant
import Reporting

/// What `lineside project check` prints: both languages, as text and as JSON.
struct ProjectCheck {
    let report: RuleReport
    let duties: [Duty]

    init(report: RuleReport) {
        self.report = report
        duties = report.duties
    }

    /// English, then Chinese.
    var text: String {
        (page(\.english) + [""] + page(\.traditionalChinese)).joined(separator: "\n")
    }

    private typealias Tongue = KeyPath<LocalizedText, String>

    private func page(_ tongue: Tongue) -> [String] {
        func word(_ word: RuleWord) -> String { word.wording[keyPath: tongue] }
        let head = [
            "\(word(.project)): \(report.project.title[keyPath: tongue]) (\(report.project.id))",
            "\(word(.ruleSet)): \(report.ruleSet.name[keyPath: tongue]) (\(report.ruleSet.id))",
            "\(word(.day)): \(report.day)",
        ]
        let note = report.ruleSet.note.map { ["", $0[keyPath: tongue]] } ?? []
        let rules = report.judgements.flatMap { lines($0, tongue) }
        let due = duties.isEmpty ? ["  " + word(.nothingDue)] : duties.map { line($0, tongue) }
        let missing = report.dutiesNote.map { ["  " + $0[keyPath: tongue]] } ?? []
        return head + note + ["", "\(word(.rules)):"] + rules
            + ["", "\(word(.duties)):"] + missing + due
    }

    private func lines(_ judgement: RuleJudgement, _ tongue: Tongue) -> [String] {
        let rule = judgement.rule.rawValue
        func reasons(_ word: RuleWord, _ gaps: [RuleGap]) -> String {
            let texts = gaps.map { $0.wording[keyPath: tongue] }
            return "  \(rule) \(word.wording[keyPath: tongue]): \(texts.joined(separator: "; "))"
        }
        switch judgement.outcome {
        case .holds:
            let results = judgement.results.map { $0.text[keyPath: tongue] }
            let figures = results.isEmpty ? "" : ": " + results.joined(separator: ", ")
            return ["  \(rule) \(RuleWord.holds.wording[keyPath: tongue])\(figures)"]
        case .notApplicable(let gap): return [reasons(.notApplicable, [gap])]
        case .notJudged: return [reasons(.notJudged, judgement.gaps)]
        case .found(let findings):
            let texts = findings.map {
                "  \(rule) \($0.severity.wording[keyPath: tongue]): \($0.text[keyPath: tongue])"
                    + " [\($0.paragraphWording[keyPath: tongue])]"
            }
            return texts
                + (judgement.gaps.isEmpty ? [] : [reasons(.partlyNotJudged, judgement.gaps)])
        }
    }

    private func line(_ duty: Duty, _ tongue: Tongue) -> String {
        let period = duty.period.map { " (\($0.from) – \($0.to))" } ?? ""
        let status = duty.status(on: report.day).wording[keyPath: tongue]
        let done = duty.done.map { $0 <= report.day ? " \($0)" : "" } ?? ""
        let defaults = duty.defaults.joined(separator: ", ")
        let open =
            duty.defaults.isEmpty
            ? "" : " [\(RuleWord.defaults.wording[keyPath: tongue]): \(defaults)]"
        return
            "  \(duty.due) \(duty.kind.wording[keyPath: tongue])\(period): \(status)\(done)\(open)"
    }
}

extension ProjectCheck {
    /// Stable names; every text in both languages.
    var document: JSON {
        .object([
            ("project", .string(report.project.id)),
            ("title", report.project.title.json),
            ("rule_set", .string(report.ruleSet.id)),
            ("rule_set_holds", .bool(report.isRuleSetCovering)),
            ("as_of", .string(report.day.description)),
            ("has_errors", .bool(report.hasErrors)),
            ("rules", .array(report.judgements.map(json))),
            ("duties", .array(duties.map(json))),
        ])
    }

    private func json(_ judgement: RuleJudgement) -> JSON {
        let outcome =
            switch judgement.outcome {
            case .holds: "holds"
            case .found: "found"
            case .notApplicable: "not_applicable"
            case .notJudged: "not_judged"
            }
        return .object([
            ("rule", .string(judgement.rule.rawValue)),
            ("paragraph", .string(judgement.paragraph)),
            ("statement", judgement.statement.json),
            ("outcome", .string(outcome)),
            ("results", json(judgement.results)),
            ("findings", .array(judgement.findings.map(json))),
            (
                "because",
                .array(
                    judgement.gaps.map {
                        .object([("code", .string($0.rawValue)), ("text", $0.wording.json)])
                    })
            ),
        ])
    }

    private func json(_ finding: RuleFinding) -> JSON {
        .object([
            ("case", .string(finding.name)),
            ("severity", .string(finding.severity.rawValue)),
            ("figures", json(finding.figures)),
            ("text", finding.text.json),
        ])
    }

    private func json(_ figures: [NamedFigure]) -> JSON {
        .object(figures.map { ($0.name, $0.figure.json) })
    }

    private func json(_ duty: Duty) -> JSON {
        .object([
            ("kind", .string(duty.kind.rawValue)),
            ("name", duty.kind.wording.json),
            ("from", duty.period.map { .string($0.from.description) } ?? .null),
            ("to", duty.period.map { .string($0.to.description) } ?? .null),
            ("due", .string(duty.due.description)),
            ("done", duty.done.map { .string($0.description) } ?? .null),
            ("status", .string(duty.status(on: report.day).rawValue)),
            ("reminder", duty.reminder(on: report.day).map { .integer(Int64($0)) } ?? .null),
            ("provisional", .bool(duty.isProvisional)),
            ("defaults", .array(duty.defaults.map { .string($0) })),
        ])
    }
}

extension RuleFigure {
    fileprivate var json: JSON {
        switch self {
        case .money(let money): .decimal(value: money.cents, digits: 2)
        case .date(let date): .string(date.description)
        case .count(let count): .integer(Int64(count))
        case .quantity(let millionths), .share(let millionths):
            .quantity(millionths: millionths)
        case .amount(let millionths, _): .quantity(millionths: millionths)
        case .text(let text): .string(text)
        case .named(let id, _): .string(id)
        case .name(let name): name.json
        }
    }
}
