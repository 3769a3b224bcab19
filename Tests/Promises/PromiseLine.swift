import Foundation

/// What a promise's test found, as `Tests/Acceptance/promise.py` defines it: printed as one line,
/// and added to the ledger that LINESIDE_LEDGER names.
package struct PromiseLine: Encodable {
    package var promise: String
    package var part: String
    package var runs = 0
    package var faults = 0
    package var messages = 0
    package var lost = 0
    package var doubled = 0
    package var recovery_s = 0.0
    private var seconds = 0.0
    package var seed: UInt64
    private var commit = ""

    private let begin = ContinuousClock.now

    private enum CodingKeys: CodingKey {
        case promise, part, runs, faults, messages, lost, doubled, recovery_s, seconds, seed, commit
    }

    package init(promise: String, part: String, seed: UInt64) {
        (self.promise, self.part, self.seed) = (promise, part, seed)
    }

    private static let environment = ProcessInfo.processInfo.environment

    /// How often a fault is tried: `usual`, or as often as the gate asks for.
    package static func runs(_ usual: Int) -> Int {
        environment["LINESIDE_RUNS"].flatMap(Int.init) ?? usual
    }

    /// The seed of every choice: `usual`, or that of the gate's turn.
    package static func seed(_ usual: UInt64) -> UInt64 {
        environment["LINESIDE_SEED"].flatMap(UInt64.init) ?? usual
    }

    /// Prints the line and adds it to the ledger.
    package mutating func close() {
        seconds = Double(Int((ContinuousClock.now - begin) / .milliseconds(100))) / 10
        commit = Self.commit
        do {
            let text = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
            FileHandle.standardOutput.write(Data("promise \(text)\n".utf8))
            try Self.append("\(text)\n")
        } catch {
            fatalError("the ledger cannot be written: \(error)")
        }
    }

    /// The commit under test, with a plus sign where the tree differs from it.
    package static var commit: String { environment["LINESIDE_COMMIT"] ?? describedCommit() }

    private static func append(_ text: String) throws {
        guard let ledger = environment["LINESIDE_LEDGER"] else { return }
        if !FileManager.default.fileExists(atPath: ledger) {
            _ = FileManager.default.createFile(atPath: ledger, contents: nil)
        }
        let file = try FileHandle(forUpdating: URL(filePath: ledger))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    private static func describedCommit() -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/git")
        process.arguments = ["-C", folder, "describe", "--always", "--dirty=+", "--exclude=*"]
        let pipe = Pipe()
        (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
        guard (try? process.run()) != nil else { return "" }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
