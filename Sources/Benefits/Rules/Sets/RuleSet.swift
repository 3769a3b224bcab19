public import Plant

/// The rules of the scheme between two dates of application: data, from `config/schemes`.
public struct RuleSet: Hashable, Sendable {
    /// Identifier: `rfs-2020`.
    public var id: String
    /// Its name.
    public var name: LocalizedText
    /// The schemes of which it speaks.
    public var schemes: [Scheme]
    /// The first date of application.
    public var from: LocalDate
    /// The last date of application; nil: it still holds.
    public var until: LocalDate?
    /// What is not certain about it.
    public var note: LocalizedText?
    /// Its numbers.
    public var parameters: RuleParameters
    /// Its rules.
    public var rules: [RuleID: RuleDefinition]

    /// Whether an application of a date falls under it.
    public func covers(_ applied: LocalDate) -> Bool {
        from <= applied && until.map { applied <= $0 } ?? true
    }
}

/// One rule as a rule set states it.
public struct RuleDefinition: Hashable, Sendable {
    /// How much a breach matters.
    public var severity: RuleSeverity
    /// Where the scheme says so.
    public var paragraph: String
    /// What it says.
    public var statement: LocalizedText
    /// The message of each case.
    public var messages: [String: RuleMessage]
}

/// What is said in one case.
public struct RuleMessage: Hashable, Sendable {
    /// With the names of figures in braces.
    public var text: LocalizedText
    /// Where it is not that of the rule.
    public var severity: RuleSeverity?
}

/// The numbers of a rule set; amounts in cents, shares in millionths.
public struct RuleParameters: Hashable, Sendable {
    /// The share of the approved cost that the Government pays at most.
    public var fundingShare = Fraction(numerator: 1, denominator: 3)
    /// The most that it pays for one project.
    public var fundingCap = Money(cents: 0)
    /// The share of the funding that an interim payment has at most.
    public var interimShare = Fraction(numerator: 1, denominator: 2)
    /// Months beyond which a project has an interim payment and a progress report.
    public var interimAfterMonths = 0
    /// Months beyond which a duration needs a reason.
    public var expectedMonths = 0
    /// The most for patents.
    public var patentCap = Money(cents: 0)
    /// The most for one external audit.
    public var auditFeeCap = Money(cents: 0)
    /// How many external audits there are at most.
    public var auditFeeCount = 0
    /// The most for the legal charge.
    public var legalFeeCap = Money(cents: 0)
    /// How many projects of one enterprise may run at a time, this one included.
    public var runningProjects = 0
    /// The most for all projects of one enterprise; nil: no limit.
    public var cumulativeCap: Money?
    /// Funding up to which the procedure is streamlined; nil: there is none.
    public var streamlinedLimit: Money?
    /// Months within which a charge is filed.
    public var chargeFilingMonths = 0
    /// Coverage below which figures are an estimate.
    public var coverageEstimated: Int64 = 0
    /// Coverage below which figures judge nothing.
    public var coverageUsable: Int64 = 0
    /// What of the good pieces the stock identity may be off.
    public var stockTolerance: Int64 = 0
    /// What of the paid hours the measured ones may be off.
    public var hoursTolerance: Int64 = 0
    /// What of a target the actual value may be off without a reason.
    public var varianceLimit: Int64 = 0
    /// How many times the sector's median a price may be.
    public var priceFactor = 0
}

/// An exact share, at most the whole.
public struct Fraction: Hashable, Sendable {
    /// Above zero.
    public var numerator: Int64
    /// Not below the numerator.
    public var denominator: Int64

    /// That share of an amount, rounded to the cent.
    public func of(_ money: Money, _ rounding: ProjectSettings.Rounding = .down) -> Money {
        let product = Int128(money.cents) * Int128(numerator)
        let half = rounding == .half ? Int128(denominator) / 2 : 0
        return Money(cents: Int64((product + half) / Int128(denominator)))
    }
}
