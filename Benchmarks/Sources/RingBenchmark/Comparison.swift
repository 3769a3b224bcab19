import CPeerQueues

/// Ours beside its peers, burst by burst in turn, so that all meet the same mood of the machine.
///
/// The way of a peer with the lowest median is the one that counts.
struct Comparison {
    /// The median of the ratios of the bursts, each ours / the best peer.
    let ratio: Double
    private let spread: (low: Double, high: Double)
    private let ours: Double
    private let peers: [(name: String, median: Double)]
    private let best: Int

    init(batched: Bool, bursts: Int) {
        let ways = batched ? Self.batchedWays : Self.singleWays
        var ours: [Double] = []
        var peers: [[Double]] = ways.map { _ in [] }
        // One burst more: the first warms up and is thrown away.
        for _ in 0...bursts {
            ours.append(Carry.ours(batched: batched))
            for (place, way) in ways.enumerated() {
                peers[place].append(Carry.peer(way.way, batched: batched))
            }
        }
        ours.removeFirst()
        for place in peers.indices { peers[place].removeFirst() }
        let medians = peers.map(Self.median)
        best = medians.indices.min { medians[$0] < medians[$1] } ?? 0
        let ratios = zip(ours, peers[best]).map { $0 / $1 }.sorted()
        ratio = Self.median(ratios)
        spread = (ratios[ratios.count / 4], ratios[ratios.count * 3 / 4])
        self.ours = Self.median(ours)
        self.peers = zip(ways, medians).map { ($0.name, $1) }
    }

    func report(name: String) {
        let list = peers.map { "\($0.name) \(text($0.median)) ns" }.joined(separator: ", ")
        writeLine(
            "\(name): ours \(text(ours)) ns, \(list); RATIO to \(peers[best].name) \(text(ratio)) "
                + "(middle half \(text(spread.low)) to \(text(spread.high)))")
    }

    private static let singleWays = [
        (name: "boost", way: PeerWayBoostSingle),
        (name: "moodycamel", way: PeerWayMoodycamelCopied),
    ]

    private static let batchedWays = [
        (name: "boost copied", way: PeerWayBoostBatchCopied),
        (name: "boost in place", way: PeerWayBoostBatchInPlace),
        (name: "moodycamel in place", way: PeerWayMoodycamelInPlace),
    ]

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}
