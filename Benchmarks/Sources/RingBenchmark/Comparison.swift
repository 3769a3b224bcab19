import CBoostQueue

/// Ours beside boost, burst by burst in turn, so that both meet the same mood of the machine.
struct Comparison {
    /// The median of the ratios of the bursts, each ours / boost.
    let ratio: Double
    private let spread: (low: Double, high: Double)
    private let ours: Double
    private let boost: Double

    init(batched: Bool, bursts: Int) {
        var ours: [Double] = []
        var boost: [Double] = []
        for burst in 0...bursts {
            let first = burst % 2 == 0 ? Carry.ours(batched: batched) : nil
            let peer = Self.boost(batched: batched)
            let own = first ?? Carry.ours(batched: batched)
            // The first burst only warms up.
            if burst > 0 {
                ours.append(own)
                boost.append(peer)
            }
        }
        let ratios = zip(ours, boost).map { $0 / $1 }.sorted()
        ratio = ratios[ratios.count / 2]
        spread = (ratios[ratios.count / 4], ratios[ratios.count * 3 / 4])
        self.ours = ours.sorted()[bursts / 2]
        self.boost = boost.sorted()[bursts / 2]
    }

    func report(name: String) {
        writeLine(
            "\(name): ours \(text(ours)) ns, boost \(text(boost)) ns, RATIO \(text(ratio)) "
                + "(middle half \(text(spread.low)) to \(text(spread.high)))")
    }

    /// Boost's best way: in batches the better of copying out and reading in place.
    private static func boost(batched: Bool) -> Double {
        guard batched else { return Carry.boost(BoostWaySingle) }
        return min(Carry.boost(BoostWayBatchCopied), Carry.boost(BoostWayBatchInPlace))
    }
}
