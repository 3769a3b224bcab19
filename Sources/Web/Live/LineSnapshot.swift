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
        /// Over the period.
        var sums = Sums()
    }

    /// Good pieces of one hour of the period; nil in the future or where nobody counts them.
    struct Hour: Sendable, Equatable {
        var span: TimeSpan
        var good: Int64?
    }

    /// Index into the plant's lines.
    var line: Int
    /// Until when time had come; nil where nothing came yet.
    var horizon: Timestamp?
    /// Whose figures they are.
    var period: Period
    /// Covers the period and the last eight hours.
    var window: TimeSpan
    /// All units, in order of the plant.
    var units: [Unit] = []
    /// The line's sums: those of its constraint.
    var sums = Sums()
    /// Good pieces of the line's output in the period; nil where nobody counts them.
    var good: Int64?
    /// The period hour by hour.
    var hours: [Hour] = []
    /// The newest stops of the constraint in the period, newest first.
    var stops: [UnitStop] = []
    /// The newest findings of all units in the period, newest first.
    var findings: [StoredFinding] = []
    /// What is planned over the window.
    var schedule = Schedule(spans: [], shifts: [])

    /// How many stops and findings are kept.
    static let listLimit = 20
    /// How far the strips of the overview go back.
    static let stripLength = 8 * 3600 * nanosecondsPerSecond

    /// A stop and whose it is.
    struct UnitStop: Sendable {
        var unit: Int
        var stop: Stop
    }

    /// The eight hours up to the horizon.
    var stripSpan: TimeSpan {
        let to = horizon ?? period.span.from
        return TimeSpan(from: to - Self.stripLength, to: to)
    }

    /// The period, as far as time has come.
    var elapsed: TimeSpan {
        let to = min(period.span.to, max(period.span.from, horizon ?? period.span.from))
        return TimeSpan(from: period.span.from, to: to)
    }
}
