/// What pages, API and live stream can be asked for.
public enum Action: String, CaseIterable, Sendable {
    /// The state of the lines now, their output and their OEE.
    case seeOverview = "see_overview"
    /// A line in detail: time, pieces, stops, key figures, corrections.
    case seeLine = "see_line"
    /// Raw signals, and what actuators are set to.
    case seeSignals = "see_signals"
    /// Sources, topics, journal, store, limits, metrics.
    case seeDataHealth = "see_data_health"
    /// What key figures mean.
    case seeDefinitions = "see_definitions"
    /// To say something against the facts.
    case correct
    /// Turnover, jobs, claims: what a project and its benefit reports say.
    case seeBenefit = "see_benefit"
    /// To declare turnover, jobs and whatever else the enterprise says of a project, and to reply
    /// to its flags.
    case declare
    /// To decide for the fund: to close a flag.
    case decide
    /// Who read benefit data, and who changed accounts.
    case seeLedger = "see_ledger"

    /// Whether the manufacturer is shown who did it.
    public var isInLedger: Bool { [.seeBenefit, .declare, .decide].contains(self) }
}
