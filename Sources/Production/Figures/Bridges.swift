import Telemetry

/// Where counters bridge unknown time.
struct Bridges {
    /// Where every counter that good derives from does.
    let all: Coverage
    /// Where the counter that bounds good from above does.
    let upper: Coverage

    init(_ gaps: [(at: Timestamp, count: GapCount)], definition: UnitDefinition) {
        func coverage(_ kind: CountKind) -> Coverage {
            Coverage(
                gaps.compactMap { at, gap in
                    gap.kind == kind && gap.isBridged && gap.from < at
                        ? TimeSpan(from: gap.from, to: at) : nil
                })
        }
        upper = coverage(definition.upperSource)
        all = definition.goodSources.map(coverage).reduce(nil) { common, next in
            common.map { $0.intersection(next) } ?? next
        } ?? Coverage([])
    }
}

/// Stretches of time in order, without overlaps.
struct Coverage {
    private let stretches: [TimeSpan]

    init(_ stretches: [TimeSpan]) {
        self.stretches = stretches.sorted { $0.from < $1.from }
    }

    /// The instants at which it begins or ends.
    var edges: [Timestamp] { stretches.flatMap { [$0.from, $0.to] } }

    func covers(_ instant: Timestamp) -> Bool {
        stretches.contains { $0.contains(instant) }
    }

    func intersection(_ other: Coverage) -> Coverage {
        Coverage(
            stretches.flatMap { stretch in
                other.stretches.compactMap { $0.intersection(stretch) }
            })
    }

    /// The parts of a stretch that are not covered.
    func gaps(in stretch: TimeSpan) -> [TimeSpan] {
        var gaps: [TimeSpan] = []
        var from = stretch.from
        for covered in stretches where covered.to > from && covered.from < stretch.to {
            if covered.from > from { gaps.append(TimeSpan(from: from, to: covered.from)) }
            from = max(from, covered.to)
        }
        if from < stretch.to { gaps.append(TimeSpan(from: from, to: stretch.to)) }
        return gaps
    }
}
