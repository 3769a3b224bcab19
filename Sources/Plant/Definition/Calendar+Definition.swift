extension Calendar {
    /// One canonical line for each statement of the calendar, sorted, without names and reasons.
    var definition: [String] {
        let patterns = shifts.map { shift in
            let breaks = shift.breaks.map(\.description).sorted().joined(separator: " ")
            return "shift \(shift.days.definition) \(MinuteRange(from: shift.from, to: shift.to)) "
                + "breaks [\(breaks)] effective \(shift.effective.map(\.description) ?? "ever") "
                + "until \(shift.until.map(\.description) ?? "ever")"
        }
        let special = exceptions.map { exception in
            "exception \(exception.date) \(exception.closed ? "closed" : "open") "
                + (exception.minutes.map(\.description) ?? "all day")
        }
        let planned = maintenance.map { span in
            "maintenance \(span.fromDate) \(span.fromMinute) \(span.toDate) \(span.toMinute)"
        }
        return (patterns + special + planned).sorted()
    }
}

extension DayCycle {
    /// The days of the week, 1 being Monday, or those of a longer cycle.
    fileprivate var definition: String {
        guard 7 % length == 0 else {
            return "of \(length) on " + days.sorted().map(String.init).joined(separator: " ")
        }
        return (0..<7).filter { days.contains($0 % length) }.map { "\($0 + 1)" }.joined()
    }
}
