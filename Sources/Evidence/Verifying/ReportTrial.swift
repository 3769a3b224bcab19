public import Benefits
internal import Foundation
internal import Plant
public import Sealing
internal import Storage
internal import StorageSQLite

/// Makes the report of a pack again, from nothing but what is in the pack, and compares.
struct ReportTrial {
    /// Why the report cannot be made again.
    private(set) var finding: SealFinding?
    private(set) var differences: [FigureDifference] = []
    private(set) var figures = 0
    /// The report as it was made again; nil where it cannot be.
    private(set) var report: MadeReport?

    init(pack: PackFile, manifest: Manifest, files: [String: [UInt8]], copy: String) {
        do {
            let made = try Self.made(pack, manifest, files, copy: copy)
            let found = try Self.json(made.bytes, EvidenceName.report)
            report = made
            let sealed = try Self.json(files[EvidenceName.report] ?? [], EvidenceName.report)
            figures = found.calculatedFigures
            let document = made.document(asOf: manifest.instant, software: manifest.software)
            differences = ReportDifference.all(sealed, found, units: UnitNames(document))
        } catch {
            finding = SealFinding(.report, EvidenceName.report, found: "\(error)")
        }
    }

    private static func json(_ bytes: [UInt8], _ name: String) throws -> SealJSON {
        guard let json = SealJSON(bytes) else {
            throw SealError(.unreadable, "\(name) is no JSON")
        }
        return json
    }

    private static func made(
        _ pack: PackFile, _ manifest: Manifest, _ files: [String: [UInt8]], copy: String
    ) throws -> MadeReport {
        guard let kind = ReportKind.all.first(where: { $0.name == manifest.report }) else {
            throw SealError(.unreadable, "reports \"\(manifest.report)\" are not known")
        }
        let yaml = String(decoding: files[EvidenceName.plant] ?? [], as: UTF8.self)
        let plant = try Plant.read(yaml: yaml, file: EvidenceName.plant)
        guard let line = plant.lines.firstIndex(where: { $0.id == manifest.subject.firstLine })
        else {
            throw SealError(.unreadable, "the plant file has no line \(manifest.subject.line)")
        }
        guard let period = BenefitPeriod(manifest.subject) else {
            throw SealError(.unreadable, "the manifest names no period")
        }
        return try kind.make(
            ReportKind.Source(
                figures: Figures(plant: plant, store: try pack.store(copy: copy)), line: line,
                period: period, files: files))
    }
}

extension BenefitPeriod {
    /// The period of a seal; nil where there are no such days.
    public init?(_ subject: Manifest.Subject) {
        guard let from = Self.date(subject.from), let to = Self.date(subject.to), from <= to else {
            return nil
        }
        self.init(from: from, to: to)
    }

    /// A date as a manifest has it; nil where there is no such day.
    static func date(_ text: String) -> LocalDate? {
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3, (1...9999).contains(numbers[0]) else { return nil }
        let date = LocalDate(year: numbers[0], month: numbers[1], day: numbers[2])
        guard (1...12).contains(date.month), (1...31).contains(date.day),
            date.description == text, LocalDate(dayNumber: date.dayNumber) == date
        else { return nil }
        return date
    }
}

extension Manifest.Subject {
    /// The lines that are sealed, by identifier.
    var lines: [String] { line.split(separator: ",").map(String.init) }
    /// The first of them.
    var firstLine: String { lines.first ?? line }
}
