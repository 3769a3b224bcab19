public import Plant

/// What a company declares: read from CSV files, whole or not at all.
public struct DeclaredData: Sendable {
    /// In order of the file.
    public var sales: [SalesRow] = []
    /// In order of the file.
    public var jobs: [JobRecord] = []
    /// Stock counts, for what ``sales`` leave open.
    var stock: [StockCount] = []
    /// Where ``sales`` stand; nil: none are declared.
    public var salesFile: DeclaredFile?
    /// Where ``jobs`` stand; nil: none are declared.
    public var jobsFile: DeclaredFile?
    /// Where ``stock`` stands; nil: none is declared.
    var stockFile: DeclaredFile?

    /// Nothing is declared.
    public init() {}

    /// Reads `sales.csv` and `jobs.csv`, either of which may be missing.
    ///
    /// UTF-8, with or without byte order mark; RFC 4180; a first row of English column names in any
    /// order; a second one in Chinese is skipped. See `config/benefits/README.md` for the columns.
    ///
    /// - Throws: ``DeclaredError`` with all mistakes of both files; then nothing is read.
    public static func read(
        sales: DeclaredSource?, jobs: DeclaredSource?, plant: Plant
    ) throws(DeclaredError) -> DeclaredData {
        var data = DeclaredData()
        var found: [DeclaredMistake] = []
        if let sales {
            let mistakes = Mistakes(file: sales.name)
            data.sales = SalesReader(plant: plant, mistakes: mistakes).read(sales)
            data.salesFile = sales.file
            found += mistakes.sorted
        }
        if let jobs {
            let mistakes = Mistakes(file: jobs.name)
            data.jobs = JobsReader(mistakes: mistakes).read(jobs)
            data.jobsFile = jobs.file
            found += mistakes.sorted
        }
        guard found.isEmpty else { throw DeclaredError(mistakes: found) }
        return data
    }
}
