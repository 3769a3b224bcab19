import Benefits
import Evidence
import Plant
import Reporting
import Sealing
import Storage
import Telemetry

/// Projects and their duties as rows.
enum ProjectRows {
    static let columns: [ExportColumn] =
        [.project] + .titles + [
            .scheme, .reference, .ruleSet, .restrictionEnd, .source, .asOf,
        ]

    static func row(_ project: Project, on day: LocalDate) -> [JSON] {
        [.string(project.id)] + [JSON](titles: project.title) + [
            .string(project.scheme.rawValue),
            project.reference.map { .string($0) } ?? .null, ruleSet(of: project),
            project.restriction.map { .string("\($0.to)") } ?? .null,
            .string(SourceClass.decided.rawValue), .string("\(day)"),
        ]
    }

    static let dutyColumns: [ExportColumn] =
        [.duty] + .titles + [
            .periodFrom, .periodTo, .due, .done, .status, .reminder, .defaults, .ruleSet, .source,
            .asOf,
        ]

    static func duties(_ report: RuleReport) -> [[JSON]] {
        let day = report.day
        return report.duties.map { duty in
            [.string(duty.kind.rawValue)] + [JSON](titles: duty.kind.wording) + [
                duty.period.map { .string("\($0.from)") } ?? .null,
                duty.period.map { .string("\($0.to)") } ?? .null, .string("\(duty.due)"),
                duty.done.flatMap { $0 <= day ? .string("\($0)") : nil } ?? .null,
                .string(duty.status(on: day).rawValue),
                duty.reminder(on: day).map { .integer(Int64($0)) } ?? .null,
                .string(duty.defaults.joined(separator: " ")), ruleSet(report),
                .string(SourceClass.computed.rawValue), .string("\(day)"),
            ]
        }
    }

    /// The rule set that holds by the date of application; null: none does.
    static func ruleSet(of project: Project) -> JSON {
        ruleSet(report(of: project, on: project.agreement.applied))
    }

    private static func ruleSet(_ report: RuleReport) -> JSON {
        report.isRuleSetCovering ? .string(report.ruleSet.id) : .null
    }

    /// What the rules say of a project on a day.
    static func report(of project: Project, on day: LocalDate) -> RuleReport {
        RuleReport.make(RuleInput(project: project, ruleSets: RuleSet.builtIn, day: day))
    }
}

/// The figures of a sealed report as rows.
enum BenefitRows {
    static let columns: [ExportColumn] =
        [.line] + SealedFigures.columns + [.ruleSet, .asOf, .seal]

    /// A figure of a seal, with the rule set that was sealed with it.
    static func row(
        _ figure: SealedFigures.Figure, _ manifest: Manifest, _ ruleSet: String?
    ) -> [JSON] {
        [.string(manifest.subject.line)] + figure.values + [
            ruleSet.map { .string($0) } ?? .null, .string(manifest.madeAt.text),
            .string(Digest(of: manifest.bytes).hex),
        ]
    }
}

extension SealedFigures {
    /// Of a figure in a row.
    static let columns: [ExportColumn] =
        [.figure] + .titles + [
            .value, .chineseValue, .unit, .reason, .chineseReason, .source, .coverage,
        ]
}

extension SealedFigures.Figure {
    /// As ``SealedFigures/columns`` have it.
    var values: [JSON] {
        [.string(name)] + [JSON](titles: title) + [
            value, chineseValue, unit, reason, chineseReason, .string(source), coverage,
        ]
    }
}
