import Plant
import Telemetry

/// What the calendar plans, for look-ups by instant and by stretch.
struct Plan {
    /// In order of time; nil: everything is planned busy time.
    private let spans: [ScheduledSpan]?

    init(schedule: Schedule?) {
        spans = schedule?.spans
    }

    /// How much of a stretch is planned so, in nanoseconds.
    func overlap(_ stretch: TimeSpan, _ kind: ScheduledSpan.Kind) -> Int64 {
        guard let spans else { return kind == .busy ? stretch.duration : 0 }
        var sum: Int64 = 0
        var index = firstIndex(endingAfter: stretch.from, in: spans)
        while index < spans.count, spans[index].span.from < stretch.to {
            if spans[index].kind == kind {
                sum += spans[index].span.intersection(stretch)?.duration ?? 0
            }
            index += 1
        }
        return sum
    }

    /// Whether an instant is planned busy time.
    func isBusy(_ instant: Timestamp) -> Bool {
        guard let spans else { return true }
        let index = firstIndex(endingAfter: instant, in: spans)
        return index < spans.count && spans[index].kind == .busy
            && spans[index].span.contains(instant)
    }

    /// The first planned busy instant of a stretch.
    func firstBusy(in stretch: TimeSpan) -> Timestamp? {
        guard let spans else { return stretch.isEmpty ? nil : stretch.from }
        var index = firstIndex(endingAfter: stretch.from, in: spans)
        while index < spans.count, spans[index].span.from < stretch.to {
            if spans[index].kind == .busy { return max(spans[index].span.from, stretch.from) }
            index += 1
        }
        return nil
    }

    /// The edges of what is planned within a stretch.
    func edges(in stretch: TimeSpan) -> [Timestamp] {
        guard let spans else { return [] }
        var edges: [Timestamp] = []
        var index = firstIndex(endingAfter: stretch.from, in: spans)
        while index < spans.count, spans[index].span.from < stretch.to {
            edges += [spans[index].span.from, spans[index].span.to]
            index += 1
        }
        return edges
    }

    private func firstIndex(endingAfter instant: Timestamp, in spans: [ScheduledSpan]) -> Int {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].span.to > instant { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
