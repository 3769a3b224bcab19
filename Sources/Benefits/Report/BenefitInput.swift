public import Telemetry

/// Everything a report is calculated from: measured numbers and declared rows.
public struct BenefitInput: Sendable {
    /// Index into `Plant.lines`.
    public var line: Int
    /// The period in local dates.
    public var period: BenefitPeriod
    /// The period's instants.
    public var span: TimeSpan
    /// The part of ``span`` of which time has come.
    public var measuredSpan: TimeSpan
    /// OEE of the line's constraint.
    public var effectiveness: Effectiveness
    /// Good pieces of the line's output.
    public var output: MeasuredOutput
    /// What the company declares.
    public var declared: DeclaredData
    /// Bounds.
    public var settings: BenefitSettings

    /// Makes an input.
    public init(
        line: Int, period: BenefitPeriod, span: TimeSpan, measuredSpan: TimeSpan,
        effectiveness: Effectiveness, output: MeasuredOutput, declared: DeclaredData,
        settings: BenefitSettings = BenefitSettings()
    ) {
        self.line = line
        self.period = period
        self.span = span
        self.measuredSpan = measuredSpan
        self.effectiveness = effectiveness
        self.output = output
        self.declared = declared
        self.settings = settings
    }
}

/// The measured good pieces of a line's output.
public struct MeasuredOutput: Sendable {
    /// Millionths by index into `Plant.products`; -1: no product said.
    public var good: [Int32: Int64]
    /// Why nobody knows how many are good; nil where it is known.
    public var reason: String?
    /// What the counts rest on.
    public var provenance: Provenance

    /// Makes a measured output.
    public init(good: [Int32: Int64], reason: String? = nil, provenance: Provenance) {
        self.good = good
        self.reason = reason
        self.provenance = provenance
    }

    /// The good pieces of a product; nil: those without one.
    func figure(product: Int?) -> BenefitFigure<Int64> {
        if let reason { return BenefitFigure(missing: reason, provenance) }
        return BenefitFigure(good[Int32(product ?? -1)] ?? 0, provenance)
    }
}
