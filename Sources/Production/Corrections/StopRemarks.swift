import Telemetry

/// What people said of stops, in the order in which they said it.
public struct StopRemarks: Sendable {
    /// Where one stop ends and another begins.
    var splits: [Timestamp] = []
    /// Why the unit stood; the last word holds.
    var reasons: [(stop: StopPart, reason: DelayReason)] = []

    mutating func say(_ reason: DelayReason, of stop: StopPart) { reasons.append((stop, reason)) }
}

extension Timeline {
    /// Cuts stops where people split them, and gives them the reasons that people said.
    mutating func take(_ remarks: StopRemarks) {
        guard !remarks.splits.isEmpty || !remarks.reasons.isEmpty else { return }
        let edges = remarks.reasons.flatMap { [$0.stop.span.from, $0.stop.span.to] }
        cut(at: Set(remarks.splits + edges).sorted())
        for instant in remarks.splits { split(at: instant) }
        for (stop, reason) in remarks.reasons {
            let span = stop.isOpen ? untilItsEnd(stop.span) : stop.span
            for index in segments(in: span).indices where segments[index].element.isStop {
                segments[index].reason = reason
            }
        }
    }

    /// Cuts segments at instants in order.
    private mutating func cut(at instants: [Timestamp]) {
        var cut: [Segment] = []
        cut.reserveCapacity(segments.count + instants.count)
        var next = instants[...]
        for segment in segments {
            var rest = segment
            next = next.drop { $0 <= rest.span.from }
            while let instant = next.first, instant < rest.span.to {
                var part = rest
                part.span.to = instant
                cut.append(part)
                rest.span.from = instant
                next = next.dropFirst()
            }
            cut.append(rest)
        }
        segments = cut
    }

    /// Begins a stop at an instant within one, where segments are cut.
    private mutating func split(at instant: Timestamp) {
        let here = segments(in: TimeSpan(from: instant, to: instant + 1)).startIndex
        guard here > 0, here < segments.count, segments[here].span.from == instant,
            segments[here].element.isStop, segments[here - 1].element.isStop
        else { return }
        segments[here].isSplit = true
    }

    /// To the end of the stop that holds the last instant of a span.
    private func untilItsEnd(_ span: TimeSpan) -> TimeSpan {
        guard var last = segments(in: TimeSpan(from: span.to - 1, to: span.to)).indices.first,
            segments[last].element.isStop
        else { return span }
        while last + 1 < segments.count, segments[last + 1].element.isStop,
            !segments[last + 1].isSplit
        {
            last += 1
        }
        return TimeSpan(from: span.from, to: max(span.to, segments[last].span.to))
    }
}
