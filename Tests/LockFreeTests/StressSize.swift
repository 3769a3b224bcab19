import Foundation

/// How many operations a stress test makes: a million, or what `LINESIDE_RUNS` says.
let stressOperations: Int = {
    guard let text = ProcessInfo.processInfo.environment["LINESIDE_RUNS"] else { return 1_000_000 }
    guard let number = Int(text), number > 0 else {
        preconditionFailure("LINESIDE_RUNS is a positive number")
    }
    return number
}()

/// What a stress test found, as one line for the gate's ledger; see `Tests/Acceptance/promise.py`.
func report(
    promise part: String, operations: Int, forbidden: Int, since start: ContinuousClock.Instant
) {
    let environment = ProcessInfo.processInfo.environment
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let line =
        #"{"promise":"P15","part":"\#(part)","runs":\#(operations),"faults":0,"#
        + #""messages":\#(operations),"lost":\#(forbidden),"doubled":0,"recovery_s":0,"seed":0,"#
        + #""seconds":\#((seconds * 10).rounded() / 10),"#
        + #""commit":"\#(environment["LINESIDE_COMMIT"] ?? "")"}"# + "\n"
    FileHandle.standardOutput.write(Data("promise \(line)".utf8))
    guard let ledger = environment["LINESIDE_LEDGER"] else { return }
    if !FileManager.default.fileExists(atPath: ledger) {
        _ = FileManager.default.createFile(atPath: ledger, contents: nil)
    }
    guard let file = FileHandle(forWritingAtPath: ledger) else { return }
    _ = try? file.seekToEnd()
    try? file.write(contentsOf: Data(line.utf8))
}
