public import Plant
public import Telemetry

/// A measured signal times time: what minutes tell of a value that holds until the next one.
///
/// Within a minute the newest value holds from its own instant on. A single value says nothing of
/// the time before it, in which the value before holds; of several, the others stand for the
/// minute's time up to the newest by their mean. So one change a minute is exact to the nanosecond,
/// and what changes more often is as exact as a mean of its values. A value holds no longer than
/// its source may be silent, and not past a minute in which the source vouched for none: after that
/// nothing is known, which is not zero.
public struct HeldTime: Hashable, Sendable {
    /// Values times time where one is known, in millionths of the unit and nanoseconds.
    public private(set) var sum: Int128 = 0
    /// The same, had the greatest value held wherever planned time is not known; nil: no value is.
    public private(set) var atMost: Int128?
    /// Planned busy time of the span.
    public private(set) var planned: Int64 = 0
    /// The part of it of which a value is known.
    public private(set) var known: Int64 = 0

    /// Adds up a signal's minutes.
    ///
    /// - Parameters:
    ///   - minutes: those that overlap the span, in order.
    ///   - span: which time.
    ///   - schedule: what is planned over it.
    ///   - silentAfter: how long a value holds at most, in nanoseconds; nil: until the next.
    public init(
        _ minutes: [MinuteSummary], over span: TimeSpan, schedule: Schedule, silentAfter: Int64?
    ) {
        let plan = Plan(schedule: schedule)
        planned = plan.overlap(span, .busy)
        var greatest: Int64?
        var held: (value: Int64, since: Timestamp)?
        func add(_ value: Int64, _ from: Timestamp, _ to: Timestamp) {
            let from = max(from, span.from)
            let to = min(to, span.to)
            guard from < to else { return }
            sum += Int128(value) * Int128(to - from)
            known += plan.overlap(TimeSpan(from: from, to: to), .busy)
            greatest = max(greatest ?? value, value)
        }
        func hold(until instant: Timestamp) {
            guard let held else { return }
            add(
                held.value, held.since, min(instant, silentAfter.map { held.since + $0 } ?? instant)
            )
        }
        for minute in minutes {
            let (whole, summary) = (minute.span, minute.summary)
            guard summary.count > 0 else {
                hold(until: whole.from)
                held = nil
                continue
            }
            let at = max(whole.from, min(summary.lastAt, whole.to))
            let last = Int64((summary.last * 1_000_000).rounded())
            if summary.count == 1 {
                hold(until: at)
            } else {
                hold(until: whole.from)
                let others = (summary.sum - Int128(last)) / Int128(summary.count - 1)
                add(Int64(clamping: others), whole.from, at)
            }
            held = (last, at)
        }
        hold(until: span.to)
        atMost = greatest.map { sum + Int128($0) * Int128(planned - known) }
    }

    /// Of both together, another signal of the same kind added.
    public func adding(_ other: Self) -> Self {
        var both = self
        both.sum += other.sum
        both.planned += other.planned
        both.known += other.known
        both.atMost = atMost.flatMap { most in other.atMost.map { most + $0 } }
        return both
    }
}
