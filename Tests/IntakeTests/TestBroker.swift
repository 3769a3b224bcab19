import Foundation

@testable import Intake

/// A mosquitto of the test's own on a free loopback port, with a folder of its own.
final class TestBroker {
    static let path = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static var isInstalled: Bool { path != nil }

    let folder: URL
    let port: Int
    private var process: ChildProcess?
    /// What publishers must say besides host and port.
    var publisherArguments: [String] = []

    init(settings: (URL) throws -> String = { _ in "allow_anonymous true" }) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("intake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        port = try freePort()
        let configuration = """
            user root
            listener \(port) 127.0.0.1
            persistence true
            persistence_location \(folder.path)/
            autosave_interval 1
            sys_interval 1
            max_queued_messages 0
            max_inflight_messages 0
            \(try settings(folder))
            """
        try configuration.write(
            to: folder.appendingPathComponent("broker.conf"), atomically: true, encoding: .utf8)
        try start()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    func start() throws {
        guard let path = Self.path else { throw CancellationError() }
        process = try ChildProcess(
            path, ["-c", folder.appendingPathComponent("broker.conf").path])
        for _ in 0..<500 {
            if accepts(port: port) { return }
            pause(milliseconds: 10)
        }
        throw CancellationError()
    }

    /// Ends the broker in good order; it saves its sessions.
    func stop() {
        process?.end()
        _ = process?.wait()
        process = nil
    }

    /// Options for a session of this broker with short pauses.
    func options(_ client: String, topics: [String]) -> IntakeOptions {
        var options = IntakeOptions(host: "127.0.0.1", clientID: client, topics: topics)
        options.port = port
        options.backoffFirstMilliseconds = 50
        options.backoffLastMilliseconds = 400
        options.noRoomRetryMilliseconds = 20
        return options
    }

    /// Has the broker make a session in which nobody subscribes: CONNECT, its answer, and gone.
    func makeSession(_ client: String) throws {
        let name = [UInt8](client.utf8)
        // MQTT 5, no clean start, no keep alive; the session expires after an hour.
        let body: [UInt8] =
            [0, 4] + [UInt8]("MQTT".utf8) + [5, 0, 0, 0] + [5, 0x11, 0, 0, 0x0E, 0x10]
            + [0, UInt8(name.count)] + name
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let packet = [0x10, UInt8(body.count)] + body
        var answer = [UInt8](repeating: 0, count: 4)
        guard reaches(descriptor, port: port),
            unsafe send(descriptor, packet, packet.count, 0) == packet.count,
            unsafe recv(descriptor, &answer, 4, 0) == 4
        else { throw CancellationError() }
        guard answer[0] == 0x20, answer[2] == 0, answer[3] == 0 else {
            throw CancellationError()
        }
    }

    /// Publishes each text at quality of service 1 and waits until the broker has them.
    func publish(_ topic: String, _ texts: [String], retain: Bool = false) throws {
        let publisher = try self.publisher(["-t", topic, "-l"] + (retain ? ["-r"] : []))
        publisher.write(texts.map { $0 + "\n" }.joined())
        guard publisher.wait() == 0 else { throw CancellationError() }
    }

    /// Publishes a file.
    func publish(_ topic: String, file: URL) throws {
        let publisher = try self.publisher(["-t", topic, "-f", file.path])
        guard publisher.wait() == 0 else { throw CancellationError() }
    }

    private func publisher(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(
            "/usr/bin/mosquitto_pub",
            ["-h", "127.0.0.1", "-p", "\(port)", "-q", "1"] + publisherArguments + arguments)
    }
}

/// A TCP port of the loopback that was free a moment ago.
func freePort() throws -> Int {
    let (descriptor, port) = try listening()
    close(descriptor)
    return port
}

/// A listening socket on a free loopback port.
func listening() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutablePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0
                && getsockname(descriptor, $0, &size) == 0
        }
    }
    guard bound else { throw CancellationError() }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

private func accepts(port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return reaches(descriptor, port: port)
}

private func reaches(_ descriptor: Int32, port: Int) -> Bool {
    var address = loopback(port: UInt16(port))
    return unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}

private func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}
