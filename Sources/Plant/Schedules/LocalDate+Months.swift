extension LocalDate {
    /// The same day so many calendar months later; where the month is shorter, its last day.
    ///
    /// 31 August and six months is the last day of February. Months are added to one date, not to
    /// a date that was cut already: see how often before adding.
    public func adding(months: Int) -> LocalDate {
        let count = year * 12 + month - 1 + months
        let newYear = count >= 0 ? count / 12 : (count - 11) / 12
        let newMonth = count - newYear * 12 + 1
        return LocalDate(
            year: newYear, month: newMonth,
            day: min(day, Self.daysInMonth(newMonth, year: newYear)))
    }

    /// How many days a month of a year has.
    static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}
