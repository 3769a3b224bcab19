import Plant
import Telemetry

/// Round times along a span, by the plant's wall clock.
struct TimeTicks {
    let plant: Plant
    let span: TimeSpan

    private static let steps: [Int64] =
        [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 10_080]
        .map { $0 * SignalWindow.minute }

    /// The smallest round distance of which the span has at most so many.
    func step(most count: Int64) -> Int64 {
        Self.steps.first { span.duration / $0 <= count } ?? span.duration
    }

    /// The round instants of a distance, from the one at or before the span to the one at or after
    /// it; each day counts from its midnight.
    func edges(step: Int64) -> [Timestamp] {
        var edges: [Timestamp] = []
        var day = plant.localDay(containing: span.from)
        while day.from < span.to {
            let stride = max(step, 1)
            var instant = day.from
            while instant < day.to {
                edges.append(instant)
                instant = instant + stride
            }
            // Days longer than one, such as weeks, are counted on.
            day = plant.localDay(containing: max(day.to, instant))
        }
        edges.append(day.from)
        let first = edges.lastIndex { $0 <= span.from } ?? 0
        let last = edges.firstIndex { $0 >= span.to } ?? edges.count - 1
        return Array(edges[first...last])
    }

    /// The span cut at round instants.
    func cells(most count: Int64) -> [TimeSpan] {
        let edges = edges(step: step(most: count))
        return zip(edges, edges.dropFirst()).compactMap {
            TimeSpan(from: $0, to: $1).intersection(span)
        }
    }
}
