/// Bounds that the scheme leaves open, as its rule set has them.
public struct BenefitSettings: Hashable, Sendable {
    /// Which difference of the stock identity is not remarked on, in ten-thousandths of the good
    /// pieces: 100 are 1 %.
    public var stockTolerance: Int64
    /// Below which coverage, in hundredths, measured figures are an estimate.
    public var estimatedBelow: Int
    /// Below which coverage, in hundredths, the stock identity is not judged.
    public var unusableBelow: Int

    /// How full-time equivalents are counted.
    public var equivalents = Equivalents.annual
    /// Minutes of a full-time week.
    public var fullWeek = ProjectSettings().fullTimeHours.value * 60

    /// Ways to count full-time equivalents over a period.
    public enum Equivalents: Sendable {
        /// Annual: hours over full-time hours, times months filled over 12 (V42).
        case annual
        /// `fte` averaged over the period's calendar months.
        case months
        /// The same over its days.
        case days
    }

    /// Those of the first rule set, for a line of which no project is known.
    public init() { self.init(RuleSet.builtIn[0].parameters) }

    /// Those of a rule set, V33 and V37.
    public init(_ parameters: RuleParameters) {
        stockTolerance = parameters.stockTolerance / 100
        estimatedBelow = Int(parameters.coverageEstimated / 10_000)
        unusableBelow = Int(parameters.coverageUsable / 10_000)
    }

    /// Those of reports that were sealed as `benefit 1`: half a percent of the good pieces, jobs
    /// by days.
    public static let firstEdition: BenefitSettings = {
        var settings = BenefitSettings()
        (settings.stockTolerance, settings.estimatedBelow, settings.unusableBelow) = (50, 95, 80)
        settings.equivalents = .days
        return settings
    }()

    /// Those of reports that were sealed as `benefit 2`: jobs averaged by months.
    public static let secondEdition: BenefitSettings = {
        var settings = BenefitSettings()
        settings.equivalents = .months
        return settings
    }()
}
