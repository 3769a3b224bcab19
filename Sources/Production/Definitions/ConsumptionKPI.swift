/// What energy and supplies cost a piece: computed from meters, beside the KPIs of ``Sums``.
public enum ConsumptionKPI: String, CaseIterable, Sendable {
    /// Comprehensive energy consumption of ISO 22400-2: consumption / PQ.
    case perMade = "per_made"
    /// Consumption / GQ.
    case perGood = "per_good"

    /// Units of the meter a piece; what was consumed is in millionths of that unit.
    public func value(consumed: Int64, of pieces: PieceTotals) -> KPIValue {
        switch self {
        case .perMade: Self.value(consumed, pieces.made, orElse: .noData)
        case .perGood: Self.value(consumed, pieces.good, orElse: .qualityNotMeasured)
        }
    }

    private static func value(
        _ consumed: Int64, _ pieces: Int64?, orElse reason: NullReason
    ) -> KPIValue {
        guard let pieces else { return .null(reason) }
        guard pieces > 0 else { return .null(.noPieces) }
        return .value(Double(consumed) / Double(pieces))
    }
}

/// All pieces of a span, in millionths, whether planned or not.
public struct PieceTotals: Sendable {
    /// Nil where nobody counts them.
    public var made: Int64?
    /// Nil where nobody tells good from bad.
    public var good: Int64?

    /// Makes them.
    public init(made: Int64?, good: Int64?) {
        self.made = made
        self.good = good
    }
}
