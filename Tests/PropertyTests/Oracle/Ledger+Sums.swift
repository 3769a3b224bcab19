import Production
import Telemetry

extension Ledger {
    /// The same of what the figures say.
    init(_ sums: Sums) {
        for (time, value) in [
            (Time.span, sums.span), (.notScheduled, sums.notScheduled),
            (.plannedDown, sums.plannedDown), (.production, sums.production), (.setup, sums.setup),
            (.delay, sums.delay), (.down, sums.down), (.unknown, sums.unknown),
            (.unbridged, sums.unbridged), (.faulted, sums.faulted),
            (.plannedMaintenance, sums.plannedMaintenance), (.orders, sums.orderTime),
        ] {
            self[time] = value
        }
        for (part, value) in sums.delays { self[part.entry(isProduction: false)] += value }
        for (part, value) in sums.minorAsProduction {
            self[part.entry(isProduction: true)] += value
        }
        for (fate, pieces) in [
            (Fate.planned, sums.pieces), (.inUnknown, sums.inUnknown), (.outside, sums.outside),
        ] {
            for (kind, quantity) in pieces.byKind { self[.pieces(fate, kind)] = quantity }
        }
        for (product, pieces) in sums.byProduct {
            for (kind, quantity) in pieces.byKind { self[.product(product, kind)] = quantity }
        }
        for (rate, pieces) in sums.rated {
            for (part, quantity) in [
                (RatedPart.knownMade, pieces.knownMade), (.knownGood, pieces.knownGood),
                (.good, pieces.good), (.unclassified, pieces.unclassified),
                (.lostInSetup, pieces.lostInSetup),
            ] {
                self[.rated(itemTime: rate.itemTime, items: rate.items, part)] = quantity
            }
        }
        for product in sums.unrated { self[.unrated(product)] = 1 }
        self[.stops] = Int64(sums.stops)
        self[.minorStops] = Int64(sums.minorStops)
        self[.failures] = Int64(sums.failures)
    }
}

extension DelayPart {
    fileprivate func entry(isProduction: Bool) -> Ledger.Entry {
        .delay(reason.asReason, state, isMinor: isMinor, isProduction: isProduction)
    }
}

extension DelayReason {
    /// In the oracle's words.
    var asReason: Ledger.Reason {
        switch self {
        case .none: .none
        case .maintenance: .maintenance
        case .manual: .manual
        case .declared(let reason): .declared(reason)
        }
    }
}

extension PieceSums {
    fileprivate var byKind: [(CountKind, Int64)] {
        [(.made, made), (.good, good), (.scrap, scrap), (.rework, rework)]
    }
}

extension ExactKPI {
    /// How a value differs; nil where it is the same to the last few bits.
    func difference(from value: KPIValue) -> String? {
        switch (self, value) {
        case (.fraction(let numerator, let denominator), .value(let ratio)):
            let exact = Double(numerator) / Double(denominator)
            let distance = (ratio - exact).magnitude
            return distance <= exact.magnitude * 1e-14 ? nil : "\(ratio) and not \(exact)"
        case (.null(let reason), .null(let other)):
            return other.words == reason ? nil : "null, \(other.words), and not \(reason)"
        default: return "\(value) and not \(self)"
        }
    }
}

extension NullReason {
    fileprivate var words: String {
        switch self {
        case .noPlannedTime: "no planned time"
        case .noRate(let product): "no rate for product \(product)"
        case .noData: "no data"
        case .noProductionTime: "no production time"
        case .noPieces: "no pieces"
        case .qualityNotMeasured: "quality not measured"
        default: "\(self)"
        }
    }
}
