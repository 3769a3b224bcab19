import CBoostQueue

/// Ours beside boost, burst by burst in turn, so that both meet the same mood of the machine.
///
/// In batches boost can copy out or read in place: the way with the lower median is the peer.
struct Comparison {
    /// The median of the ratios of the bursts, each ours / boost.
    let ratio: Double
    private let spread: (low: Double, high: Double)
    private let ours: Double
    private let boost: [Double]

    init(batched: Bool, bursts: Int) {
        let ways = batched ? [BoostWayBatchCopied, BoostWayBatchInPlace] : [BoostWaySingle]
        var ours: [Double] = []
        var peers: [[Double]] = ways.map { _ in [] }
        // One burst more: the first warms up and is thrown away.
        for _ in 0...bursts {
            ours.append(Carry.ours(batched: batched))
            for (place, way) in ways.enumerated() { peers[place].append(Carry.boost(way)) }
        }
        ours.removeFirst()
        for place in peers.indices { peers[place].removeFirst() }
        let medians = peers.map(Self.median)
        let best = medians.indices.min { medians[$0] < medians[$1] } ?? 0
        let boost = peers[best]
        let ratios = zip(ours, boost).map { $0 / $1 }.sorted()
        ratio = Self.median(ratios)
        spread = (ratios[ratios.count / 4], ratios[ratios.count * 3 / 4])
        self.ours = Self.median(ours)
        self.boost = medians
    }

    func report(name: String) {
        let peers = boost.map(text).joined(separator: " or ")
        writeLine(
            "\(name): ours \(text(ours)) ns, boost \(peers) ns, RATIO \(text(ratio)) "
                + "(middle half \(text(spread.low)) to \(text(spread.high)))")
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}
