import ArgumentParser
import Foundation
import ServiceLifecycle
import Subprocess
import SystemPackage

/// A program that runs beside the daemon until the group ends, and is then asked to end by its id.
struct ChildService: Service {
    /// For messages.
    let name: String
    /// Path, or a name to be looked for on the path and in `/usr/sbin`.
    let program: String
    let arguments: [String]
    /// The file for its output.
    let log: String
    /// What to wait for before it is started.
    var start: Signal?

    func run() async throws {
        let executable = try Self.find(program)
        try await cancelWhenGracefulShutdown {
            await start?.wait()
            guard !Task.isCancelled else { return }
            let file = try FileDescriptor.open(
                FilePath(log), .writeOnly, options: [.create, .append],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            var options = PlatformOptions()
            // Ctrl-C goes to the whole group of the terminal: the daemon is to end before its
            // broker.
            options.processGroupID = 0
            options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(15))]
            _ = try await Subprocess.run(
                .path(FilePath(executable)), arguments: Arguments(arguments),
                platformOptions: options, input: .none,
                output: .fileDescriptor(file, closeAfterSpawningProcess: false),
                error: .fileDescriptor(file, closeAfterSpawningProcess: true))
            guard Task.isCancelled else {
                throw failure(Exit.inputOutput, "\(name) ended by itself; its log is \(log)")
            }
        }
    }

    private static func find(_ program: String) throws -> String {
        guard !program.contains("/") else { return program }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin"]
        guard
            let found = folders.map({ $0 + "/" + program }).first(
                where: FileManager.default.isExecutableFile)
        else {
            throw failure(
                Exit.noInput, "\(program) is not installed; \"make demo\" installs what is missing")
        }
        return found
    }
}

/// Something that happens once, and the one who waits for it.
struct Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    /// Says that it happened; any number of times.
    func fire() { continuation.finish() }

    /// Returns when it happened, or the task is cancelled.
    func wait() async {
        for await _ in stream {}
    }
}
