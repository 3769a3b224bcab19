import Plant
import Telemetry

/// The span whose figures the pages show.
struct Period: Sendable, Hashable {
    /// What kind of span.
    enum Kind: Sendable {
        case currentShift, lastShift, chosenShift, today, chosenDay
    }

    var kind: Kind
    var span: TimeSpan
    /// The shift, where it is one.
    var shift: ShiftOccurrence?

    /// The shift that runs; else the one that ended last, within a week; without a calendar the
    /// local day.
    init(plant: Plant, line: Int, at instant: Timestamp) {
        let now = TimeSpan(from: instant, to: instant + 1)
        let week = TimeSpan(from: instant - 7 * 86_400 * nanosecondsPerSecond, to: instant)
        if let shift = plant.schedule(line: line, over: now).shifts.first {
            self.init(kind: .currentShift, span: shift.span, shift: shift)
        } else if let shift = plant.schedule(line: line, over: week).shifts.last {
            self.init(kind: .lastShift, span: shift.span, shift: shift)
        } else {
            self.init(kind: .today, span: plant.localDay(containing: instant), shift: nil)
        }
    }

    /// A shift by the date on which it begins and its name; without a name the first of the date;
    /// without a calendar the local day.
    ///
    /// - Returns: Nil where there is no such shift.
    static func find(
        _ plant: Plant, line: Int, date: LocalDate, shift name: String?
    ) -> Period? {
        let day = TimeSpan(
            from: plant.localMidnight(of: date), to: plant.localMidnight(of: date.adding(days: 1)))
        guard plant.lines[line].calendar != nil else {
            return name == nil ? Period(kind: .chosenDay, span: day, shift: nil) : nil
        }
        return plant.schedule(line: line, over: day).shifts
            .first { $0.date == date && (name == nil || $0.name == name) }
            .map { Period(kind: .chosenShift, span: $0.span, shift: $0) }
    }

    /// The period before or after it within the length of a search, nil where there is none.
    func neighbour(_ plant: Plant, line: Int, isLater: Bool) -> Period? {
        guard shift != nil else {
            let instant = isLater ? span.to : span.from - 1
            return Period(kind: .chosenDay, span: plant.localDay(containing: instant), shift: nil)
        }
        let reach = 14 * 86_400 * nanosecondsPerSecond
        let search =
            isLater
            ? TimeSpan(from: span.to, to: span.to + reach)
            : TimeSpan(from: span.from - reach, to: span.from)
        let shifts = plant.schedule(line: line, over: search).shifts.filter { $0 != shift }
        return (isLater ? shifts.first : shifts.last)
            .map { Period(kind: .chosenShift, span: $0.span, shift: $0) }
    }

    private init(kind: Kind, span: TimeSpan, shift: ShiftOccurrence?) {
        self.kind = kind
        self.span = span
        self.shift = shift
    }

    /// Its hours by the plant's wall clock; the ones at its ends may be shorter.
    func hours(_ plant: Plant) -> [TimeSpan] {
        let cuts = [span.from] + plant.hourCuts(over: span) + [span.to]
        return zip(cuts, cuts.dropFirst()).map { TimeSpan(from: $0, to: $1) }
    }
}
