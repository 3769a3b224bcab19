import ArgumentParser
import Benefits
import Foundation
import Plant
import Reporting
import Storage
import StorageSQLite
import Telemetry

/// A project's report as a command asks for it.
struct PeriodicRequest {
    let plant: Plant
    let project: Project
    let template: ReportTemplate
    let period: BenefitPeriod
    /// On which rules are judged.
    let day: LocalDate

    /// Measures, takes what is declared up to an instant, and calculates.
    ///
    /// - Throws: `StoreError`, `DeclaredError`.
    func report(
        figures: Figures, store: some RecordStore & SealingStore, asOf: Timestamp? = nil
    ) throws -> PeriodicReport {
        let book = try DeclaredBook.read(
            project: project.id, store: store, plant: plant, asOf: asOf)
        var input = PeriodicInput(
            plant: plant, project: project, template: template, period: period, day: day,
            book: book)
        let versions = try ReportVersions.read(
            project: project.id, kind: template.kind, period: period, store: store, asOf: asOf)
        (input.versions, input.signOff) = (versions.versions(project: project.id), versions.signOff)
        try input.measure(figures)
        return PeriodicReport.make(input)
    }
}

extension PeriodicRequest {
    /// What a command's options ask for of a project.
    init(
        _ kind: ReportRecord.Kind, of project: Project, _ plant: Plant,
        _ options: BenefitOptions, on: String?
    ) throws {
        let day = try hongKongDay(on)
        self.init(
            plant: plant, project: project, template: project.template(kind),
            period: try options.period(kind, of: project, plant, on: day), day: day)
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
        let seconds = Int(Date().timeIntervalSince1970) + 8 * 3600
        return LocalDate(dayNumber: seconds / 86_400)
    }
    guard let date = try? WallClockTexts.date(text) else {
        throw ValidationError("\"\(text)\" is not a date; write it like 2022-12-31")
    }
    return date
}
