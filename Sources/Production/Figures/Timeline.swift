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
    }

    let span: TimeSpan
    /// The unknown stretches, in order.
    private var unknownStretches: [TimeSpan] = []
    private(set) var segments: [Segment] = []

    init(facts: UnitFacts, span: TimeSpan, horizon: Timestamp, definition: UnitDefinition) {
        self.span = span
        let conditions = facts.conditions
        let start = min(span.from, conditions.first?.at ?? span.from)
        var from = start
        var condition = Condition.unknown
        for next in conditions + [(at: max(horizon, span.to), condition: .unknown)] {
            let to = min(next.at, max(horizon, span.to))
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
        backdateReasons()
        unknownStretches = segments.filter { $0.element == .unknown }.map(\.span)
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

    /// The unknown stretches within a span.
    func unknown(in span: TimeSpan) -> [TimeSpan] {
        unknownStretches[unknownStretches.firstIndex(endingAfter: span.from)...]
            .prefix { $0.from < span.to }.compactMap { $0.intersection(span) }
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
