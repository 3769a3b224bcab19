extension PlantReader {
    /// Refuses shifts of one calendar that would run at the same time on some date.
    func refuseOverlaps(_ patterns: [(ShiftPattern, Place)]) {
        for (index, (later, place)) in patterns.enumerated() {
            for (earlier, _) in patterns[..<index] {
                guard let date = earlier.overlap(with: later) else { continue }
                report.error(
                    place,
                    "shifts \(quoted(earlier.name)) \(earlier.minutes) and "
                        + "\(quoted(later.name)) \(later.minutes) overlap, on \(date) for one")
            }
        }
    }

    /// Refuses a date that is closed twice and extra shifts that run at the same time as another
    /// shift.
    func refuseContradictions(
        _ exceptions: [(CalendarException, Place)], in calendar: Calendar
    ) {
        var closed: Set<LocalDate> = []
        var extras: [Range<Int>] = []
        for (exception, place) in exceptions {
            guard let minutes = exception.absolute else {
                if !closed.insert(exception.date).inserted {
                    report.error(place, "\(exception.date) is closed already")
                }
                continue
            }
            guard !exception.closed else { continue }
            let planned = calendar.plannedMinutes(around: exception.date)
            if planned.contains(where: { $0.overlaps(minutes) }) {
                report.error(
                    place, "the extra shift on \(exception.date) overlaps a planned shift",
                    hint: "close that part of the day, or begin the extra shift after it")
            } else if extras.contains(where: { $0.overlaps(minutes) }) {
                report.error(
                    place, "the extra shift on \(exception.date) overlaps another extra shift")
            }
            extras.append(minutes)
        }
    }
}

extension CalendarException {
    /// Its part of the day in minutes since 1970-01-01; nil for a whole day.
    fileprivate var absolute: Range<Int>? {
        minutes.map { $0.range.shifted(by: date.dayNumber * 1440) }
    }
}

extension Calendar {
    /// What the patterns plan near a date, closed parts cut out, in minutes since
    /// 1970-01-01.
    fileprivate func plannedMinutes(around date: LocalDate) -> [Range<Int>] {
        let closedDays = Set(exceptions.filter { $0.closed && $0.minutes == nil }.map(\.date))
        let closedParts = exceptions.filter(\.closed).compactMap(\.absolute)
        var planned: [Range<Int>] = []
        for day in (date.dayNumber - 1)...(date.dayNumber + 1) {
            let date = LocalDate(dayNumber: day)
            guard !closedDays.contains(date) else { continue }
            for pattern in shifts where pattern.begins(on: date) {
                planned += pattern.range.shifted(by: day * 1440).without(closedParts)
            }
        }
        return planned
    }
}

extension ShiftPattern {
    /// Its beginning and end, for messages.
    fileprivate var minutes: MinuteRange { MinuteRange(from: from, to: to) }

    /// A date on which this shift begins and runs at the same time as an occurrence of another one.
    fileprivate func overlap(with other: ShiftPattern) -> LocalDate? {
        for shift in -1...1 where range.overlaps(other.range.shifted(by: shift * 1440)) {
            guard days.meets(other.days, shiftedBy: shift) else { continue }
            let starts = [effective, other.effective?.adding(days: -shift)].compactMap(\.self)
            let ends = [until, other.until?.adding(days: -shift)].compactMap(\.self)
            let repetition = days.repetition(with: other.days)
            // Without any beginning the time before the first end is as good as any other.
            let first =
                starts.max() ?? ends.min()?.adding(days: -repetition)
                ?? LocalDate(year: 2026, month: 1, day: 5)
            for offset in 0..<repetition {
                let date = first.adding(days: offset)
                if let end = ends.min(), date >= end { break }
                if begins(on: date), other.begins(on: date.adding(days: shift)) { return date }
            }
        }
        return nil
    }
}

extension Range<Int> {
    fileprivate func shifted(by distance: Int) -> Range<Int> {
        (lowerBound + distance)..<(upperBound + distance)
    }

    /// What is left of the range without others.
    fileprivate func without(_ others: [Range<Int>]) -> [Range<Int>] {
        others.reduce([self]) { parts, cut in
            parts.flatMap { part in
                guard part.overlaps(cut) else { return [part] }
                let before = part.lowerBound..<Swift.max(part.lowerBound, cut.lowerBound)
                let after = Swift.min(part.upperBound, cut.upperBound)..<part.upperBound
                return [before, after].filter { !$0.isEmpty }
            }
        }
    }
}
