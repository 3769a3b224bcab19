import Plant

/// What only the figures of a span show; it holds of the whole span.
public enum SpanFinding: Hashable, Sendable {
    /// Made, good and scrap do not agree.
    case contradiction
    /// A product was made faster than its declared rate, while effectiveness is above 100 %.
    case rateBelowBest(RateComparison, product: Int32)
    /// Pieces were made outside planned busy time; whether good ones are told from bad.
    case outsidePlanned(PieceSums, isQualityMeasured: Bool)

    /// Its kind, by its name in the interface.
    public var kind: FindingKind {
        switch self {
        case .contradiction: .contradiction
        case .rateBelowBest: .rateBelowBest
        case .outsidePlanned: .outsidePlanned
        }
    }
}

/// A planned run time and the one that was demonstrated, both as the mean over a span.
public struct RateComparison: Hashable, Sendable {
    /// Σ PRI·PQ / PQ, in nanoseconds an item.
    public var declared: Int64
    /// APT / PQ, in nanoseconds an item.
    public var demonstrated: Int64
}

extension Sums {
    /// The declared and the demonstrated time per item, where what was made in known time is more
    /// than the declared rate allows in production time; else nil.
    public var rateBelowBest: RateComparison? {
        let ideal = idealTime(\.knownMade)
        let made = rated.values.reduce(Int128(0)) { $0 + Int128($1.knownMade) }
        guard production > 0, ideal > production, made > 0 else { return nil }
        func perItem(_ time: Int64) -> Int64 {
            Int64(clamping: (Int128(time) * Int128(quantityScale) + made / 2) / made)
        }
        return RateComparison(declared: perItem(ideal), demonstrated: perItem(production))
    }
}
