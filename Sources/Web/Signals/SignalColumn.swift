import Production
import Telemetry

/// The minutes that share one column of a chart's pixels.
struct SignalColumn: Equatable, Sendable {
    /// From the first of its minutes that has a value to the end of the last one.
    var span: TimeSpan
    /// What the values of all its minutes were.
    var summary: SignalSummary
    /// How many minutes had a value above the normal band.
    var above = 0
    /// How many minutes had a value below it.
    var below = 0
    /// How many minutes had a value outside, on one side or on both.
    var outside = 0

    /// Puts minutes, in order, into at most `count` columns of equal width.
    ///
    /// A column that has nothing is left out, and so are minutes that begin outside of the span.
    static func columns(
        _ minutes: [MinuteSummary], over span: TimeSpan, count: Int, normal: ClosedRange<Double>?
    ) -> [SignalColumn] {
        let share = (span.duration + Int64(count) - 1) / Int64(count)
        let width = max(SignalWindow.minute, share)
        var columns: [SignalColumn] = []
        var last: Int64 = -1
        for minute in minutes where span.contains(minute.span.from) {
            let column = SignalColumn(minute, normal: normal)
            let place = (minute.span.from - span.from) / width
            if place == last {
                columns[columns.count - 1].add(column)
            } else {
                columns.append(column)
                last = place
            }
        }
        return columns
    }

    private init(_ minute: MinuteSummary, normal: ClosedRange<Double>?) {
        span = minute.span
        summary = minute.summary
        guard let normal, summary.count > 0 else { return }
        above = summary.high > normal.upperBound ? 1 : 0
        below = summary.low < normal.lowerBound ? 1 : 0
        outside = max(above, below)
    }

    private mutating func add(_ later: SignalColumn) {
        span.to = later.span.to
        summary += later.summary
        above += later.above
        below += later.below
        outside += later.outside
    }
}

extension [SignalColumn] {
    /// The columns with good values, cut where nothing came for longer than `patience`: between two
    /// pieces no line is drawn.
    func pieces(patience: Int64) -> [[SignalColumn]] {
        var pieces: [[SignalColumn]] = []
        for column in self where column.summary.count > 0 {
            if let last = pieces.last?.last, column.span.from - last.span.to <= patience {
                pieces[pieces.count - 1].append(column)
            } else {
                pieces.append([column])
            }
        }
        return pieces
    }

    /// The stretches of a span in which no good value came, longer than `patience`.
    func gaps(in span: TimeSpan, patience: Int64) -> [TimeSpan] {
        let pieces = pieces(patience: patience)
        var from = span.from
        var gaps: [TimeSpan] = []
        for piece in pieces {
            guard let first = piece.first, let last = piece.last else { continue }
            gaps.append(TimeSpan(from: from, to: Swift.max(from, first.span.from)))
            from = last.span.to
        }
        gaps.append(TimeSpan(from: from, to: Swift.max(from, span.to)))
        return gaps.filter { $0.duration > patience }
    }
}

extension [MinuteSummary] {
    /// How long nothing may come before it is a gap.
    ///
    /// As long as usually passes between two minutes with values: a source that speaks every minute
    /// may be late by one.
    var patience: Int64 {
        let distances = zip(self, dropFirst()).map { $1.minute - $0.minute }.sorted()
        guard !distances.isEmpty else { return SignalWindow.minute }
        return distances[distances.count / 2] * SignalWindow.minute
    }
}
