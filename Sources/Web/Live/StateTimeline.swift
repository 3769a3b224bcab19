import Plant
import Production
import Telemetry

/// What a work unit did over a span, as far as time has come: stretches of one state, in order,
/// without holes.
struct StateTimeline: Sendable, Equatable {
    /// A stretch in which state and planning do not change.
    struct Stretch: Sendable, Equatable {
        var span: TimeSpan
        var state: UnitState
        /// Whether it is planned busy time.
        var isPlanned: Bool
    }

    /// From the span's beginning to the time that has come.
    private(set) var stretches: [Stretch] = []
    /// Since when the last state holds, which may be before the span.
    private(set) var since: Timestamp?

    /// Puts conditions and schedule together.
    ///
    /// - Parameters:
    ///   - conditions: in order of time, from the one that holds where the span begins.
    ///   - schedule: what is planned over the span.
    ///   - span: what is shown.
    ///   - horizon: until when time has come.
    init(
        conditions: [(at: Timestamp, condition: Condition)], schedule: Schedule, span: TimeSpan,
        horizon: Timestamp
    ) {
        let seen = conditions.filter { $0.at < horizon }
        since = seen.indices.reversed().first {
            $0 == 0 || seen[$0 - 1].condition.state != seen[$0].condition.state
        }.map { seen[$0].at }
        let end = min(span.to, horizon)
        guard span.from < end else { return }
        var from = span.from
        var state = UnitState.unknown
        for (at, condition) in seen + [(end, .unknown)] {
            let to = min(at, end)
            if to > from {
                cut(TimeSpan(from: from, to: to), state: state, by: schedule)
                from = to
            }
            state = condition.state
        }
    }

    private mutating func cut(_ span: TimeSpan, state: UnitState, by schedule: Schedule) {
        var from = span.from
        for busy in schedule.spans where busy.kind == .busy {
            guard let part = busy.span.intersection(span) else { continue }
            append(TimeSpan(from: from, to: part.from), state, isPlanned: false)
            append(part, state, isPlanned: true)
            from = part.to
        }
        append(TimeSpan(from: from, to: span.to), state, isPlanned: false)
    }

    private mutating func append(_ span: TimeSpan, _ state: UnitState, isPlanned: Bool) {
        guard !span.isEmpty else { return }
        if let last = stretches.last, last.state == state, last.isPlanned == isPlanned {
            stretches[stretches.count - 1].span.to = span.to
        } else {
            stretches.append(Stretch(span: span, state: state, isPlanned: isPlanned))
        }
    }

    /// How long it was in each state within planned busy time.
    var plannedTimes: [UnitState: Int64] {
        stretches.filter(\.isPlanned).reduce(into: [:]) {
            $0[$1.state, default: 0] += $1.span.duration
        }
    }

    /// What a screen can show of it: at most about `limit` stretches; where several share a
    /// place, the worst.
    func decimated(span: TimeSpan, limit: Int) -> [Stretch] {
        guard stretches.count > limit, span.duration >= Int64(limit) else { return stretches }
        let width = span.duration / Int64(limit)
        var shown: [Stretch] = []
        for stretch in stretches {
            guard let last = shown.last, last.span.duration < width else {
                shown.append(stretch)
                continue
            }
            let isWorse = stretch.isPlanned && stretch.state.severity > last.state.severity
            shown[shown.count - 1].span.to = stretch.span.to
            if isWorse || !last.isPlanned {
                shown[shown.count - 1].state = stretch.state
                shown[shown.count - 1].isPlanned = stretch.isPlanned
            }
        }
        return shown
    }
}

extension UnitState {
    /// How much it needs a person, from 0.
    var severity: Int {
        switch self {
        case .faulted: 8
        case .stopped: 7
        case .unknown: 6
        case .blocked: 5
        case .starved: 4
        case .idle: 3
        case .setup: 2
        case .producing: 1
        case .notScheduled: 0
        }
    }

    /// Whether it is what should be.
    var isNormal: Bool { severity <= 2 }
}

extension StateTimeline {
    /// The part within a span.
    func clipped(to span: TimeSpan) -> StateTimeline {
        var part = self
        part.stretches = stretches.compactMap { stretch in
            guard let shared = stretch.span.intersection(span) else { return nil }
            return Stretch(span: shared, state: stretch.state, isPlanned: stretch.isPlanned)
        }
        return part
    }
}
