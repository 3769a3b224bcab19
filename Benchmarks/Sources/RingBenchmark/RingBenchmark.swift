import Foundation

/// Measures the ring beside boost's `spsc_queue` and moodycamel's `ReaderWriterQueue`.
///
/// What counts are the ratios: absolute times depend on the machine's mood.
///
/// `--check` compares the ratios with `Thresholds/ring.json` and exits with 1 where one is over,
/// with 2 where the machine was too busy to tell. `--bursts N` sets how often all is measured.
@main
struct RingBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        let bursts = number(after: "--bursts", in: arguments) ?? 25
        Environment.current().report(bursts: bursts)
        let before = RoundTrip.nanoseconds()
        let single = Comparison(batched: false, bursts: bursts)
        let batched = Comparison(batched: true, bursts: bursts)
        let after = RoundTrip.nanoseconds()
        writeLine("cache line round trip: \(text(before)) ns before, \(text(after)) ns after")
        single.report(name: "single")
        batched.report(name: "batched")
        guard arguments.contains("--check") else { return }
        guard max(before, after) <= RoundTrip.disturbed else {
            writeLine("SKIPPED: others want the cores, the ratios say nothing; try again")
            exit(2)
        }
        let failures = try Thresholds.stored().failures(
            single: single.ratio, batched: batched.ratio)
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
}

/// Writes a line of the result.
func writeLine(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// A number with two digits after the point.
func text(_ number: Double) -> String {
    String(format: "%.2f", number)
}
