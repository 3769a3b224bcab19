import Foundation

/// Programs that tests start, and the folder they work in.
struct Command {
    let process = Process()
    let output: URL
    let errors: URL

    /// Starts a program; its output goes to files of the folder.
    init(_ executable: URL, _ arguments: [String], in folder: URL) throws {
        let name = "\(executable.lastPathComponent)-\(UUID().uuidString)"
        output = folder.appendingPathComponent(name + ".out")
        errors = folder.appendingPathComponent(name + ".err")
        try Data().write(to: output)
        try Data().write(to: errors)
        process.executableURL = executable
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try withSignalsOpen { try process.run() }
    }

    /// The simulator that was built with these tests.
    static func simulator(_ arguments: [String], in folder: URL) throws -> Command {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return try Command(
            tests.appendingPathComponent("lineside-simulate"), arguments, in: folder)
    }

    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    var outputLines: [String] {
        get throws { try Self.lines(of: output) }
    }

    var errorText: String {
        get throws { try String(contentsOf: errors, encoding: .utf8) }
    }

    static func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}

/// Threads of the test runner block signals; a child would inherit that and never hear SIGTERM.
private func withSignalsOpen(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
}

/// A temporary folder that goes away with its owner.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("simulator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
