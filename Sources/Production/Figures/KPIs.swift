import Telemetry

/// A KPI of `production.md` section 5, by its name in the interface.
///
/// Each is a pure function of ``Sums``: that of a day is computed from the sums of its shifts,
/// never from their ratios. Formulae are those of ISO 22400-2:2014 where it has them; the letters
/// are its own. All but the bounds, coverage and TEEP are of the known part of planned busy time.
public enum KPI: String, CaseIterable, Sendable {
    /// APT / PBT.
    case availability
    /// Σ PRI·PQ / APT; above 1 where the declared rate is below the demonstrated best.
    case effectiveness
    /// Σ PRI·GQ / Σ PRI·PQ, so that availability · effectiveness · quality = OEE with mixed
    /// products.
    case quality
    /// Σ PRI·GQ / PBT.
    case oee
    /// Known PBT / PBT.
    case coverage
    /// The least OEE of the whole span at the declared rate.
    case oeeLow = "oee_low"
    /// The most.
    case oeeHigh = "oee_high"
    /// GQ / PQ, by pieces: beside ``quality``, which weighs products by their planned run time.
    case qualityByPieces = "quality_by_pieces"
    /// Net equipment effectiveness: AUPT / PBT · effectiveness · quality, AUPT = APT + AUST; setup
    /// is no loss.
    case nee
    /// Utilisation efficiency: APT / AUBT, AUBT = APT + AUST + ADET.
    case utilisation
    /// APT / (APT + ADET).
    case technicalEfficiency = "technical_efficiency"
    /// AUST / AUPT.
    case setupRatio = "setup_ratio"
    /// SQ / PQ.
    case scrapRatio = "scrap_ratio"
    /// RQ / PQ.
    case reworkRatio = "rework_ratio"
    /// Total effective equipment performance: OEE · PBT / all time. Not of ISO 22400-2.
    case teep
    /// PQ / AOET in pieces per hour, AOET = APT + AUST + ADET + ADOT as in OPC 40501-1, C.2.4.
    case throughputPerHour = "throughput_per_h"
    /// Mean time between failures in seconds: ``mttf`` + ``mttr``; delays by no failure are left
    /// out.
    case mtbf = "mtbf_s"
    /// Mean operating time to failure in seconds: (APT + AUST) / failures, minor stops left out.
    case mttf = "mttf_s"
    /// Mean time to restoration in seconds: PBT in the state `faulted` / failures.
    case mttr = "mttr_s"
    /// AUBT / PBT: planned time that was used for orders.
    case allocationEfficiency = "allocation_efficiency"
    /// AUBT / AOET of the orders themselves, ``Sums/orderTime``.
    case allocationRatio = "allocation_ratio"
    /// APT / AOET of the orders themselves.
    case productionProcessRatio = "production_process_ratio"
    /// PQ / AOET of the orders themselves in pieces per hour, where ``throughputPerHour`` divides
    /// by planned time.
    case orderThroughputPerHour = "order_throughput_per_h"
    /// PQ / EPC, the equipment's capacity EPC being PBT at the declared rate: Σ PRI·PQ / PBT.
    case equipmentLoadRatio = "equipment_load_ratio"
    /// SQ / PQ of a first operation: a unit that no other feeds.
    case fallOffRatio = "fall_off_ratio"
    /// CMT / (CMT + PMT): maintenance that nobody planned in all maintenance.
    case correctiveMaintenanceRatio = "corrective_maintenance_ratio"
    /// Overall operations effectiveness: OEE · PBT / (PBT + planned down). Not of ISO 22400-2.
    case ooe

    /// In what a KPI is given.
    public enum Unit: Sendable {
        /// A share of one.
        case ratio
        /// Pieces per hour.
        case piecesPerHour
        /// Seconds.
        case seconds
    }

    /// In what it is given.
    public var unit: Unit {
        switch self {
        case .throughputPerHour, .orderThroughputPerHour: .piecesPerHour
        case .mtbf, .mttf, .mttr: .seconds
        default: .ratio
        }
    }
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
    /// The unit did not fail.
    case noFailures
    /// No signal says which order runs.
    case ordersNotTracked
    /// No order ran.
    case noOrder
    /// Other units feed this one.
    case notFirstOperation
    /// No signal says when the unit is in maintenance.
    case maintenanceNotTracked
    /// There was no maintenance.
    case noMaintenance
}

/// The value of a KPI, or why there is none.
///
/// Null is not zero.
public enum KPIValue: Hashable, Sendable {
    /// A number in the KPI's ``KPI/unit``.
    case value(Double)
    /// Cannot be computed.
    case null(NullReason)

    /// The number, where there is one.
    public var ratio: Double? {
        if case .value(let ratio) = self { ratio } else { nil }
    }
}

extension Sums {
    /// The planned run time of pieces, in nanoseconds, rounded once.
    public func idealTime(_ pieces: KeyPath<RatedPieces, Int64>) -> Int64 {
        let ideal = ideal(pieces)
        // Division cuts towards zero: more scrap than was made is a time below it.
        let half = ideal.numerator < 0 ? -ideal.denominator / 2 : ideal.denominator / 2
        return Int64(clamping: (ideal.numerator + half) / ideal.denominator)
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
        default:
            guard known > 0 else { return .null(.noData) }
            return ratio(kpi, known: known)
        }
    }

    /// A KPI beside OEE, with some planned time known.
    private func ratio(_ kpi: KPI, known: Int64) -> KPIValue {
        switch kpi {
        case .qualityByPieces, .scrapRatio, .reworkRatio, .fallOffRatio, .throughputPerHour:
            pieceRatio(kpi, known: known)
        case .allocationEfficiency, .allocationRatio, .productionProcessRatio,
            .orderThroughputPerHour:
            orderRatio(kpi, known: known)
        case .mtbf, .mttf, .mttr: meanTime(kpi)
        case .correctiveMaintenanceRatio: correctiveMaintenanceRatio
        default: timeRatio(kpi, known: known)
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
    func rated(_ value: () -> Double) -> KPIValue {
        guard isQualityMeasured else { return .null(.qualityNotMeasured) }
        if let product = unrated.min() { return .null(.noRate(product: product)) }
        return .value(value())
    }

    func ratio(
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
    public var surelyGood: Int64 { good - max(0, min(unclassified, good - knownGood)) }
}

extension Int128 {
    fileprivate func leastCommonMultiple(_ other: Int128) -> Int128 {
        var (a, b) = (self, other)
        while b != 0 { (a, b) = (b, a % b) }
        let (product, overflow) = (self / a).multipliedReportingOverflow(by: other)
        return overflow || product > 1 << 62 ? 1 << 62 : product
    }
}
