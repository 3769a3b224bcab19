public import Plant

/// One way in which a rule is broken, and the figures that its message names.
///
/// The logic knows all of them (``all(of:)``); the message of each is data of a rule set.
public struct RuleCase: Hashable, Sendable {
    /// Its rule.
    public var rule: RuleID
    /// Its name in the rule set.
    public var name: String
    /// The names of its figures, in the order in which the logic gives them.
    public var figures: [String]
    /// The form of reports since which the logic knows it: rule sets that were sealed with an older
    /// one have no message of it.
    public var since: PeriodicForm

    init(_ rule: RuleID, _ name: String, _ figures: [String], since: PeriodicForm = .first) {
        (self.rule, self.name, self.figures, self.since) = (rule, name, figures, since)
    }

    /// What breaks the rule, with its figures in the order of ``figures``.
    func callAsFunction(_ values: RuleFigure...) -> Breach {
        precondition(values.count == figures.count, "\(rule.rawValue) \(name) lacks figures")
        return Breach(
            ruleCase: self, figures: zip(figures, values).map { NamedFigure($0, $1) })
    }

    /// The cases of a rule.
    public static func all(of rule: RuleID) -> [RuleCase] { byRule[rule] ?? [] }

    private static let byRule = Dictionary(
        grouping: termCases + fundingCases + costCases + dateCases + lineCases + figureCases
            + jobCases, by: \.rule)
}

/// A case that came true.
struct Breach: Hashable {
    var ruleCase: RuleCase
    var figures: [NamedFigure]
}

/// A figure of a finding: typed, exact.
public enum RuleFigure: Hashable, Sendable {
    case money(Money)
    case date(LocalDate)
    case count(Int)
    /// Millionths.
    case quantity(Int64)
    /// Millionths of the whole.
    case share(Int64)
    /// A name or reference, the same in both languages.
    case text(String)
    /// A name in both languages.
    case name(LocalizedText)
    /// What has an identifier, by its name.
    case named(id: String, LocalizedText)
    /// Millionths of a unit.
    case amount(Int64, LocalizedText)
}

/// A figure and what it is called in the message.
public struct NamedFigure: Hashable, Sendable {
    /// Stable name in the interface.
    public var name: String
    /// The figure.
    public var figure: RuleFigure
    /// What a result is called where it stands alone; nil: it says so itself.
    public var label: LocalizedText?

    init(_ name: String, _ figure: RuleFigure) {
        self.name = name
        self.figure = figure
    }
}
