public import Telemetry

extension Calendar {
    /// What is planned over a stretch of time, by the wall clock of a zone.
    ///
    /// Pure; any thread.
    ///
    /// - A shift lasts from the instant of its beginning to that of its end, whatever elapses
    ///   between them, and belongs to the date on which it begins.
    /// - A closed day takes away the shifts that begin on it. A closed part of a day is not
    ///   scheduled, also where it belongs to the night shift of the day before; the occurrence
    ///   keeps its whole span.
    /// - An open exception is an extra shift, which closed parts of days do not cut.
    /// - Breaks and maintenance within a shift are planned down.
    public func schedule(over span: TimeSpan, clock: WallClock) -> Schedule {
        guard !span.isEmpty else { return Schedule(spans: [], shifts: []) }
        // A shift lasts at most two days of the wall clock, and clocks jump by at most one.
        let first = clock.date(of: span.from).dayNumber - 3
        let last = clock.date(of: span.to).dayNumber + 1
        let cuts = CalendarCuts(self, days: first...(last + 3), clock: clock)
        var found: [Occurrence] = []
        for day in first...last {
            for occurrence in occurrences(on: LocalDate(dayNumber: day), clock: clock)
            where occurrence.shift.span.intersection(span) != nil {
                found.append(occurrence)
            }
        }
        found.sort { $0.shift.span.from < $1.shift.span.from }
        var spans: [ScheduledSpan] = []
        for (index, occurrence) in found.enumerated() {
            for part in cuts.parts(of: occurrence) {
                guard let clipped = part.span.intersection(span) else { continue }
                spans.append(ScheduledSpan(span: clipped, kind: part.kind, shift: index))
            }
        }
        return Schedule(spans: spans, shifts: found.map(\.shift))
    }

    /// What is planned over a stretch of time, by the wall clock of a zone given by its IANA name.
    ///
    /// - Precondition: the zone is known.
    public func schedule(over span: TimeSpan, timeZone: String) -> Schedule {
        guard let clock = WallClock(timeZone: timeZone) else {
            preconditionFailure("the time zone of a calendar must be known")
        }
        return schedule(over: span, clock: clock)
    }

    /// The shifts that begin on a date.
    private func occurrences(on date: LocalDate, clock: WallClock) -> [Occurrence] {
        let today = exceptions.filter { $0.date == date }
        let closed = today.contains { $0.closed && $0.minutes == nil }
        var all: [Occurrence] = []
        for pattern in closed ? [] : shifts where pattern.begins(on: date) {
            all.append(
                Occurrence(
                    pattern.name, date, pattern.range, pattern.breaksAfterMidnight, clock))
        }
        for extra in today where !extra.closed {
            guard let minutes = extra.minutes else { continue }
            all.append(
                Occurrence(extra.shift ?? Calendar.overtime, date, minutes.range, nil, clock))
        }
        return all.filter { !$0.shift.span.isEmpty }
    }

    /// The name of an extra shift that has none.
    static let overtime = "overtime"
}

/// One occurrence of a shift and its breaks.
private struct Occurrence {
    var shift: ShiftOccurrence
    var breaks: [TimeSpan]
    var isExtra: Bool

    /// An extra shift has no `breaks`, not even an empty list.
    init(
        _ name: String, _ date: LocalDate, _ range: Range<Int>, _ breaks: [Range<Int>]?,
        _ clock: WallClock
    ) {
        shift = ShiftOccurrence(name: name, date: date, span: clock.span(date, range))
        self.breaks = (breaks ?? []).map { clock.span(date, $0) }
        isExtra = breaks == nil
    }
}

/// The closed parts of days and the maintenance that matter to a stretch of days.
private struct CalendarCuts {
    var closed: [TimeSpan]
    var maintenance: [TimeSpan]

    init(_ calendar: Calendar, days: ClosedRange<Int>, clock: WallClock) {
        let from = LocalDate(dayNumber: days.lowerBound)
        let to = LocalDate(dayNumber: days.upperBound)
        closed = calendar.exceptions.compactMap { exception in
            guard exception.closed, let minutes = exception.minutes, from <= exception.date,
                exception.date <= to
            else { return nil }
            return clock.span(exception.date, minutes.range)
        }
        maintenance = calendar.maintenance.compactMap { span in
            guard from <= span.toDate, span.fromDate <= to else { return nil }
            return clock.span(span)
        }
    }

    /// The busy and planned-down stretches of one occurrence, in order.
    func parts(of occurrence: Occurrence) -> [(span: TimeSpan, kind: ScheduledSpan.Kind)] {
        let whole = occurrence.shift.span
        let breaks = occurrence.breaks.compactMap { $0.intersection(whole) }
        let maintained = maintenance.compactMap { $0.intersection(whole) }
        let shut = occurrence.isExtra ? [] : closed.compactMap { $0.intersection(whole) }
        var edges = [whole.from, whole.to]
        for span in breaks + maintained + shut { edges += [span.from, span.to] }
        edges = Array(Set(edges)).sorted()
        var parts: [(span: TimeSpan, kind: ScheduledSpan.Kind)] = []
        for (from, to) in zip(edges, edges.dropFirst())
        where !shut.contains(where: { $0.contains(from) }) {
            let isMaintained = maintained.contains { $0.contains(from) }
            let kind: ScheduledSpan.Kind =
                isMaintained
                ? .maintenance : breaks.contains { $0.contains(from) } ? .plannedBreak : .busy
            if let last = parts.last, last.kind == kind, last.span.to == from {
                parts[parts.count - 1].span.to = to
            } else {
                parts.append((TimeSpan(from: from, to: to), kind))
            }
        }
        return parts
    }
}

extension WallClock {
    /// Minutes after midnight of a date as a span of time.
    fileprivate func span(_ date: LocalDate, _ minutes: Range<Int>) -> TimeSpan {
        TimeSpan(
            from: instant(date, minute: minutes.lowerBound),
            to: instant(date, minute: minutes.upperBound))
    }

    fileprivate func span(_ local: LocalSpan) -> TimeSpan {
        let from = instant(local.fromDate, minute: local.fromMinute)
        return TimeSpan(from: from, to: max(from, instant(local.toDate, minute: local.toMinute)))
    }
}
