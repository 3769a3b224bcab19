/// How a kind of unit behaves; all draws are made against these figures.
struct Profile: Sendable {
    /// Planned time per piece of each product.
    let cycleBlue: Milliseconds
    let cycleWhite: Milliseconds
    /// Pieces of 1,000 that are scrapped.
    let scrapPerMille: Int64
    /// Mean producing time between two micro-stops.
    let betweenMicroStops: Milliseconds
    /// Mean producing time between two breakdowns.
    let betweenBreakdowns: Milliseconds

    init(of unit: WorkUnit, cycleScale: Int64) {
        switch unit {
        case .body:
            cycleBlue = 250 * cycleScale
            cycleWhite = 300 * cycleScale
            scrapPerMille = 9
            betweenMicroStops = 11 * Schedule.minute
            betweenBreakdowns = 5 * Schedule.hour
        case .earLoopA, .earLoopB:
            cycleBlue = 500 * cycleScale
            cycleWhite = 600 * cycleScale
            scrapPerMille = unit == .earLoopA ? 12 : 19
            betweenMicroStops = 8 * Schedule.minute
            betweenBreakdowns = 3 * Schedule.hour
        case .packer:
            cycleBlue = 250 * cycleScale
            cycleWhite = 300 * cycleScale
            scrapPerMille = 7
            betweenMicroStops = 10 * Schedule.minute
            betweenBreakdowns = 6 * Schedule.hour
        }
    }

    func cycle(_ product: Product) -> Milliseconds {
        product == .blue ? cycleBlue : cycleWhite
    }
}

/// The planned time per piece.
public enum PlannedTime {
    /// Milliseconds per piece of the product on the unit, at a scale of the cycle times.
    public static func perPiece(
        _ product: Product, on unit: WorkUnit, cycleScale: Int64 = 1
    ) -> Milliseconds {
        Profile(of: unit, cycleScale: cycleScale).cycle(product)
    }
}
