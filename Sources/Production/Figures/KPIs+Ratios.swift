import Plant
import Telemetry

// What follows from the same sums beside OEE; `KPI` says each formula.

extension Sums {
    /// Actual unit processing time, AUPT.
    public var processing: Int64 { production + setup }

    /// Actual unit busy time, AUBT.
    public var busy: Int64 { processing + delay }

    /// Corrective maintenance time, CMT: planned busy time in mode maintenance.
    public var correctiveMaintenance: Int64 {
        (Array(delays) + Array(minorAsProduction)).reduce(0) { sum, part in
            part.key.reason == .maintenance ? sum + part.value : sum
        }
    }

    func timeRatio(_ kpi: KPI, known: Int64) -> KPIValue {
        func share(_ part: Int64, of whole: Int64) -> KPIValue {
            whole > 0 ? .value(Double(part) / Double(whole)) : .null(.noProductionTime)
        }
        switch kpi {
        case .utilisation: return share(production, of: busy)
        case .technicalEfficiency: return share(production, of: production + delay)
        case .setupRatio: return share(setup, of: processing)
        case .nee:
            guard production > 0 else { return .null(.noProductionTime) }
            return rated {
                ratio(\.knownGood, over: known) * (Double(processing) / Double(production))
            }
        case .equipmentLoadRatio: return equipmentLoadRatio(known: known)
        default:
            let whole = kpi == .ooe ? planned + plannedDown : span
            return rated {
                ratio(\.knownGood, over: known) * (Double(planned) / Double(whole))
            }
        }
    }

    private func equipmentLoadRatio(known: Int64) -> KPIValue {
        guard isCounted else { return .null(.noData) }
        if let product = unrated.min() { return .null(.noRate(product: product)) }
        return .value(ratio(\.knownMade, over: known))
    }

    /// A KPI that needs to know which orders ran.
    func orderRatio(_ kpi: KPI, known: Int64) -> KPIValue {
        guard isOrderTracked else { return .null(.ordersNotTracked) }
        guard kpi != .allocationEfficiency else {
            return .value(Double(busy) / Double(known))
        }
        guard orderTime > 0 else { return .null(.noOrder) }
        switch kpi {
        case .allocationRatio: return .value(Double(busy) / Double(orderTime))
        case .productionProcessRatio: return .value(Double(production) / Double(orderTime))
        default: return isCounted ? .value(perHour(of: orderTime)) : .null(.noData)
        }
    }

    /// What was made in known time, in pieces per hour of some nanoseconds.
    private func perHour(of time: Int64) -> Double {
        let made = pieces.made - inUnknown.made
        let hours = Double(time) / Double(3600 * nanosecondsPerSecond)
        return Double(made) / Double(quantityScale) / hours
    }

    var correctiveMaintenanceRatio: KPIValue {
        guard isMaintenanceTracked else { return .null(.maintenanceNotTracked) }
        let all = correctiveMaintenance + plannedMaintenance
        guard all > 0 else { return .null(.noMaintenance) }
        return .value(Double(correctiveMaintenance) / Double(all))
    }

    func pieceRatio(_ kpi: KPI, known: Int64) -> KPIValue {
        guard isCounted else { return .null(.noData) }
        if kpi == .throughputPerHour { return .value(perHour(of: known)) }
        if kpi == .fallOffRatio, !isFirstOperation { return .null(.notFirstOperation) }
        guard isQualityMeasured else { return .null(.qualityNotMeasured) }
        let made = pieces.made - inUnknown.made
        guard made > 0 else { return .null(.noPieces) }
        let part =
            switch kpi {
            case .scrapRatio, .fallOffRatio: pieces.scrap - inUnknown.scrap
            case .reworkRatio: pieces.rework - inUnknown.rework
            default: pieces.good - inUnknown.good
            }
        return .value(Double(part) / Double(made))
    }

    func meanTime(_ kpi: KPI) -> KPIValue {
        guard failures > 0 else { return .null(.noFailures) }
        // Whichever convention: time in a minor stop is no operating time.
        let operating = production - minorAsProduction.values.reduce(0, +) + setup
        let time =
            switch kpi {
            case .mttf: operating
            case .mttr: faulted
            default: operating + faulted
            }
        return .value(Double(time) / Double(nanosecondsPerSecond) / Double(failures))
    }
}
