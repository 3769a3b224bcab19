/// A value that the scheme leaves open, and who decided it.
public struct Setting<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value that holds.
    public var value: Value
    /// The document that says so; nil: nobody has, it is our default.
    public var source: String?

    init(_ value: Value, source: String? = nil) {
        self.value = value
        self.source = source
    }

    /// Whether nobody decided it.
    public var isDefault: Bool { source == nil }
}

/// What the scheme leaves open (`settings` of the project file), each with source and default.
public struct ProjectSettings: Hashable, Sendable {
    /// How funding is rounded to the cent.
    public enum Rounding: String, CaseIterable, Sendable {
        /// Down: no more than the share.
        case down
        /// To the nearest, halves up.
        case half
    }

    /// When the restriction period begins.
    public enum RestrictionStart: String, CaseIterable, Sendable {
        /// On the day after completion.
        case dayAfterCompletion = "day_after_completion"
        /// On the day of completion.
        case completion
        /// On the day on which the final accounts were accepted.
        case finalAcceptance = "final_acceptance"
    }

    /// Which sales are the turnover of a line.
    public enum Turnover: String, CaseIterable, Sendable {
        /// Net of returns and discounts, sales within the group included and shown.
        case net
        /// Net, without sales within the group.
        case netOutsideGroup = "net_outside_group"
        /// As invoiced.
        case gross
    }

    /// Which posts are new.
    public enum NewJob: String, CaseIterable, Sendable {
        /// Posts of the line above the baseline of the enterprise.
        case aboveBaseline = "above_baseline"
        /// Every post of the line that did not exist at application.
        case post
    }

    /// Which language prevails.
    public enum Prevailing: String, CaseIterable, Sendable {
        /// The project agreement says.
        case agreement
        case english = "en"
        case traditionalChinese = "zh-Hant"
    }

    /// What a report is signed with.
    public enum Signature: String, CaseIterable, Sendable {
        /// The device's key: integrity alone.
        case device
        /// A recognised certificate of an officer besides (Cap. 553).
        case certificate
    }

    /// What the auditor hands in.
    public enum AuditNote: String, CaseIterable, Sendable {
        /// Agreed-upon procedures.
        case agreedProcedures = "agreed_procedures"
        /// Audited accounts.
        case audited
    }

    /// The source of what the project file sets without naming a document.
    static let ownSource = "project file"

    /// P12: how long the line may not be transferred or moved out.
    public var restrictionMonths = Setting(60)
    /// When that begins.
    public var restrictionStart = Setting(RestrictionStart.dayAfterCompletion)
    /// How many months a benefit period has.
    public var benefitMonths = Setting(12)
    /// How many benefit periods there are; nil: until the restriction period ends.
    public var benefitPeriods = Setting<Int?>(nil)
    /// Days after a benefit period within which its report is due.
    public var benefitReportDays = Setting(90)
    /// After how many months the progress report closes its accounts.
    public var progressMonths = Setting(12)
    /// Days after that within which it is due.
    public var progressReportDays = Setting(60)
    /// Days after completion within which the final report is due.
    public var finalReportDays = Setting(90)
    /// How funding is rounded to the cent.
    public var rounding = Setting(Rounding.down)
    /// Which sales are the turnover of a line.
    public var turnover = Setting(Turnover.net)
    /// Which posts are new.
    public var newJob = Setting(NewJob.aboveBaseline)
    /// Hours of a full-time week.
    public var fullTimeHours = Setting(40)
    /// Whether telemetry may stand for an on-site check.
    public var isTelemetryForChecks = Setting(false)
    /// Whether software of production and telemetry is fundable; nil: each needs a ruling.
    public var isSoftwareFundable = Setting<Bool?>(nil)
    /// Whether a move inside Hong Kong needs an approval and not only a notice.
    public var insideMovesNeedApproval = Setting(false)
    /// Which language prevails.
    public var prevailing = Setting(Prevailing.agreement)
    /// What a report is signed with.
    public var signature = Setting(Signature.device)
    /// Years for which records are kept after the restriction period.
    public var recordYears = Setting(7)
    /// What the auditor hands in.
    public var auditNote = Setting(AuditNote.audited)
}
