public import Plant
public import Storage
public import Telemetry

/// What a company has declared about a project, as it stood at an instant: the files in force with
/// their rows.
///
/// Declared figures are never mixed with measured ones; each row names the file that says it.
public struct DeclaredBook: Sendable {
    /// Identifier of the project.
    public var project: String
    /// Before that instant everything was recorded; nil: all that is recorded.
    public var asOf: Timestamp?
    /// The files in force, in order of their records.
    public var parts: [Part]

    /// A file in force.
    public struct Part: Hashable, Sendable {
        /// Its record.
        public var entry: DeclaredEntry
        /// Its rows.
        public var rows: DeclaredRows

        /// Makes one.
        public init(entry: DeclaredEntry, rows: DeclaredRows) {
            (self.entry, self.rows) = (entry, rows)
        }
    }

    /// A row and the file that says it.
    public struct Stated<Row: Hashable & Sendable>: Hashable, Sendable {
        /// The row.
        public var row: Row
        /// The record of its file.
        public var entry: DeclaredEntry
    }

    /// Makes a book.
    public init(project: String, asOf: Timestamp?, parts: [Part]) {
        (self.project, self.asOf, self.parts) = (project, asOf, parts)
    }

    /// Reads it from a store, by the plant file of today.
    ///
    /// - Throws: ``Storage/StoreError``; ``DeclaredError`` where a file in force speaks of what the
    ///   plant file does not have any more.
    public static func read(
        project: String, store: some RecordStore, plant: Plant, asOf: Timestamp? = nil
    ) throws -> DeclaredBook {
        let all = try entries(project: project, store: store, asOf: asOf)
        let parts = try all.inForce().map { entry in
            Part(entry: entry, rows: try rows(of: entry, store: store, plant: plant))
        }
        return DeclaredBook(project: project, asOf: asOf, parts: parts)
    }

    /// The rows of a file, by the plant file of today.
    static func rows(
        of entry: DeclaredEntry, store: some RecordStore, plant: Plant
    ) throws -> DeclaredRows {
        let bytes = try store.file(
            role: DeclaredEntry.fileRole, name: entry.file.name, ofRecord: entry.number)
        guard let bytes else {
            throw StoreError(code: .broken, message: "record \(entry.number) has lost its file")
        }
        let source = DeclaredSource(name: entry.file.name, bytes: bytes)
        return try DeclaredRows.read(entry.kind, source, plant: plant)
    }

    /// All files that were ever declared about a project, in order of their records, without rows.
    public static func entries(
        project: String, store: some RecordStore, asOf: Timestamp? = nil
    ) throws(StoreError) -> [DeclaredEntry] {
        let records = try store.records(project: project, kind: .declared, asOf: asOf)
        var entries: [DeclaredEntry] = []
        for record in records { entries.append(try DeclaredEntry(record)) }
        return entries
    }
}

extension [DeclaredEntry] {
    /// Those that nothing among them supersedes, but for such as only take something back.
    public func inForce() -> [DeclaredEntry] {
        let superseded = Set(compactMap(\.supersedes))
        return filter { !superseded.contains($0.number) && $0.rows > 0 }
    }
}

extension DeclaredBook {
    /// The sales of a line, in order of their records and files.
    public func sales(line: String) -> [Stated<SalesRow>] {
        stated(.sales, line) { if case .sales(let rows) = $0 { rows } else { [] } }
    }

    /// The stock counts of a line.
    public func stock(line: String) -> [Stated<StockCount>] {
        stated(.stock, line) { if case .stock(let rows) = $0 { rows } else { [] } }
    }

    /// The cost sheet of a line.
    public func costs(line: String) -> [Stated<CostRow>] {
        stated(.costs, line) { if case .costs(let rows) = $0 { rows } else { [] } }
    }

    /// What the company says of itself.
    public var company: [Stated<CompanyFigure>] {
        stated(.company, nil) { if case .company(let rows) = $0 { rows } else { [] } }
    }

    /// All tariffs.
    public var tariffs: [Stated<Tariff>] {
        stated(.tariffs, nil) { if case .tariffs(let rows) = $0 { rows } else { [] } }
    }

    /// All price lists.
    public var prices: [Stated<PriceRange>] {
        stated(.prices, nil) { if case .prices(let rows) = $0 { rows } else { [] } }
    }

    /// The list of a line's jobs that holds on a day; nil: none is declared.
    public func jobs(line: String, on day: LocalDate) -> Part? {
        let lists = parts.filter {
            $0.entry.kind == .jobs && $0.entry.line == line && $0.entry.from <= day
        }
        return lists.max { $0.entry.from < $1.entry.from }
    }

    /// The tariff of a medium that holds on a day.
    public func tariff(_ medium: Tariff.Medium, on day: LocalDate) -> Stated<Tariff>? {
        tariffs.filter { $0.row.medium == medium && $0.row.from <= day }
            .max { $0.row.from < $1.row.from }
    }

    /// The first days of the stretches of a period in which no tariff changes; empty where none is
    /// declared.
    func tariffDays(in period: BenefitPeriod) -> [LocalDate] {
        let days = tariffs.map(\.row.from)
        return days.isEmpty ? [] : Set(days.filter(period.contains) + [period.from]).sorted()
    }

    /// The price list of a product, by its index, that holds on a day.
    public func price(product: Int, on day: LocalDate) -> Stated<PriceRange>? {
        prices.filter { $0.row.product == product && $0.row.from <= day }
            .max { $0.row.from < $1.row.from }
    }

    /// The price lists of a product that hold on some day of a period, in order of their days.
    public func prices(product: Int, in period: BenefitPeriod) -> [Stated<PriceRange>] {
        let first = price(product: product, on: period.from).map { [$0] } ?? []
        let later = prices.filter {
            $0.row.product == product && period.from < $0.row.from && $0.row.from <= period.to
        }
        return first + later.sorted { $0.row.from < $1.row.from }
    }

    private func stated<Row>(
        _ kind: DeclaredKind, _ line: String?, _ rows: (DeclaredRows) -> [Row]
    ) -> [Stated<Row>] {
        parts.filter { $0.entry.kind == kind && $0.entry.line == line }.flatMap { part in
            rows(part.rows).map { Stated(row: $0, entry: part.entry) }
        }
    }
}
