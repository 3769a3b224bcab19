public import Plant

/// What a company declares: read from CSV files, whole or not at all.
public struct DeclaredData: Sendable {
    /// In order of the file.
    public var sales: [SalesRow] = []
    /// In order of the file.
    public var jobs: [JobRecord] = []
    /// Where ``sales`` stand; nil: none are declared.
    public var salesFile: DeclaredFile?
    /// Where ``jobs`` stand; nil: none are declared.
    public var jobsFile: DeclaredFile?

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
        var found: [Diagnostic] = []
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

/// Declared sales of one product over a stretch of days; quantities in millionths.
public struct SalesRow: Hashable, Sendable {
    /// Index into `Plant.products`.
    public var product: Int
    /// The days of which it speaks.
    public var period: BenefitPeriod
    /// Stock at the beginning of the first day.
    public var openingStock: Int64
    /// Sold.
    public var sold: Int64
    /// Stock at the end of the last day.
    public var closingStock: Int64
    /// Samples, tests, gifts, and what was scrapped after it counted as good.
    public var samplesAndScrap: Int64
    /// Turnover.
    public var turnover: Money
    /// Its line in the file, from 1.
    public var line: Int

    /// Makes a row.
    public init(
        product: Int, period: BenefitPeriod, openingStock: Int64, sold: Int64,
        closingStock: Int64, samplesAndScrap: Int64, turnover: Money, line: Int
    ) {
        self.product = product
        self.period = period
        self.openingStock = openingStock
        self.sold = sold
        self.closingStock = closingStock
        self.samplesAndScrap = samplesAndScrap
        self.turnover = turnover
        self.line = line
    }
}

/// A declared job: a post under a pseudonym, never a person.
public struct JobRecord: Hashable, Sendable {
    /// Pseudonym, `[A-Za-z0-9-]{1,32}`.
    public var id: String
    /// Its type.
    public var type: JobType
    /// The first day on which it is filled.
    public var from: LocalDate
    /// The last one; nil: still filled.
    public var to: LocalDate?
    /// Full-time equivalents in hundredths, 1 to 100.
    public var fte: Int64
    /// Whether it is an innovation and technology post.
    public var isITPost: Bool

    /// Makes a record.
    public init(
        id: String, type: JobType, from: LocalDate, to: LocalDate?, fte: Int64, isITPost: Bool
    ) {
        self.id = id
        self.type = type
        self.from = from
        self.to = to
        self.fte = fte
        self.isITPost = isITPost
    }
}
