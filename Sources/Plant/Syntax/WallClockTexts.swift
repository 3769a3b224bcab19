/// Parsers for days and times of the wall clock.
package enum WallClockTexts {
    /// The days of the week by their names in the plant file.
    static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// `08:00` in minutes after midnight.
    static func minute(_ text: String) throws(Mismatch) -> Int {
        let minute = try minuteOrEnd(text)
        guard minute < 1440 else {
            throw Mismatch(problem: "is the end of a day", hint: "the day begins at 00:00")
        }
        return minute
    }

    /// `08:00`, or `24:00` for the end of the day.
    static func minuteOrEnd(_ text: String) throws(Mismatch) -> Int {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            text.utf8.allSatisfy({ (48...58).contains($0) }),
            let hour = Int(parts[0]), let minute = Int(parts[1])
        else {
            throw Mismatch(problem: "is not a time of day", hint: "expected a time such as 08:00")
        }
        guard hour < 24 || (hour == 24 && minute == 0), minute < 60 else {
            throw Mismatch(
                problem: "is not on the clock", hint: "expected a time from 00:00 to 24:00")
        }
        return hour * 60 + minute
    }

    /// `12:00-12:45`.
    static func range(_ text: String) throws(Mismatch) -> MinuteRange {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw Mismatch(
                problem: "is not a stretch of time", hint: "expected one such as 12:00-12:45")
        }
        let trimmed = parts.map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let range = MinuteRange(from: try minute(trimmed[0]), to: try minuteOrEnd(trimmed[1]))
        guard range.from != range.to else { throw Mismatch(problem: "has no length") }
        return range
    }

    /// `mon`, or `mon-sat`; a range may go over the end of the week.
    static func days(_ text: String) throws(Mismatch) -> Set<Int> {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let first = ends.first, let last = ends.last, ends.count <= 2 else {
            throw Mismatch(problem: "is not a day or a range of days")
        }
        let from = try weekday(first)
        var days: Set<Int> = [from]
        let to = try weekday(last)
        var day = from
        while day != to {
            day = day % 7 + 1
            days.insert(day)
        }
        return days
    }

    private static func weekday(_ name: String) throws(Mismatch) -> Int {
        if let index = weekdays.firstIndex(of: name) { return index + 1 }
        let problem = "is not a day or a range of days"
        throw Mismatch(
            problem: problem,
            hint: suggestion(for: name, among: weekdays) ?? "expected days such as mon-sat")
    }

    /// `2026-01-01`.
    package static func date(_ text: String) throws(Mismatch) -> LocalDate {
        guard let time = CivilTime(text), time.second == nil, (1900...2200).contains(time.date.year)
        else {
            throw Mismatch(problem: "is not a date", hint: "expected a date such as 2026-01-31")
        }
        return time.date
    }

    /// `2026-03-07T08:00` by the wall clock; a bare date is its midnight.
    static func dateTime(_ text: String) throws(Mismatch) -> (date: LocalDate, minute: Int) {
        guard let time = CivilTime(text), (1900...2200).contains(time.date.year) else {
            throw Mismatch(
                problem: "is not a date and time",
                hint: "expected one such as 2026-03-07T08:00")
        }
        guard time.offset == nil else {
            throw Mismatch(
                problem: "has an offset", hint: "calendars are written in the plant's own time")
        }
        let second = time.second ?? 0
        guard time.nanosecond == 0, second % 60 == 0 else {
            throw Mismatch(problem: "is not a whole minute")
        }
        return (time.date, second / 60)
    }
}
