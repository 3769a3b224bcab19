internal import Foundation

/// The stored limits of the ratios fold / plain bookkeeping.
struct Thresholds: Decodable {
    /// What is wanted, and what is let through: measured, with slack.
    struct Ratio: Decodable {
        let goal: Double
        let limit: Double
    }

    let oneUnit: Ratio
    let thousandUnits: Ratio

    static func stored() throws -> Thresholds {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Thresholds/fold.json")
        return try JSONDecoder().decode(Thresholds.self, from: Data(contentsOf: file))
    }

    /// One sentence for each ratio over its limit.
    func failures(one: Double, thousand: Double) -> [String] {
        [("one unit", one, oneUnit), ("a thousand units", thousand, thousandUnits)]
            .filter { $0.1 > $0.2.limit }
            .map { name, ratio, threshold in
                "\(name): \(text(ratio)) × the plain bookkeeping, limit \(text(threshold.limit)), "
                    + "goal \(text(threshold.goal))"
            }
    }
}
