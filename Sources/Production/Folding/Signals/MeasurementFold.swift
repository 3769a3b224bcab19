import Telemetry

/// Values of one signal since the last flush, by minute: two minutes at hand, fixed size.
///
/// A value that comes late only adds to its minute, however old it is: sums need no order.
struct MeasurementFold {
    /// The minutes at hand, the newer one first.
    private var current = MinuteSummary(minute: .min, summary: SignalSummary())
    private var former = MinuteSummary(minute: .min, summary: SignalSummary())

    /// Takes a value; returns the older minute where a third one pushes it out.
    mutating func take(_ value: Double, isBad: Bool, at instant: Timestamp) -> MinuteSummary? {
        var pushedOut: MinuteSummary?
        let minute = instant.minute
        if minute != current.minute {
            swap(&current, &former)
            if minute != current.minute {
                if current.minute != .min { pushedOut = current }
                current = MinuteSummary(minute: minute, summary: SignalSummary())
            }
        }
        if isBad {
            current.summary.addBad()
        } else {
            current.summary.add(value, at: instant)
        }
        return pushedOut
    }

    /// Hands over the minutes at hand and begins anew.
    mutating func takeMinutes() -> [MinuteSummary] {
        defer { self = MeasurementFold() }
        return [former, current].filter { $0.minute != .min }
    }
}
