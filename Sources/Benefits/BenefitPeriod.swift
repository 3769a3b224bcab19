public import Plant

/// Local dates, both ends included.
public struct BenefitPeriod: Hashable, Sendable {
    /// The first day.
    public let from: LocalDate
    /// The last day; never before ``from``.
    public let to: LocalDate

    /// Makes a period.
    ///
    /// - Precondition: `from <= to`.
    public init(from: LocalDate, to: LocalDate) {
        precondition(from <= to, "a period does not end before it begins")
        self.from = from
        self.to = to
    }

    /// How many days it has.
    public var days: Int { to.dayNumber - from.dayNumber + 1 }

    /// Whether they have a day in common.
    func overlaps(_ other: BenefitPeriod) -> Bool { from <= other.to && other.from <= to }

    /// Its last days, at most so many.
    public func last(days: Int) -> BenefitPeriod {
        BenefitPeriod(from: max(from, to.adding(days: 1 - days)), to: to)
    }
}
