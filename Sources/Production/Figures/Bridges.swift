import Telemetry

/// Where counters bridge unknown time.
struct Bridges {
    /// Where every counter that good derives from does.
    let all: Coverage
    /// Where the counter that bounds good from above does.
    let upper: Coverage

    init(
        _ gaps: [(at: Timestamp, count: GapCount)], timeline: Timeline, definition: UnitDefinition
    ) {
        func coverage(_ kind: CountKind) -> Coverage {
            let bridged = gaps.compactMap { at, gap in
                gap.kind == kind && gap.isBridged && gap.from < at
                    ? TimeSpan(from: gap.from, to: at) : nil
            }
            // Where people say that the state is unknown, the counter was heard none the less.
            let heard = definition.cumulative.contains(kind) ? timeline.toldUnknown : []
            return Coverage(bridged + heard)
        }
        upper = coverage(definition.upperSource)
        all =
            definition.goodSources.map(coverage).reduce(nil) { common, next in
                common.map { $0.intersection(next) } ?? next
            } ?? Coverage([])
    }
}

/// Stretches of time in order, apart from each other: those that touch become one.
struct Coverage {
    private let stretches: [TimeSpan]

    init(_ all: [TimeSpan]) {
        var joined: [TimeSpan] = []
        for stretch in all.sorted(by: { $0.from < $1.from }) {
            if let last = joined.last, stretch.from <= last.to {
                joined[joined.count - 1].to = max(last.to, stretch.to)
            } else {
                joined.append(stretch)
            }
        }
        stretches = joined
    }

    /// The instants within a stretch at which it begins or ends.
    func edges(in stretch: TimeSpan) -> [Timestamp] {
        overlapping(stretch).flatMap { [$0.from, $0.to] }
    }

    func covers(_ instant: Timestamp) -> Bool {
        let index = stretches.firstIndex(endingAfter: instant)
        return index < stretches.count && stretches[index].from <= instant
    }

    func intersection(_ other: Coverage) -> Coverage {
        Coverage(
            stretches.flatMap { stretch in
                other.overlapping(stretch).compactMap { $0.intersection(stretch) }
            })
    }

    /// The parts of a stretch that are not covered.
    func gaps(in stretch: TimeSpan) -> [TimeSpan] {
        var gaps: [TimeSpan] = []
        var from = stretch.from
        for covered in overlapping(stretch) {
            if covered.from > from { gaps.append(TimeSpan(from: from, to: covered.from)) }
            from = max(from, covered.to)
        }
        if from < stretch.to { gaps.append(TimeSpan(from: from, to: stretch.to)) }
        return gaps
    }

    private func overlapping(_ stretch: TimeSpan) -> ArraySlice<TimeSpan> {
        stretches[stretches.firstIndex(endingAfter: stretch.from)...].prefix {
            $0.from < stretch.to
        }
    }
}

extension Array where Element == TimeSpan {
    /// The first of stretches in order that ends after an instant.
    func firstIndex(endingAfter instant: Timestamp) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].to > instant { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
