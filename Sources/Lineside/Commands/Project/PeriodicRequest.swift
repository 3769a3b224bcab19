import ArgumentParser
import Benefits
import Foundation
import Plant
import Storage
import StorageSQLite

/// A project's report as a command asks for it.
struct PeriodicRequest {
    let kind: ReportRecord.Kind
    let project: Project
    let period: BenefitPeriod
    /// On which rules are judged.
    let day: LocalDate

    /// What a command's options ask for of a project.
    init(
        _ kind: ReportRecord.Kind, of project: Project, _ plant: Plant,
        _ options: BenefitOptions, on: String?
    ) throws {
        (self.kind, self.project) = (kind, project)
        day = try hongKongDay(on)
        period = try options.period(kind, of: project, plant, on: day)
    }

    /// The report as of now.
    ///
    /// - Throws: `StoreError`, `DeclaredError`.
    func report(
        among projects: ProjectFolder, _ figures: Figures, _ store: SQLiteStore
    ) throws -> PeriodicReport {
        try PeriodicReport.read(
            kind, of: project, among: projects, over: period, on: day, figures: figures,
            store: store)
    }
}

extension BenefitOptions {
    /// The period that is given, else the usual one of a project's report.
    func period(
        _ kind: ReportRecord.Kind, of project: Project, _ plant: Plant, on day: LocalDate
    ) throws -> BenefitPeriod {
        let asked =
            isGiven ? try saying { () throws(ConfigurationError) in try period(plant) } : nil
        guard let period = asked ?? project.usualPeriod(kind, on: day) else {
            throw ValidationError(
                "the project has no dates yet; give --period-from and --period-to")
        }
        return period
    }
}

/// A day as an option gives it; today in Hong Kong otherwise, where the scheme counts its days.
func hongKongDay(_ text: String?) throws -> LocalDate {
    guard let text else {
        return .inHongKong(at: .now)
    }
    guard let date = try? WallClockTexts.date(text) else {
        throw ValidationError("\"\(text)\" is not a date; write it like 2022-12-31")
    }
    return date
}
