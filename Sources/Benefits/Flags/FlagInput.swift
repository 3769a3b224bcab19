public import Plant

/// What flags look at: reports of benefit periods, and what lies beside them.
public struct FlagInput: Sendable {
    /// The report of the period that is looked at.
    public var report: PeriodicReport
    /// Those of the periods before, in order.
    public var earlier: [PeriodicReport] = []
    /// Each line before and after the final payment, by identifier; empty: not paid, or not so
    /// long ago.
    public var payment: [String: (before: MeasuredLine, after: MeasuredLine)] = [:]
    /// Each line over the week before its gateway was found outside Hong Kong.
    public var beforePositions: [GatewayPosition: MeasuredLine] = [:]
    /// What is wrong with the chain of seals and its keys; nil: not checked.
    public var chainFaults: [LocalizedText]?
    /// The other projects that are known here.
    public var others: [Project] = []
    /// How often sealed reports of the period were corrected.
    public var corrections = 0
    /// All that the company declares, of whichever days.
    public var book: DeclaredBook

    /// Makes an input of a report alone, and what is declared to it.
    public init(report: PeriodicReport) {
        (self.report, book) = (report, report.input.book)
    }

    /// An input of the project file alone, up to a day, for flags that need no period.
    static func of(
        _ project: Project, plant: Plant, day: LocalDate, freezes: [Freeze] = []
    ) -> FlagInput {
        let from = project.agreement.start ?? project.agreement.applied
        let period = BenefitPeriod(from: from, to: max(from, day))
        let book = DeclaredBook(project: project.id, asOf: nil, parts: [])
        var input = PeriodicInput(
            plant: plant, project: project, template: project.template(.progress), period: period,
            day: day, book: book)
        input.freezes = freezes
        return FlagInput(report: PeriodicReport.make(input))
    }

    /// As its figures are made of it.
    var project: Project { report.input.held }
    var settings: FlagSettings { project.flagSettings }
    var period: BenefitPeriod { report.input.period }
    var plant: Plant { report.input.plant }

    /// Where gateways were found outside Hong Kong in the period.
    var positionsOutside: [GatewayPosition] {
        (project.positions ?? []).filter { $0.isOutsideHongKong && period.contains($0.day) }
    }
}

extension RaisedFlag {
    /// Every flag that the input raises, in order of their numbers.
    public static func all(_ input: FlagInput) -> [RaisedFlag] {
        let tests = FlagTests(input)
        return FlagID.allCases.flatMap(tests.raised)
    }

    /// Those that need no benefit period, before the first one too.
    static func ofProject(_ input: FlagInput) -> [RaisedFlag] {
        let tests = FlagTests(input)
        return [.r04, .r05, .r06, .r17, .r18, .r20, .r21, .r22].flatMap(tests.raised)
    }
}
