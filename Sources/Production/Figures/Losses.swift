import Telemetry

/// One entry of the ledger of losses; the entries and the fully productive time add up to PBT.
public struct Loss: Hashable, Sendable {
    /// The class of a loss, by its name in the interface.
    public enum Class: String, Sendable {
        case delay, setup, down, unknown, speed, quality
    }

    /// Its class.
    public var lossClass: Class
    /// Why, for delay.
    public var reason: DelayReason?
    /// Nanoseconds; speed is negative where effectiveness is above 100 %.
    public var time: Int64
}

extension Sums {
    /// Where planned busy time went that was not fully productive: largest delay first.
    ///
    /// Speed and quality are left out where no rate or no quality is known: then the ledger is
    /// open.
    public var losses: [Loss] {
        var losses = delayByReason.sorted { ($0.value, $1.key.order) > ($1.value, $0.key.order) }
            .map { Loss(lossClass: .delay, reason: $0.key, time: $0.value) }
        for (lossClass, time) in [
            (Loss.Class.setup, setup), (.down, down), (.unknown, unknown),
        ] where time != 0 {
            losses.append(Loss(lossClass: lossClass, reason: nil, time: time))
        }
        guard let ideal = ledgerTimes else { return losses }
        losses.append(Loss(lossClass: .speed, reason: nil, time: production - ideal.made))
        losses.append(Loss(lossClass: .quality, reason: nil, time: ideal.made - ideal.good))
        return losses
    }

    /// The planned run time of what was made and of what was good in known time, which close the
    /// ledger; nil where no rate or no quality is known.
    var ledgerTimes: (made: Int64, good: Int64)? {
        guard planned > 0, unrated.isEmpty, isQualityMeasured else { return nil }
        return (idealTime(\.knownMade), idealTime(\.knownGood))
    }
}

extension DelayReason {
    /// A fixed order, for equal times.
    var order: Int64 {
        switch self {
        case .none: -3
        case .maintenance: -2
        case .manual: -1
        case .declared(let index): Int64(index)
        }
    }
}
