extension MinuteRange {
    /// Minutes after the midnight of its date; the end is above 1440 where it is on the next day.
    var range: Range<Int> {
        from..<(to > from ? to : to + 1440)
    }

    /// The same where the range may begin on the day after a shift's date.
    func range(inShiftFrom start: Int) -> Range<Int> {
        let range = range
        guard range.lowerBound < start else { return range }
        return (range.lowerBound + 1440)..<(range.upperBound + 1440)
    }
}

extension ShiftPattern {
    /// From its beginning to its end in minutes after the midnight of its date.
    var range: Range<Int> { MinuteRange(from: from, to: to).range }

    /// Its breaks in minutes after the midnight of its date.
    var breaksAfterMidnight: [Range<Int>] {
        breaks.map { $0.range(inShiftFrom: from) }
    }

    /// Whether it begins on a date by its pattern.
    func begins(on date: LocalDate) -> Bool {
        days.contains(date) && (effective.map { $0 <= date } ?? true)
            && (until.map { date < $0 } ?? true)
    }
}
