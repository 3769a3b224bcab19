public import Plant

/// What the rules of a project's rule set say of it, on one day.
///
/// Made by ``make(_:)``. A rule that cannot be judged says why; nothing passes in silence.
public struct RuleReport: Sendable {
    /// The project.
    public var project: Project
    /// The rule set that holds by the date of application; the first where none does.
    public var ruleSet: RuleSet
    /// Whether it holds for the date of application and the scheme; if not, V01 alone is judged.
    public var isRuleSetCovering: Bool
    /// On which day it was judged.
    public var day: LocalDate
    /// One judgement a rule, in order of the rules.
    public var judgements: [RuleJudgement]

    /// All findings, in order of the rules.
    public var findings: [RuleFinding] { judgements.flatMap(\.findings) }

    /// What is due, in order of its day; without what the rule set says where none holds.
    public var duties: [Duty] { project.duties(isRuleSetCovering ? ruleSet.parameters : nil) }

    /// What is to be said of ``duties``: that some are left out; nil: nothing.
    public var dutiesNote: LocalizedText? {
        isRuleSetCovering ? nil : RuleWord.dutiesLeftOut.wording
    }

    /// Whether a rule of severity error is broken.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

/// How much a finding matters.
public enum RuleSeverity: String, CaseIterable, Sendable {
    /// Refused.
    case error
    /// Needs a reason.
    case warning
    /// Worth knowing.
    case info
}

/// What became of one rule.
public struct RuleJudgement: Hashable, Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// It holds.
        case holds
        /// It does not, or has something to say.
        case found([RuleFinding])
        /// It does not speak of such a project.
        case notApplicable(RuleGap)
        /// It could not be judged.
        case notJudged(RuleGap)
    }

    /// The rule.
    public var rule: RuleID
    /// Where the scheme says so.
    public var paragraph: String
    /// What it says.
    public var statement: LocalizedText
    /// What became of it.
    public var outcome: Outcome
    /// What it calculated: the sums and dates that hold.
    public var results: [NamedFigure]
    /// What of it could not be judged, where the rest could.
    public var gaps: [RuleGap]

    /// Its findings; empty where it holds or was not judged.
    public var findings: [RuleFinding] {
        if case .found(let findings) = outcome { findings } else { [] }
    }
}

/// One thing that a rule has to say.
public struct RuleFinding: Hashable, Sendable {
    /// The rule.
    public var rule: RuleID
    /// Which case of it.
    public var name: String
    /// How much it matters.
    public var severity: RuleSeverity
    /// Where the scheme says so.
    public var paragraph: String
    /// The figures that broke it.
    public var figures: [NamedFigure]
    /// The message in both languages, with the figures.
    public var text: LocalizedText

    /// Makes one.
    public init(
        rule: RuleID, name: String, severity: RuleSeverity, paragraph: String,
        figures: [NamedFigure], text: LocalizedText
    ) {
        (self.rule, self.name, self.severity) = (rule, name, severity)
        (self.paragraph, self.figures, self.text) = (paragraph, figures, text)
    }
}
