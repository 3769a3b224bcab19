import Plant
import Telemetry

// What follows from the same sums beside OEE; `KPI` says each formula.

extension Sums {
    func timeRatio(_ kpi: KPI, known: Int64) -> KPIValue {
        let processing = production + setup
        func share(_ part: Int64, of whole: Int64) -> KPIValue {
            whole > 0 ? .value(Double(part) / Double(whole)) : .null(.noProductionTime)
        }
        switch kpi {
        case .utilisation: return share(production, of: processing + delay)
        case .technicalEfficiency: return share(production, of: production + delay)
        case .setupRatio: return share(setup, of: processing)
        case .nee:
            guard production > 0 else { return .null(.noProductionTime) }
            return rated {
                ratio(\.knownGood, over: known) * (Double(processing) / Double(production))
            }
        default:
            return rated {
                ratio(\.knownGood, over: known) * (Double(planned) / Double(span))
            }
        }
    }

    func pieceRatio(_ kpi: KPI, known: Int64) -> KPIValue {
        guard isCounted else { return .null(.noData) }
        let made = pieces.made - inUnknown.made
        if kpi == .throughputPerHour {
            let hours = Double(known) / Double(3600 * nanosecondsPerSecond)
            return .value(Double(made) / Double(quantityScale) / hours)
        }
        guard isQualityMeasured else { return .null(.qualityNotMeasured) }
        guard made > 0 else { return .null(.noPieces) }
        let part =
            switch kpi {
            case .scrapRatio: pieces.scrap - inUnknown.scrap
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
