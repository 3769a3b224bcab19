internal import Foundation

/// The result of a run, shown and compared with the stored threshold.
struct Report {
    /// What was decoded.
    var input: String
    /// Nanoseconds per message through `Decoder.decode`.
    var own: Double
    /// Nanoseconds per message through simdjson on-demand.
    var peer: Double
    /// The median of the bursts' ratios.
    var ratio: Double

    /// Shows the result; with `--check` ends with 1 where the ratio exceeds the stored threshold.
    func finish(arguments: [String]) throws {
        show("machine    \(Self.machine)")
        show("input      \(input)")
        show("Decoder    \(Self.round(own)) ns a message (topic, whole payload checked, samples)")
        show("simdjson   \(Self.round(peer)) ns a message (on-demand, two fields)")
        show("ratio      \(Self.round(ratio))")
        guard arguments.contains("--check") else { return }
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Thresholds/decode.json")
        let threshold = try JSONDecoder().decode(Threshold.self, from: Data(contentsOf: file))
        let holds = ratio <= threshold.limit
        show("limit      \(threshold.limit): \(holds ? "kept" : "EXCEEDED")")
        show("goal       \(threshold.goal): \(ratio <= threshold.goal ? "reached" : "not reached")")
        if !holds { exit(1) }
    }

    /// What the file holds: a ratio that fails the check, and the one that is aimed at.
    private struct Threshold: Decodable {
        var limit: Double
        var goal: Double
    }

    private func show(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func round(_ value: Double) -> String {
        String((value * 100).rounded() / 100)
    }

    private static var machine: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = model?.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "unknown"
        return "\(name), \(ProcessInfo.processInfo.activeProcessorCount) processors"
    }
}
