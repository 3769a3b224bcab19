import ArgumentParser
import Benefits
import Evidence
import Plant
import Storage

/// What a benefit figure takes from what is declared about a project.
struct BookSources {
    let project: Project
    let store: any RecordStore
    let plant: Plant

    /// The files in force of a line that speak of a period, by what they are for.
    ///
    /// - Throws: ``ConfigurationError`` where several files of sales do; `StoreError`,
    ///   `DeclaredError`.
    func sources(line: Int, period: BenefitPeriod) throws -> [DeclaredRole: DeclaredSource] {
        let id = plant.lines[line].id
        let book = try DeclaredBook.read(project: project.id, store: store, plant: plant)
        let sales = book.parts.filter { part in
            guard part.entry.line == id, case .sales(let rows) = part.rows else { return false }
            return rows.contains { $0.period.from <= period.to && period.from <= $0.period.to }
        }
        guard sales.count <= 1 else {
            let files = sales.map { "record \($0.entry.number), \($0.entry.file.name)" }
            throw ConfigurationError(
                .validationFailure,
                "lineside: several files of sales speak of the period: "
                    + files.joined(separator: "; ") + "; give --sales, or supersede them with one")
        }
        var sources: [DeclaredRole: DeclaredSource] = [:]
        sources[.sales] = try sales.first.map(source)
        sources[.jobs] = try book.jobs(line: id, on: period.to).map(source)
        return sources
    }

    private func source(_ part: DeclaredBook.Part) throws -> DeclaredSource {
        let file = part.entry.file
        let bytes = try store.file(
            role: DeclaredEntry.fileRole, name: file.name, ofRecord: part.entry.number)
        return DeclaredSource(name: file.name, bytes: bytes ?? [])
    }
}

extension BenefitRequest {
    /// The same with what the book of a project says.
    func declared(in book: BookSources) throws -> BenefitRequest {
        let sources = try book.sources(line: line, period: period)
        var request = self
        request.declared = try DeclaredData.read(
            sales: sources[.sales], jobs: sources[.jobs], plant: book.plant)
        return request
    }
}
