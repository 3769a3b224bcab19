import Plant
import Telemetry

/// A work unit's conditions as stretches of time without holes, from before a span to after it.
struct Timeline {
    /// A stretch in which one condition holds.
    struct Segment {
        var span: TimeSpan
        var condition: Condition
        var element: TimeElement
        var reason: DelayReason
        /// Whether people say that a stop ends and another begins where it begins.
        var isSplit = false
    }

    let span: TimeSpan
    /// The stretches in which the source's state was unknown, in order, whatever people say of
    /// them.
    private var unheardStretches: [TimeSpan] = []
    /// Where people say that the state is unknown, though the source's was not.
    private(set) var toldUnknown: [TimeSpan] = []
    var segments: [Segment] = []

    init(facts: UnitFacts, span: TimeSpan, horizon: Timestamp, definition: UnitDefinition) {
        self.span = span
        let end = max(horizon, span.to)
        segments = Self.segments(facts.conditions, from: span.from, to: end, definition)
        let unknown = segments.filter { $0.element == .unknown }.map(\.span)
        unheardStretches = unknown
        if let heard = facts.heard {
            let heard = Self.segments(heard, from: span.from, to: end, definition)
            unheardStretches = heard.filter { $0.element == .unknown }.map(\.span)
            let unheard = Coverage(unheardStretches)
            toldUnknown = unknown.flatMap { unheard.gaps(in: $0) }
        }
        backdateReasons()
        take(facts.remarks)
    }

    private static func segments(
        _ conditions: [(at: Timestamp, condition: Condition)], from begin: Timestamp,
        to end: Timestamp, _ definition: UnitDefinition
    ) -> [Segment] {
        var segments: [Segment] = []
        var from = min(begin, conditions.first?.at ?? begin)
        var condition = Condition.unknown
        for next in conditions + [(at: end, condition: .unknown)] {
            let to = min(next.at, end)
            if to > from {
                segments.append(
                    Segment(
                        span: TimeSpan(from: from, to: to), condition: condition,
                        element: condition.element(tracksOrders: definition.tracksOrders),
                        reason: condition.delayReason))
                from = to
            }
            condition = next.condition
        }
        return segments
    }

    /// A reason that comes while a state lasts is the reason of that state from its beginning,
    /// whatever modes come in between.
    private mutating func backdateReasons() {
        var said: (state: UnitState, reason: DelayReason)?
        for index in segments.indices.reversed() {
            let condition = segments[index].condition
            guard condition.state.takesReason else {
                said = nil
                continue
            }
            if said?.state != condition.state { said = nil }
            if condition.reason >= 0 {
                said = (condition.state, .declared(condition.reason))
            } else if let said, segments[index].reason == .none {
                segments[index].reason = said.reason
            }
        }
    }

    /// The instants in planned busy time at which the unit entered `faulted`, and the product that
    /// was set.
    func failures(plan: Plan) -> [(at: Timestamp, product: Int32)] {
        var lastKnown: UnitState?
        var entries: [(at: Timestamp, product: Int32)] = []
        for segment in segments {
            // Unknown time ends a failure as it ends a stop: spans must add up.
            defer { lastKnown = segment.condition.state }
            guard segment.condition.state == .faulted, lastKnown != .faulted,
                !segment.condition.isRetained, plan.isBusy(segment.span.from)
            else { continue }
            entries.append((segment.span.from, segment.condition.product))
        }
        return entries
    }

    /// The stretches within a span in which the source's state was unknown.
    func unheard(in span: TimeSpan) -> [TimeSpan] {
        unheardStretches[unheardStretches.firstIndex(endingAfter: span.from)...]
            .prefix { $0.from < span.to }.compactMap { $0.intersection(span) }
    }

    /// Where a count belongs to an element: also at the instant at which the state became unknown,
    /// for what was counted then was seen.
    func coverage(of element: TimeElement) -> Coverage {
        Coverage(
            segments.indices.filter { segments[$0].element == element }.map { index in
                var span = segments[index].span
                let next = index + 1
                if next < segments.count, segments[next].element == .unknown {
                    span.to = Timestamp(nanoseconds: span.to.nanoseconds + 1)
                }
                return span
            })
    }

    /// The segments that overlap a stretch, in order.
    func segments(in stretch: TimeSpan) -> ArraySlice<Segment> {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].span.to > stretch.from { high = middle } else { low = middle + 1 }
        }
        return segments[low...].prefix { $0.span.from < stretch.to }
    }
}

extension UnitState {
    /// Whether a reason says why the unit is in this state.
    fileprivate var takesReason: Bool {
        switch self {
        case .idle, .starved, .blocked, .stopped, .faulted: true
        case .unknown, .producing, .setup, .notScheduled: false
        }
    }
}
