import CPeerQueues
import Foundation

/// Where, when and of what a result was measured.
struct Environment {
    let processor: String
    let cores: Int
    let date: String
    let commit: String

    static func current() -> Environment {
        Environment(
            processor: processorName(), cores: ProcessInfo.processInfo.activeProcessorCount,
            date: Date().formatted(.iso8601), commit: commitName())
    }

    func report(bursts: Int) {
        writeLine("machine: \(processor), \(cores) cores")
        writeLine("date: \(date), commit: \(commit)")
        writeLine(
            "input: 64-byte elements, ring of \(peerQueueCapacity), batches of \(Carry.batch), "
                + "\(bursts) interleaved bursts of \(Carry.elements(batched: false)) single and "
                + "\(Carry.elements(batched: true)) batched elements each")
    }

    private static func processorName() -> String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = lines.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last
        return name?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }

    private static func commitName() -> String {
        let git = Process()
        let output = Pipe()
        git.executableURL = URL(filePath: "/usr/bin/env")
        git.arguments = ["git", "-C", Thresholds.folder.path(), "rev-parse", "--short", "HEAD"]
        git.standardOutput = output
        git.standardError = FileHandle.nullDevice
        guard (try? git.run()) != nil else { return "unknown" }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        let name = String(bytes: bytes, encoding: .utf8)?.trimmingCharacters(in: .newlines) ?? ""
        return git.terminationStatus == 0 && !name.isEmpty ? name : "unknown"
    }
}
