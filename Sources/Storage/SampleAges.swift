import Plant
public import Production
public import Telemetry

/// How old samples were when they were first received.
///
/// Whole hours, by the time of which samples speak: an hour belongs to the span in which it begins.
public struct SampleAges: Hashable, Sendable {
    /// In seconds, by class.
    public var byAge: [SampleAge: SignalSummary] = [:]
    /// The first hour of which anything is known; nil: none.
    public var since: Timestamp?

    /// None.
    public init() {}

    /// Those that carry a time of their own, in seconds.
    public var timed: SignalSummary {
        SampleAge.allCases.reduce(into: SignalSummary()) { $0 += self[$1] }
    }

    /// How many carry no time of their own: nobody knows how old they were.
    public var untimed: Int64 { self[.fresh].bad }

    /// Those of one class.
    public subscript(age: SampleAge) -> SignalSummary { byAge[age] ?? SignalSummary() }

    /// Whether at least so many percent of what carries a time were fresh.
    public func isFresh(percent: Int) -> Bool {
        let all = timed.count
        return all > 0 && Int128(self[.fresh].count) * 100 >= Int128(all) * Int128(percent)
    }

    /// Adds those of another work unit.
    public static func += (left: inout Self, right: Self) {
        left.byAge.merge(right.byAge) { sum, other in
            var sum = sum
            sum += other
            return sum
        }
        left.since = [left.since, right.since].compactMap(\.self).min()
    }
}

extension Figures {
    /// How old the samples of a work unit were when they were received, over a span.
    ///
    /// - Throws: ``StoreError``.
    public func ages(unit index: Int, over span: TimeSpan) throws(StoreError) -> SampleAges {
        var ages = SampleAges()
        for age in SampleAge.allCases {
            let path = age.path(of: plant.workUnits[index].path)
            let hours = try store.minutes(signal: path, over: span)
                .filter { span.contains($0.span.from) }
            guard let first = hours.first else { continue }
            ages.byAge[age] = hours.reduce(into: SignalSummary()) { $0 += $1.summary }
            ages.since = min(ages.since ?? .distantFuture, first.span.from)
        }
        return ages
    }
}
