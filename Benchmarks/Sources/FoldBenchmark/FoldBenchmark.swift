internal import Foundation

/// Measures the fold of samples in order, of one work unit and of a thousand.
///
/// What counts are the ratios: absolute times depend on the machine's mood. `--check` compares them
/// with `Thresholds/fold.json` and exits with 1 where one is over. `--bursts N` sets how often all
/// is measured.
@main
struct FoldBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        let bursts = number(after: "--bursts", in: arguments) ?? 15
        writeLine("machine: \(processor()), \(ProcessInfo.processInfo.activeProcessorCount) cores")
        writeLine("date: \(Date().formatted(.iso8601))")
        writeLine(
            "input: samples in order, 18 of 20 readings, \(bursts) bursts of \(Comparison.samples)")
        let one = try Comparison(units: 1, bursts: bursts)
        let thousand = try Comparison(units: 1000, bursts: bursts)
        one.report()
        thousand.report()
        guard arguments.contains("--check") else { return }
        let failures = try Thresholds.stored().failures(one: one.ratio, thousand: thousand.ratio)
        failures.forEach { writeLine("OVER THE THRESHOLD: \($0)") }
        if !failures.isEmpty { exit(1) }
        writeLine("within the thresholds")
    }

    private static func number(after name: String, in arguments: [String]) -> Int? {
        guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count,
            let number = Int(arguments[place + 1]), number > 0
        else { return nil }
        return number
    }

    private static func processor() -> String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = lines.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last
        return name?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }
}
