import Plant
import Production
import Storage
import Telemetry

/// Everything the pages show of one line, in no language yet: from one read of the store.
struct LineSnapshot: Sendable {
    /// What one work unit does.
    struct Unit: Sendable {
        /// Index into the plant's work units.
        var index: Int
        /// Over ``LineSnapshot/window``.
        var timeline: StateTimeline
    }

    /// Index into the plant's lines.
    var line: Int
    /// The figures of the shift that runs, or of the last one.
    var figures: PeriodFigures
    /// Covers the period and the last eight hours.
    var window: TimeSpan
    /// All units, in order of the plant.
    var units: [Unit] = []
    /// The newest findings of all units in the period, newest first.
    var findings: [StoredFinding] = []
    /// The newest values of its measured signals.
    var signals: [SignalReading] = []
    /// What is planned over the window.
    var schedule = Schedule(spans: [], shifts: [])

    /// How many findings are kept, and stops shown.
    static let listLimit = 20
    /// How far the strips of the overview go back.
    static let stripLength = 8 * 3600 * nanosecondsPerSecond

    /// Until when time had come; nil where nothing came yet.
    var horizon: Timestamp? { figures.horizon }
    /// Whose figures they are.
    var period: Period { figures.period }
    /// The line's sums: those of its constraint.
    var sums: Sums { figures.sums }

    /// The eight hours up to the horizon.
    var stripSpan: TimeSpan {
        let to = horizon ?? period.span.from
        return TimeSpan(from: to - Self.stripLength, to: to)
    }
}
