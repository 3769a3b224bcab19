import ArgumentParser
import Benefits
import Evidence
import Foundation
import Plant
import Storage

/// Which line and period the benefit figure is of, and where the company's declarations are.
struct BenefitOptions: ParsableArguments {
    @Option(help: "The line of the benefit figure; the first of the plant otherwise.")
    var line: String?

    @Option(help: "First day of the benefit period, like 2026-09-01.")
    var periodFrom: String?

    @Option(help: "Last day of the benefit period.")
    var periodTo: String?

    @Option(help: "Declared sales and stock (sales.csv; see config/benefits/README.md).")
    var sales: String?

    @Option(help: "Declared jobs (jobs.csv).")
    var jobs: String?

    /// Whether a period is given at all.
    var isGiven: Bool { periodFrom != nil || periodTo != nil }

    /// Whether anything is given that is of one line, or of files.
    var isOfLine: Bool { line != nil || sales != nil || jobs != nil }

    /// Whether any of them is given.
    var isAnyGiven: Bool { isGiven || isOfLine }

    /// Reads the declarations, whole or not at all: says every bad line, or throws exit code 65.
    func request(_ plant: Plant) throws -> BenefitRequest {
        try saying { () throws(ConfigurationError) in try checked(plant) }
    }

    /// Reads the declarations, whole or not at all.
    func checked(_ plant: Plant) throws(ConfigurationError) -> BenefitRequest {
        BenefitRequest(
            line: try lineIndex(plant), period: try period(plant), declared: try declared(plant))
    }

    /// The period alone.
    func period(_ plant: Plant) throws(ConfigurationError) -> BenefitPeriod {
        guard let from = try date(periodFrom, plant), let to = try date(periodTo, plant),
            from <= to
        else {
            throw mistake("give --period-from and --period-to, two dates in this order")
        }
        return BenefitPeriod(from: from, to: to)
    }

    private func mistake(_ message: String) -> ConfigurationError {
        ConfigurationError(.validationFailure, "lineside: " + message)
    }

    private func date(_ text: String?, _ plant: Plant) throws(ConfigurationError) -> LocalDate? {
        guard let text else { return nil }
        do {
            return plant.localDate(of: try plant.parse(instant: text))
        } catch {
            throw mistake(error.description)
        }
    }

    private func lineIndex(_ plant: Plant) throws(ConfigurationError) -> Int {
        guard let line else { return 0 }
        guard let index = plant.lines.firstIndex(where: { $0.id == line }) else {
            let known = plant.lines.map(\.id).joined(separator: ", ")
            throw mistake("there is no line \"\(line)\"; there are \(known)")
        }
        return index
    }

    private func declared(_ plant: Plant) throws(ConfigurationError) -> DeclaredData {
        let sales = try source(sales)
        let jobs = try source(jobs)
        do {
            return try DeclaredData.read(sales: sales, jobs: jobs, plant: plant)
        } catch {
            throw ConfigurationError(Exit.badData, "\(error)")
        }
    }

    /// The declared files as they were handed in, by what they are for.
    func sources() throws(ConfigurationError) -> [DeclaredRole: DeclaredSource] {
        var sources: [DeclaredRole: DeclaredSource] = [:]
        sources[.sales] = try source(sales)
        sources[.jobs] = try source(jobs)
        return sources
    }

    private func source(_ path: String?) throws(ConfigurationError) -> DeclaredSource? {
        guard let path else { return nil }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return DeclaredSource(name: path, bytes: [UInt8](data))
        } catch {
            throw ConfigurationError(
                Exit.noInput, "lineside: cannot read \(path): \(error.localizedDescription)")
        }
    }
}

/// One benefit figure that can be made again as figures grow.
struct BenefitRequest: Sendable {
    var line: Int
    var period: BenefitPeriod
    var declared: DeclaredData

    /// As scopes and the ledger name it.
    var name: String { "\(period.from)_\(period.to)" }

    /// The figure as of now.
    func report(_ figures: Figures) throws -> BenefitReport {
        try BenefitReport.make(figures: figures, line: line, period: period, declared: declared)
    }
}
