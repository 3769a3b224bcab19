/// What somebody is, and so may do: ``Permission`` says what.
public enum Role: String, CaseIterable, Codable, Sendable {
    /// Stands at the line: sees it, says why it stood and what was scrap.
    case `operator`
    /// Owns the line and its figures; sees who read them.
    case manufacturer
    /// Looks after line health; never sees turnover, payroll or claims.
    case engineer
    /// Looks after the fund: benefits, money, compliance; never recipes or raw signals.
    case secretariat
    /// Checks one report until a date.
    case auditor
}
