public import Telemetry

/// What a line made and what its company declares, side by side, for one period.
///
/// Telemetry never claims turnover or jobs, it bounds them: no figure of the report mixes source
/// classes. Values are exact; ratios are taken once, at the end. Made by ``make(_:)`` or
/// ``make(figures:line:period:declared:settings:)``.
public struct BenefitReport: Sendable {
    /// Index into `Plant.lines`.
    public var line: Int
    /// The period in local dates of the plant.
    public var period: BenefitPeriod
    /// The period's instants, from local midnight to local midnight.
    public var span: TimeSpan
    /// The part of ``span`` of which time has come; measured figures are of it.
    public var measuredSpan: TimeSpan
    /// Overall equipment effectiveness of the line's constraint.
    public var effectiveness: Effectiveness
    /// Every product that was made or declared, in order of the plant; pieces without a product
    /// come last.
    public var products: [ProductBenefit]
    /// Sum of the declared turnovers; no value where no product has one.
    public var turnover: BenefitFigure<Money>
    /// The declared jobs.
    public var jobs: JobTable
    /// What a reader must know before believing the figures, in order: line, products, jobs.
    public var findings: [BenefitFinding]
    /// By which bounds it was judged.
    public var settings: BenefitSettings
}

/// OEE of the line's constraint: three computed figures with one provenance.
public struct Effectiveness: Hashable, Sendable {
    /// OEE over known time.
    public var oee: BenefitFigure<Double>
    /// What OEE is at least, whatever unknown time hides.
    public var low: BenefitFigure<Double>
    /// What OEE is at most.
    public var high: BenefitFigure<Double>

    /// Makes the figures.
    public init(
        oee: BenefitFigure<Double>, low: BenefitFigure<Double>, high: BenefitFigure<Double>
    ) {
        self.oee = oee
        self.low = low
        self.high = high
    }
}

/// One product's measured and declared figures.
public struct ProductBenefit: Hashable, Sendable {
    /// Index into `Plant.products`; nil for pieces of which nobody said the product.
    public var product: Int?
    /// Measured good pieces of the line's output, in millionths.
    public var good: BenefitFigure<Int64>
    /// What the company declares of it for the period; nil where it declares nothing.
    public var declared: DeclaredProduct?
    /// good + opening = sold + closing + samples and scrap; nil where a side of it is not known for
    /// the whole period.
    public var identity: StockIdentity?
}

/// A product's declared figures over the period; quantities in millionths.
public struct DeclaredProduct: Hashable, Sendable {
    /// Stock at the beginning of the first declared day.
    public var openingStock: BenefitFigure<Int64>
    /// Sold.
    public var sold: BenefitFigure<Int64>
    /// Stock at the end of the last declared day.
    public var closingStock: BenefitFigure<Int64>
    /// Samples, tests, gifts, and what was scrapped after it counted as good.
    public var samplesAndScrap: BenefitFigure<Int64>
    /// Turnover of the product.
    public var turnover: BenefitFigure<Money>
    /// Days of the period of which the declaration speaks.
    public var days: Int
}

/// Whether good pieces and declared quantities agree; quantities in millionths.
public struct StockIdentity: Hashable, Sendable {
    /// What became of the comparison.
    public enum Verdict: String, CaseIterable, Sendable {
        /// The difference is within the tolerance.
        case holds
        /// It is not.
        case broken
        /// Coverage is too low to judge.
        case undecided
    }

    /// good + opening - sold - closing - samples and scrap: computed from measured and declared
    /// ones.
    public var difference: Int64
    /// The greatest difference, either way, that is not remarked on.
    public var tolerance: Int64
    /// good + opening: what there was to sell.
    public var available: Int64
    /// sold / available in hundredths, rounded half up; nil where nothing was available.
    public var soldPerAvailable: Int64?
    /// What became of it.
    public var verdict: Verdict
}

/// Declared jobs by type.
public struct JobTable: Hashable, Sendable {
    /// Every type with a job in the period, in order of ``JobType``.
    public var rows: [JobRow]
    /// All types.
    public var total: JobCounts
    /// Those of ``total`` that are innovation and technology posts.
    public var itTotal: JobCounts
}

/// The jobs of one type.
public struct JobRow: Hashable, Sendable {
    /// The type.
    public var type: JobType
    /// All of the type.
    public var counts: JobCounts
    /// Those of them that are innovation and technology posts.
    public var it: JobCounts
}

/// Jobs in three measures, each declared; full-time equivalents (FTE) in hundredths.
public struct JobCounts: Hashable, Sendable {
    /// Jobs filled on the last day of the period.
    public var headcount: BenefitFigure<Int64>
    /// FTE filled on the last day of the period.
    public var inPost: BenefitFigure<Int64>
    /// FTE over the period: annual (V42), in older forms its average; rounded half up once.
    public var periodFTE: BenefitFigure<Int64>
}

/// Types of jobs, by their name in `jobs.csv`.
public enum JobType: String, CaseIterable, Sendable {
    case operative, technician, engineer
    case dataIT = "data_it"
    case qualityRegulatory = "quality_regulatory"
    case supplyChain = "supply_chain"
    case salesAdmin = "sales_admin"
    case management, other
}
