public import Plant

/// All that the rules look at.
public struct RuleInput: Sendable {
    /// The project.
    public var project: Project
    /// The rule sets among which the date of application chooses.
    public var ruleSets: [RuleSet]
    /// The day on which it is judged.
    public var day: LocalDate
    /// The published list of approved projects; nil: rules that need it are not judged.
    public var register: ApprovedList?
    /// Figures of a benefit period; nil: rules that need them are not judged.
    public var period: PeriodInput?
    /// Values of the project file beside what was frozen of them.
    public var freezes: [FreezeComparison] = []
    /// The form of the report that is judged.
    var form = PeriodicForm.second
    /// Whether things are called by their names, and figures have units; in the first form of
    /// reports they have identifiers alone.
    var isWorded: Bool { form != .first }

    /// Makes an input.
    public init(project: Project, ruleSets: [RuleSet], day: LocalDate) {
        self.project = project
        self.ruleSets = ruleSets
        self.day = day
    }
}

/// Declared and measured figures of one benefit period as the rules need them.
///
/// What is nil is not known, and the rules that need it say so.
public struct PeriodInput: Sendable {
    /// The period.
    public var period: BenefitPeriod
    /// B02 by line, from the first day on which it was made.
    public var turnover: [LineTurnover]?
    /// Where ``turnover`` is not known: whether something of it is declared.
    public var isTurnoverPartial = false
    /// B09: turnover of the whole company, audited.
    public var companyTurnover: Money?
    /// B05, B07, B08 and B10 by product.
    public var stock: [ProductStock]?
    /// B14: planned busy time that is known.
    public var coverage: Coverage?
    /// B06 by product.
    public var prices: [ProductPrice]?
    /// Readings and resets of cumulative counters.
    public var counters: CounterRecord?
    /// B11 by line.
    public var times: [LineTimes]?
    /// B12 by line.
    public var effectiveness: [LineEffectiveness]?
    /// B16 by line, where log-ins are read: hours of operators.
    public var hours: [OperatorHours]?
    /// B29: what became of the targets.
    public var actuals: [TargetActual]?
    /// Whether the report tells of jobs, which V41 to V45 judge.
    public var isOfJobs = true
    /// B19: the claimed jobs.
    public var jobs: [ClaimedJob]?
    /// People whose jobs other projects of the enterprise claim over the period.
    public var claimedElsewhere: [ClaimedPerson] = []
    /// Jobs of the enterprise in Hong Kong on the period's last day.
    public var headcount: Headcount?
    /// Versions of the period's report.
    public var reports: [ReportVersion]?
    /// What telemetry shows of each smart criterion.
    public var smart: [SmartShare]?
    /// L03: where gateways were.
    public var positions: [GatewayPosition]?

    /// Makes an input without figures.
    public init(period: BenefitPeriod) {
        self.period = period
    }
}
