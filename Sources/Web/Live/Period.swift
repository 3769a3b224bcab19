import Plant
import Telemetry

/// The span whose figures the pages show.
struct Period: Sendable, Equatable {
    /// What kind of span.
    enum Kind: Sendable {
        case currentShift, lastShift, today
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
