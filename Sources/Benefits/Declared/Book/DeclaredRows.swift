public import Plant

/// The rows of a declared file.
public enum DeclaredRows: Hashable, Sendable {
    case sales([SalesRow])
    case stock([StockCount])
    case jobs([JobRecord])
    case tariffs([Tariff])
    case costs([CostRow])
    case prices([PriceRange])
    case company([CompanyFigure])

    /// Reads a file, whole or not at all.
    ///
    /// UTF-8, with or without byte order mark; RFC 4180; a first row of English column names in any
    /// order; a second one in Chinese is skipped. See `config/benefits/README.md` for the columns.
    ///
    /// - Throws: ``DeclaredError`` with all mistakes.
    public static func read(
        _ kind: DeclaredKind, _ source: DeclaredSource, plant: Plant
    ) throws(DeclaredError) -> DeclaredRows {
        let mistakes = Mistakes(file: source.name)
        let rows: DeclaredRows =
            switch kind {
            case .sales: .sales(SalesReader(plant: plant, mistakes: mistakes).read(source))
            case .stock: .stock(StockReader(plant: plant, mistakes: mistakes).read(source))
            case .jobs: .jobs(JobsReader(mistakes: mistakes).read(source))
            case .tariffs: .tariffs(TariffsReader(mistakes: mistakes).read(source))
            case .costs: .costs(CostsReader(mistakes: mistakes).read(source))
            case .prices: .prices(PricesReader(plant: plant, mistakes: mistakes).read(source))
            case .company: .company(CompanyReader(mistakes: mistakes).read(source))
            }
        guard mistakes.isEmpty else { throw DeclaredError(mistakes: mistakes.sorted) }
        return rows
    }

    /// How many there are.
    public var count: Int {
        switch self {
        case .sales(let rows): rows.count
        case .stock(let rows): rows.count
        case .jobs(let rows): rows.count
        case .tariffs(let rows): rows.count
        case .costs(let rows): rows.count
        case .prices(let rows): rows.count
        case .company(let rows): rows.count
        }
    }

    /// The first day of which they speak; nil where there is none.
    public var firstDay: LocalDate? {
        switch self {
        case .sales(let rows): rows.map(\.period.from).min()
        case .stock(let rows): rows.map(\.day).min()
        case .jobs(let rows): rows.map(\.from).min()
        case .tariffs(let rows): rows.map(\.from).min()
        case .costs(let rows): rows.map(\.period.from).min()
        case .prices(let rows): rows.map(\.from).min()
        case .company(let rows): rows.map(\.from).min()
        }
    }

    /// The last day that they name; nil where there is none.
    public var lastDay: LocalDate? {
        switch self {
        case .sales(let rows): rows.map(\.period.to).max()
        case .stock(let rows): rows.map(\.day).max()
        case .jobs(let rows): rows.map { $0.to ?? $0.from }.max()
        case .tariffs(let rows): rows.map(\.from).max()
        case .costs(let rows): rows.map(\.period.to).max()
        case .prices(let rows): rows.map(\.from).max()
        case .company(let rows): rows.map { $0.to ?? $0.from }.max()
        }
    }
}
