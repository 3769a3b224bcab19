import Foundation

/// The stored limits of the ratios ours / the best peer.
struct Thresholds: Decodable {
    /// What is wanted, and what is let through: measured, with slack.
    struct Ratio: Decodable {
        let goal: Double
        let limit: Double
    }

    let single: Ratio
    let batched: Ratio

    /// `Benchmarks/Thresholds`.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Thresholds")

    static func stored() throws -> Thresholds {
        let file = folder.appending(path: "ring.json")
        return try JSONDecoder().decode(Thresholds.self, from: Data(contentsOf: file))
    }

    /// One sentence for each ratio over its limit.
    func failures(single: Double, batched: Double) -> [String] {
        [("single", single, self.single), ("batched", batched, self.batched)]
            .filter { $0.1 > $0.2.limit }
            .map { name, ratio, threshold in
                "\(name) is \(text(ratio)) × the best peer, limit \(text(threshold.limit)), "
                    + "goal \(text(threshold.goal))"
            }
    }
}
