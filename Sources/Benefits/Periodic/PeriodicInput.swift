public import Plant
public import Storage

/// Everything that a report of a project is made from.
public struct PeriodicInput: Sendable {
    /// The plant file.
    public var plant: Plant
    /// The project file.
    public var project: Project
    /// The rule sets among which the date of application chooses.
    public var ruleSets: [RuleSet]
    /// What is shown and in what order.
    public var template: ReportTemplate
    /// The days of which it tells.
    public var period: BenefitPeriod
    /// The day on which rules are judged.
    public var day: LocalDate
    /// What was measured of each of the project's lines that the plant file has, by identifier.
    public var measured: [String: MeasuredLine] = [:]
    /// The same over the locked baseline, where there is one.
    public var baseline: [String: MeasuredLine] = [:]
    /// What the company declares.
    public var book: DeclaredBook
    /// People whose jobs this project claims and others of the enterprise do too (V41).
    public var claimedElsewhere: [ClaimedPerson] = []
    /// What was frozen of the project file when reports were checked.
    public var freezes: [Freeze] = []
    /// The versions of this report so far.
    public var versions: [ReportVersion] = []
    /// The form in which it is made.
    public var form = PeriodicForm.second
    /// Which version this is, from 1.
    public var edition = 1
    /// Who signed this version off.
    public var signOff: SignOff?

    /// Makes an input of which nothing is measured.
    public init(
        plant: Plant, project: Project, ruleSets: [RuleSet] = RuleSet.builtIn,
        template: ReportTemplate, period: BenefitPeriod, day: LocalDate, book: DeclaredBook
    ) {
        (self.plant, self.project, self.ruleSets) = (plant, project, ruleSets)
        (self.template, self.period, self.day, self.book) = (template, period, day, book)
    }

    /// The project as figures are made of it: what is frozen holds.
    ///
    /// The first form froze nothing.
    public var held: Project { form == .first ? project : project.holding(freezes) }

    /// Fetches what was measured of the project's lines.
    ///
    /// - Throws: `StoreError`.
    public mutating func measure(_ figures: Figures) throws {
        let before = held.baseline?.period
        for line in project.lines {
            guard let index = plant.lines.firstIndex(where: { $0.id == line.id }) else { continue }
            measured[line.id] = try MeasuredLine.make(
                figures, line: index, period: period,
                windowDays: template.settings.smartWindowDays.value,
                tariffDays: form == .first ? [] : book.tariffDays(in: period),
                operators: form == .first ? [] : line.operators(in: plant) ?? [])
            guard let before else { continue }
            baseline[line.id] = try MeasuredLine.make(figures, line: index, period: before)
        }
    }
}

/// B30: an officer's sign-off of a report.
public struct SignOff: Hashable, Sendable {
    /// Who.
    public var officer: String
    /// The officer's post.
    public var post: String
    /// When.
    public var date: LocalDate
    /// The identifier of the recognised certificate of chapter 553; nil: none was used.
    public var certificate: String?
    /// Rules of severity error that the report breaks, each with why it is signed despite them.
    public var despite: [RuleID: String]

    /// Makes one.
    public init(
        officer: String, post: String, date: LocalDate, certificate: String?,
        despite: [RuleID: String] = [:]
    ) {
        (self.officer, self.post, self.date) = (officer, post, date)
        (self.certificate, self.despite) = (certificate, despite)
    }

    /// ``despite`` in order of the rules.
    public var despiteInOrder: [(rule: RuleID, reason: String)] {
        RuleID.allCases.compactMap { rule in despite[rule].map { (rule, $0) } }
    }
}
