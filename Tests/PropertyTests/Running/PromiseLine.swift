import Foundation

/// What a promise's test found, in the form of Tests/Acceptance/promise.py: printed as one line,
/// and added to the ledger that `LINESIDE_LEDGER` names.
struct PromiseLine {
    var promise: String
    var part: String
    var runs: Int
    var faults: Int
    var messages: Int
    var lost: Int
    var doubled: Int
    var recoverySeconds: Double
    var seconds: Double
    var seed: UInt64
    /// Figures of this promise alone; the values are JSON.
    var more: [String: String] = [:]

    /// Prints it and adds it to the ledger.
    func close() {
        var fields: [(String, String)] = [
            ("promise", "\"\(promise)\""), ("part", "\"\(part)\""), ("runs", "\(runs)"),
            ("faults", "\(faults)"), ("messages", "\(messages)"), ("lost", "\(lost)"),
            ("doubled", "\(doubled)"), ("recovery_s", rounded(recoverySeconds, 3)),
            ("seed", "\(seed)"), ("seconds", rounded(seconds, 1)),
            ("commit", "\"\(Environment.commit)\""),
        ]
        fields += more.sorted { $0.key < $1.key }
        let text = "{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
        Environment.print("promise " + text)
        guard let ledger = Environment.text("LINESIDE_LEDGER") else { return }
        if !FileManager.default.fileExists(atPath: ledger) {
            _ = FileManager.default.createFile(atPath: ledger, contents: nil)
        }
        guard let file = FileHandle(forWritingAtPath: ledger) else { return }
        _ = try? file.seekToEnd()
        try? file.write(contentsOf: Data((text + "\n").utf8))
    }

    private func rounded(_ number: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", number)
    }
}

/// What whoever runs the tests asks for.
enum Environment {
    static func text(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    static func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    /// The commit under test, where it is said.
    static var commit: String { text("LINESIDE_COMMIT") ?? "not said" }

    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// Seeds, spread over the cores.
enum Workers {
    static func reduce<Tally: Summable>(
        _ seeds: Range<UInt64>, into empty: Tally,
        _ body: @escaping @Sendable (inout Tally, UInt64) -> Void
    ) async -> Tally {
        let count = ProcessInfo.processInfo.activeProcessorCount
        return await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<count {
                group.addTask {
                    var tally = empty
                    for seed in seeds where seed % UInt64(count) == UInt64(worker) {
                        body(&tally, seed)
                    }
                    return tally
                }
            }
            return await group.reduce(into: empty) { $0 += $1 }
        }
    }
}

/// What is counted apart and added up.
protocol Summable: Sendable {
    static func += (left: inout Self, right: Self)
}
