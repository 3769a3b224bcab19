internal import Foundation

/// Measures what a day and a shift cost to ask for in stores of growing size.
///
/// What counts are the ratios to the smallest store, measured in turns. `--check` is quick (0.3
/// and 3 million facts), compares them with `Thresholds/growth.json` and exits with 1 where one
/// is over; without it 1, 10 and 100 million facts are measured, about 15 GB. `--millions 1,10`
/// says how many instead, `--folder PATH` where the stores are made; they are removed.
@main
struct GrowthBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        let isQuick = arguments.contains("--check")
        let sizes =
            try value(after: "--millions", in: arguments).map(sizes)
            ?? (isQuick ? [300_000, 3_000_000] : [1_000_000, 10_000_000, 100_000_000])
        let folder =
            (value(after: "--folder", in: arguments) ?? NSTemporaryDirectory())
            + "/lineside-growth-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        writeLine("machine: \(processor()), \(ProcessInfo.processInfo.activeProcessorCount) cores")
        writeLine("date: \(Date().formatted(.iso8601))")
        writeLine("input: \(FilledStore.description)")
        var stores: [FilledStore] = []
        for size in sizes {
            let store = try FilledStore(path: folder + "/\(size).sqlite", facts: size)
            store.report()
            stores.append(store)
        }
        let comparison = try GrowthComparison(stores, rounds: isQuick ? 12 : 60)
        comparison.report()
        guard isQuick else { return }
        let failures = try GrowthThresholds.stored().failures(comparison)
        failures.forEach { writeLine("OVER THE THRESHOLD: \($0)") }
        if !failures.isEmpty { exit(1) }
        writeLine("within the thresholds")
    }

    private struct BadArgument: Error {}

    private static func sizes(_ text: String) throws -> [Int] {
        try text.split(separator: ",").map { part in
            guard let millions = Double(part), millions > 0 else { throw BadArgument() }
            return Int(millions * 1_000_000)
        }
    }

    private static func value(after name: String, in arguments: [String]) -> String? {
        guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else {
            return nil
        }
        return arguments[place + 1]
    }

    private static func processor() -> String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = lines.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last
        return name?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }
}

func writeLine(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
