public import Plant

/// What the line, or what it replaces, did before: locked, so that nobody moves it afterwards.
public struct LockedBaseline: Hashable, Sendable {
    /// The days that telemetry is compared with; nil: nothing was measured then.
    public var period: BenefitPeriod?
    /// When it was locked.
    public var locked: LocalDate
    /// The document that says so.
    public var source: String
    /// Good pieces a planned hour by product, in millionths: as declared, where none was measured.
    public var rates: [String: Int64]
    /// Good pieces a paid operator hour, in millionths.
    public var goodPerOperatorHour: Int64?
}
