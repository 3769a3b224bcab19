import Telemetry

/// A KPI of `production.md` section 5, by its name in the interface.
public enum KPI: String, CaseIterable, Sendable {
    case availability
    case effectiveness
    case quality
    case oee
    case coverage
    case oeeLow = "oee_low"
    case oeeHigh = "oee_high"
}

/// Why a KPI cannot be computed.
public enum NullReason: Hashable, Sendable {
    /// Nothing was planned in the span.
    case noPlannedTime
    /// No rate is declared for a product that was made; -1: for pieces of which nobody said the
    /// product.
    case noRate(product: Int32)
    /// Nothing is known of the span.
    case noData
    /// The unit did not produce for an instant.
    case noProductionTime
    /// Nothing was made.
    case noPieces
    /// Neither good pieces nor scrap are counted.
    case qualityNotMeasured
}

/// The value of a KPI, or why there is none.
///
/// Null is not zero.
public enum KPIValue: Hashable, Sendable {
    /// A ratio.
    case value(Double)
    /// Cannot be computed.
    case null(NullReason)

    /// The ratio, where there is one.
    public var ratio: Double? {
        if case .value(let ratio) = self { ratio } else { nil }
    }
}

extension Sums {
    /// The planned run time of pieces, in nanoseconds, rounded once.
    public func idealTime(_ pieces: KeyPath<RatedPieces, Int64>) -> Int64 {
        let ideal = ideal(pieces)
        return Int64(clamping: (ideal.numerator + ideal.denominator / 2) / ideal.denominator)
    }

    /// The value of a KPI.
    public func kpi(_ kpi: KPI) -> KPIValue {
        guard planned > 0 else { return .null(.noPlannedTime) }
        let known = planned - unknown
        switch kpi {
        case .coverage:
            return .value(Double(known) / Double(planned))
        case .availability:
            return known > 0 ? .value(Double(production) / Double(known)) : .null(.noData)
        case .effectiveness:
            return effectiveness(known: known)
        case .quality:
            return quality(known: known)
        case .oee:
            guard known > 0 else { return .null(.noData) }
            return rated { ratio(\.knownGood, over: known) }
        case .oeeLow:
            return rated { ratio(\.surelyGood, over: planned) }
        case .oeeHigh:
            return rated { ratio(\.good, plus: unbridged, over: planned) }
        }
    }

    private func effectiveness(known: Int64) -> KPIValue {
        guard known > 0, isCounted else { return .null(.noData) }
        if let product = unrated.min() { return .null(.noRate(product: product)) }
        guard production > 0 else { return .null(.noProductionTime) }
        return .value(ratio(\.knownMade, over: production))
    }

    private func quality(known: Int64) -> KPIValue {
        guard isQualityMeasured else { return .null(.qualityNotMeasured) }
        guard known > 0 else { return .null(.noData) }
        if let product = unrated.min() { return .null(.noRate(product: product)) }
        let made = ideal(\.knownMade)
        guard made.numerator != 0 else { return .null(.noPieces) }
        return .value(Double(ideal(\.knownGood).numerator) / Double(made.numerator))
    }

    /// A KPI that needs quality and a rate for everything that was made.
    private func rated(_ value: () -> Double) -> KPIValue {
        guard isQualityMeasured else { return .null(.qualityNotMeasured) }
        if let product = unrated.min() { return .null(.noRate(product: product)) }
        return .value(value())
    }

    private func ratio(
        _ pieces: KeyPath<RatedPieces, Int64>, plus time: Int64 = 0, over denominator: Int64
    ) -> Double {
        let ideal = ideal(pieces)
        return Double(ideal.numerator + Int128(time) * ideal.denominator)
            / Double(Int128(denominator) * ideal.denominator)
    }

    /// The planned run time of pieces, as an exact fraction of nanoseconds.
    private func ideal(
        _ pieces: KeyPath<RatedPieces, Int64>
    ) -> (numerator: Int128, denominator: Int128) {
        var common = rated.keys.reduce(Int128(1)) { $0.leastCommonMultiple(Int128($1.items)) }
        // With rates that have no small common denominator, a part of 2^-40 of a nanosecond.
        let isSmall = common < 1 << 40
        if !isSmall { common = 1 << 40 }
        let sum = rated.reduce(Int128(0)) { sum, entry in
            let (rate, counts) = entry
            let factor = common * Int128(rate.itemTime) / Int128(rate.items)
            return sum + Int128(counts[keyPath: pieces]) * factor
        }
        return (sum, common * 1_000_000)
    }
}

extension RatedPieces {
    /// Good whatever the unclassified ones are; scrap that is known was taken off already.
    fileprivate var surelyGood: Int64 { good - max(0, min(unclassified, good - knownGood)) }
}

extension Int128 {
    fileprivate func leastCommonMultiple(_ other: Int128) -> Int128 {
        var (a, b) = (self, other)
        while b != 0 { (a, b) = (b, a % b) }
        let (product, overflow) = (self / a).multipliedReportingOverflow(by: other)
        return overflow || product > 1 << 62 ? 1 << 62 : product
    }
}

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
        guard planned > 0, unrated.isEmpty, isQualityMeasured else { return losses }
        let made = idealTime(\.knownMade)
        let good = idealTime(\.knownGood)
        losses.append(Loss(lossClass: .speed, reason: nil, time: production - made))
        losses.append(Loss(lossClass: .quality, reason: nil, time: made - good))
        return losses
    }
}

extension DelayReason {
    /// A fixed order, for equal times.
    fileprivate var order: Int64 {
        switch self {
        case .none: -3
        case .maintenance: -2
        case .manual: -1
        case .declared(let index): Int64(index)
        }
    }
}
