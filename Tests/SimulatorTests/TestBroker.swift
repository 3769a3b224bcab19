import Foundation

/// A mosquitto broker on a free loopback port, which keeps what it has over a restart.
final class TestBroker {
    struct Unavailable: Error {}

    private static let program = URL(fileURLWithPath: "/usr/sbin/mosquitto")
    private static let subscriber = URL(fileURLWithPath: "/usr/bin/mosquitto_sub")

    static var isInstalled: Bool {
        [program, subscriber].allSatisfy { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    let port: Int
    private let folder: URL
    private var command: Command

    init(in folder: URL) throws {
        self.folder = folder
        for _ in 0..<20 {
            let port = Int.random(in: 20_000..<60_000)
            if let command = try Self.start(port: port, in: folder) {
                self.port = port
                self.command = command
                return
            }
        }
        throw Unavailable()
    }

    deinit {
        command.process.terminate()
        _ = command.wait()
    }

    /// Ends the broker properly and starts it again after a while.
    func restart(after pause: TimeInterval) throws {
        command.process.terminate()
        _ = command.wait()
        Thread.sleep(forTimeInterval: pause)
        guard let command = try Self.start(port: port, in: folder) else { throw Unavailable() }
        self.command = command
    }

    /// Subscribes with a session that stays; with a count, prints so many payloads and ends.
    func subscribe(count: Int?) throws -> Command {
        let rest = count.map { ["-C", "\($0)", "-W", "20"] } ?? ["-E"]
        return try Command(
            Self.subscriber,
            ["-p", "\(port)", "-t", "mask-1/#", "-q", "1", "-i", "witness", "-c"] + rest,
            in: folder)
    }

    /// Nil where the port was taken.
    private static func start(port: Int, in folder: URL) throws -> Command? {
        let configuration = folder.appendingPathComponent("mosquitto.conf")
        let text = """
            listener \(port) 127.0.0.1
            allow_anonymous true
            user root
            persistence true
            persistence_location \(folder.path)/
            max_queued_messages 0
            max_inflight_messages 1000

            """
        try Data(text.utf8).write(to: configuration)
        let command = try Command(program, ["-c", configuration.path], in: folder)
        for _ in 0..<200 {
            if try command.errorText.contains("running") { return command }
            if !command.process.isRunning { return nil }
            Thread.sleep(forTimeInterval: 0.02)
        }
        command.process.terminate()
        return nil
    }
}
