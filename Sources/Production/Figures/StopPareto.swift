import Telemetry

/// Why a line stood, the most costly reason first: a view of the ledger and the stops that began.
///
/// Its times add up to delay, minor stops taken for production, and down time.
public struct StopPareto: Sendable {
    /// What a row is of.
    public enum Cause: Hashable, Sendable {
        /// Delay by its reason, or none yet.
        case delay(DelayReason)
        /// Starved or blocked with no reason of its own: the cause is elsewhere.
        case waiting
        /// Idle with no order running.
        case noOrder
    }

    /// One bar.
    public struct Row: Hashable, Sendable {
        /// Why.
        public var cause: Cause
        /// Nanoseconds.
        public var time: Int64
        /// Stops that began.
        public var stops: Int
        /// Those of them that are minor.
        public var minorStops: Int
    }

    /// The rows, the longest time first.
    public var rows: [Row]

    /// The time of all rows.
    public var time: Int64 { rows.reduce(0) { $0 + $1.time } }

    /// Sorts time and stops of a span by their causes.
    ///
    /// - Parameters:
    ///   - sums: of the span.
    ///   - stops: those that began in it, each once.
    public init(_ sums: Sums, stops: some Sequence<Stop>) {
        var found: [Cause: Row] = [:]
        func add(_ cause: Cause, time: Int64, stops: Int = 0, minor: Int = 0) {
            var row = found[cause] ?? Row(cause: cause, time: 0, stops: 0, minorStops: 0)
            row.time += time
            row.stops += stops
            row.minorStops += minor
            found[cause] = row
        }
        for (part, time) in sums.delays { add(part.cause, time: time) }
        for (part, time) in sums.minorAsProduction { add(part.cause, time: time) }
        if sums.down > 0 { add(.noOrder, time: sums.down) }
        for stop in stops {
            add(stop.cause, time: 0, stops: 1, minor: stop.isMinor ? 1 : 0)
        }
        rows = found.values.sorted {
            ($0.time, $0.stops, $1.cause.order) > ($1.time, $1.stops, $0.cause.order)
        }
    }

    /// The share of all time that the rows up to and with one have, in order.
    public var cumulative: [Double] {
        var sum: Int64 = 0
        return rows.map { row in
            sum += row.time
            return time > 0 ? Double(sum) / Double(time) : 0
        }
    }
}

extension StopPareto.Cause {
    /// A fixed order, for equal times.
    fileprivate var order: Int64 {
        switch self {
        case .waiting: -5
        case .noOrder: -4
        case .delay(let reason): reason.order
        }
    }
}

extension DelayPart {
    /// What it is sorted under.
    public var cause: StopPareto.Cause {
        reason == .none && state.isWaiting ? .waiting : .delay(reason)
    }
}

extension Stop {
    /// What it is sorted under.
    public var cause: StopPareto.Cause {
        if isOrderless { return .noOrder }
        return reason == .none && states.allSatisfy(\.isWaiting) ? .waiting : .delay(reason)
    }
}

extension UnitState {
    /// Whether it waits for another unit.
    var isWaiting: Bool { self == .starved || self == .blocked }
}
