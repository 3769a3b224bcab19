public import Plant
import Telemetry

/// The ledger of losses as TPM's six big losses; what belongs to none of them stands beside them.
///
/// A view of ``Sums``: the rows and the fully productive time add up to planned busy time exactly.
/// A delay goes by the class of its reason (`config/README.md`), a minor stop by its length.
public struct SixBigLosses: Sendable {
    /// The rows, in the order in which they are shown.
    public enum Row: String, CaseIterable, Sendable {
        /// Delay by a reason of class `breakdown`.
        case breakdown
        /// Setup time, and delay by a reason of class `setup`.
        case setup
        /// Delay in minor stops, and by a reason of class `minor`.
        case minorStops = "minor_stops"
        /// What production lacked of the declared rate, and delay by a reason of class `speed`.
        case speed = "reduced_speed"
        /// What was made in setup and was not good, and delay by a reason of class `startup`.
        case startup = "startup_rejects"
        /// What else was made and was not good, and delay by a reason of class `defect`.
        case defects = "process_defects"
        /// Delay in mode maintenance.
        case maintenance
        /// Delay in mode manual.
        case manual
        /// Starved or blocked with no reason of its own: the cause is elsewhere.
        case waiting = "starved_or_blocked"
        /// Delay by a reason of another class or of none.
        case otherReasons = "other_reasons"
        /// Delay of which nobody said why.
        case noReason = "no_reason_yet"
        /// Idle with no order running.
        case noOrder = "no_order"
        /// Planned busy time without a trustworthy state.
        case unknown
        /// Producing, where losses of speed and quality are not known.
        case open = "losses_not_known"

        /// Whether it is one of the six.
        public var isBigLoss: Bool {
            switch self {
            case .breakdown, .setup, .minorStops, .speed, .startup, .defects: true
            default: false
            }
        }
    }

    /// Nanoseconds by row; speed may be below zero, and a row without time is left out.
    public var times: [Row: Int64] = [:]
    /// Fully productive time, or nil where speed or quality is not known.
    public var productive: Int64?

    /// Sorts the losses of sums by the classes of a plant's reasons.
    public init(_ sums: Sums, reasons: [StopReason]) {
        for (part, time) in sums.delays { times[Self.row(part, reasons), default: 0] += time }
        let minor = sums.minorAsProduction.reduce(Int64(0)) { sum, entry in
            times[Self.row(entry.key, reasons), default: 0] += entry.value
            return sum + entry.value
        }
        times[.setup, default: 0] += sums.setup
        times[.noOrder] = sums.down
        times[.unknown] = sums.unknown
        if let ideal = sums.ledgerTimes {
            times[.speed, default: 0] += sums.production - ideal.made - minor
            let startup = sums.idealTime(\.lostInSetup)
            times[.startup, default: 0] += startup
            times[.defects, default: 0] += ideal.made - ideal.good - startup
            productive = ideal.good
        } else {
            times[.open] = sums.production - minor
        }
        times = times.filter { $0.value != 0 }
    }

    private static func row(_ part: DelayPart, _ reasons: [StopReason]) -> Row {
        switch part.reason {
        case .maintenance: return .maintenance
        case .manual: return .manual
        case _ where part.isMinor: return .minorStops
        case .none:
            return part.state.isWaiting ? .waiting : .noReason
        case .declared(let index):
            guard reasons.indices.contains(Int(index)) else { return .otherReasons }
            switch reasons[Int(index)].lossClass {
            case "breakdown": return .breakdown
            case "setup": return .setup
            case "minor": return .minorStops
            case "speed": return .speed
            case "startup": return .startup
            case "defect": return .defects
            default: return .otherReasons
            }
        }
    }
}
