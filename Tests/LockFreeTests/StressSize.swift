import Promises

/// How many operations a stress test makes: a million, or what `LINESIDE_RUNS` says.
let stressOperations = PromiseLine.runs(1_000_000)

/// Tells what a stress test found: how many operations were made, and how often what is forbidden
/// was seen.
func report(_ line: consuming PromiseLine, operations: Int, forbidden: Int) {
    (line.runs, line.messages, line.lost) = (operations, operations, forbidden)
    line.close()
}
