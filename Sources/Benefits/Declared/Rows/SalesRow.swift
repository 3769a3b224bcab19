/// Declared sales of one product over a stretch of days; quantities in millionths.
public struct SalesRow: Hashable, Sendable {
    /// Index into `Plant.products`.
    public var product: Int
    /// The days of which it speaks.
    public var period: BenefitPeriod
    /// Stock at the beginning of the first day; nil: as it was counted, if it was.
    public var openingStock: Int64?
    /// Sold.
    public var sold: Int64
    /// Stock at the end of the last day; nil: as it was counted, if it was.
    public var closingStock: Int64?
    /// Samples, tests, gifts, and what was scrapped after it counted as good.
    public var samplesAndScrap: Int64
    /// Turnover, net of returns and rebates.
    public var turnover: Money
    /// Returns and rebates that ``turnover`` is net of; nil: nobody says.
    public var returns: Money?
    /// B03: what of ``turnover`` was sold outside Hong Kong; nil: nobody says.
    public var export: Money?
    /// B03: ``export`` by destination, each once; empty: nobody says.
    public var destinations: [Destination] = []
    /// B04: what of ``turnover`` was sold to related parties; nil: nobody says.
    public var related: Money?
    /// Its line in the file, from 1.
    public var line: Int

    /// Turnover in one country or territory.
    public struct Destination: Hashable, Sendable {
        /// ISO 3166-1, two capital letters; not Hong Kong.
        public var code: String
        /// How much.
        public var amount: Money

        /// Makes one.
        public init(code: String, amount: Money) { (self.code, self.amount) = (code, amount) }
    }

    /// Makes a row without what is optional.
    public init(
        product: Int, period: BenefitPeriod, openingStock: Int64?, sold: Int64,
        closingStock: Int64?, samplesAndScrap: Int64, turnover: Money, line: Int
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
