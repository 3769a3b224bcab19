public import Plant

/// Something that is due on a day.
public struct Duty: Hashable, Sendable {
    /// What is due.
    public enum Kind: String, CaseIterable, Sendable {
        case chargeRegistration = "charge_registration"
        case progressReport = "progress_report"
        case finalReport = "final_report"
        case benefitReport = "benefit_report"
        case restrictionEnd = "restriction_end"
    }

    /// How it stands on a day.
    public enum Status: String, CaseIterable, Sendable {
        /// Fulfilled in time.
        case done
        /// Fulfilled after it was due.
        case doneLate = "done_late"
        /// Not due for a while.
        case open
        /// Due within the notice.
        case dueSoon = "due_soon"
        /// Past its day and not fulfilled.
        case overdue
    }

    /// What is due.
    public var kind: Kind
    /// The days of which a report tells; nil where it is none.
    public var period: BenefitPeriod?
    /// The last day on which it is in time.
    public var due: LocalDate
    /// When it was fulfilled; nil: not yet.
    public var done: LocalDate?
    /// Whether the day will move with one that is not known yet: completion.
    public var isProvisional: Bool
    /// The settings behind the day, by their keys, that nobody has decided.
    public var defaults: [String]

    /// The notice that is given before a duty is due, in days.
    public static let notice = 30

    /// How it stands on a day, that day included; what is done later does not count yet.
    public func status(on day: LocalDate, notice: Int = Duty.notice) -> Status {
        if let done, done <= day { return done <= due ? .done : .doneLate }
        if kind == .restrictionEnd, due < day { return .done }
        guard day <= due else { return .overdue }
        return due <= day.adding(days: notice) ? .dueSoon : .open
    }
}

extension Duty {
    /// Days before a duty is due on which one is reminded of it.
    public static let reminders = [90, 60, 30, 14]

    /// The reminder that holds on a day: the least number of days that are not yet fewer than are
    /// left; nil: none yet, or it is fulfilled or overdue.
    public func reminder(on day: LocalDate) -> Int? {
        switch status(on: day) {
        case .done, .doneLate, .overdue: return nil
        case .open, .dueSoon:
            let left = due.dayNumber - day.dayNumber
            return Self.reminders.last { left <= $0 }
        }
    }
}
