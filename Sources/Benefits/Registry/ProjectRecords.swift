public import Plant

/// P15: other Government funding of a line of the project.
public struct OtherFunding: Hashable, Sendable {
    /// The line, by identifier.
    public var line: String
    /// The scheme that paid, as it calls itself.
    public var scheme: String
    /// Its reference.
    public var reference: String?
    /// How much.
    public var amount: Money?
}

/// P16: another project of the enterprise under the same schemes.
public struct OtherProject: Hashable, Sendable {
    /// The secretariat's reference.
    public var reference: String
    /// When it was approved.
    public var approved: LocalDate
    /// Its funding.
    public var funding: Money
    /// When it was completed or withdrawn; nil: it goes on.
    public var ended: LocalDate?
}

/// A written approval or ruling of the Government.
public struct Approval: Hashable, Sendable {
    /// What it allows.
    public enum Kind: String, CaseIterable, Sendable {
        case transfer, relocation, ruling, extension_ = "extension"
    }

    /// Identifier, by which moves and items name it.
    public var id: String
    /// What it allows.
    public var kind: Kind
    /// The date of the letter.
    public var date: LocalDate
    /// What it says.
    public var text: LocalizedText
}

/// P18: what the application promised.
public struct Target: Hashable, Sendable {
    /// Identifier, by which a period's actual value is compared.
    public var id: String
    /// What it is.
    public var name: LocalizedText
    /// In millionths of its unit.
    public var value: Int64
    /// `piece`, `HK$`, `job`, `%`.
    public var unit: String
    /// The figure of a report that it is about: B02, B10, B12, B17 or B19; nil: none.
    public var figure: FigureID?
}

/// A report that was handed in.
public struct ReportRecord: Hashable, Sendable {
    /// Which report.
    public enum Kind: String, CaseIterable, Sendable {
        case progress, final, benefit
    }

    /// Which report.
    public var kind: Kind
    /// The first day of which it tells; nil for progress and final reports.
    public var from: LocalDate?
    /// The last day of which it tells; nil for final reports.
    public var to: LocalDate?
    /// When it was handed in.
    public var submitted: LocalDate?
    /// When the Government accepted it; nil: not yet.
    public var accepted: LocalDate?
    /// The rule set by which it was made, where it says so.
    public var ruleSet: String?
}
