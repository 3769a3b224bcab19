import Telemetry

/// The time elements of `production.md` section 3, as far as a unit's condition decides them.
public enum TimeElement: UInt8, CaseIterable, Sendable {
    /// Actual production time, APT.
    case production
    /// Actual unit setup time, AUST.
    case setup
    /// Actual unit delay time, ADET.
    case delay
    /// Actual unit down time, ADOT: idle with no order running.
    case down
    /// No trustworthy state.
    case unknown
    /// The source says that it is not scheduled.
    case notScheduled

    /// Whether a maximal run of such time is a stop.
    public var isStop: Bool { self == .delay || self == .down }
}

extension Condition {
    /// The time element of planned busy time in this condition.
    ///
    /// - Parameter tracksOrders: whether the unit has an order signal; if not, idle is delay.
    /// - Returns: The element, as if all time were planned busy time.
    public func element(tracksOrders: Bool) -> TimeElement {
        switch (state, mode) {
        case (.unknown, _): .unknown
        case (.notScheduled, _): .notScheduled
        case (_, .maintenance), (_, .manual): .delay
        case (.faulted, _): .delay
        case (_, .setup), (.setup, _): .setup
        case (.producing, _): .production
        case (.idle, _): tracksOrders && order == 0 ? .down : .delay
        case (.starved, _), (.blocked, _), (.stopped, _): .delay
        }
    }

    /// Whether this may belong to a stop, or its state to one that is said to have a reason later.
    ///
    /// Wider than ``TimeElement/isStop``: what surrounds a span is read up to where this is false.
    public var isStop: Bool {
        switch state {
        case .unknown, .notScheduled: false
        case .idle, .starved, .blocked, .stopped, .faulted: true
        case .producing, .setup: mode == .maintenance || mode == .manual
        }
    }

    /// Why the unit stands, with the mode's own reason where it has one.
    public var delayReason: DelayReason {
        switch mode {
        case .maintenance: .maintenance
        case .manual: .manual
        case .production, .setup: reason < 0 ? .none : .declared(reason)
        }
    }
}

/// Why a unit stands.
public enum DelayReason: Hashable, Sendable {
    /// Nobody said yet.
    case none
    /// Index into the plant's reasons.
    case declared(Int32)
    /// The unit is in mode maintenance.
    case maintenance
    /// The unit is in mode manual.
    case manual
}
