internal import Glibc

/// The service manager that started the process, told over its own socket how the process is.
///
/// Source: `sd_notify(3)` and `sd_watchdog_enabled(3)` of systemd. What is said is one datagram;
/// one that cannot be sent is lost, as with systemd's own library. Any thread.
public struct ServiceManager: Sendable {
    /// What can be said.
    public enum Word: Sendable {
        /// Start or reload is complete.
        case ready
        /// A reload has begun.
        case reloading
        /// The process has begun to end.
        case stopping
        /// The process goes on.
        case watchdog
        /// How it is, for people: one short line.
        case status(String)
    }

    /// The time within which a ``Word/watchdog`` must come, or nil where nobody waits for one.
    public let watchdogTimeout: Duration?
    private let address: [UInt8]

    /// The longest name of a socket, in bytes.
    private static let addressLimit = 107

    /// Finds the service manager in the process's environment; nil where there is none.
    ///
    /// - Parameters:
    ///   - environment: `NOTIFY_SOCKET` is a path, or `@` and an abstract name; `WATCHDOG_USEC` and
    ///     `WATCHDOG_PID` say whether a watchdog waits.
    ///   - process: the number of this process.
    public init?(environment: [String: String], process: Int32) {
        guard let name = environment["NOTIFY_SOCKET"], name.hasPrefix("/") || name.hasPrefix("@"),
            (2...Self.addressLimit).contains(name.utf8.count)
        else { return nil }
        address = name.hasPrefix("@") ? [0] + name.utf8.dropFirst() : Array(name.utf8)
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
        let timeout = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogTimeout = isOurs && timeout > 0 ? .microseconds(timeout) : nil
    }

    /// Says something.
    public func say(_ words: Word...) {
        let text = words.map(\.text).joined(separator: "\n")
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &target.sun_path) { unsafe $0.copyBytes(from: address) }
        // An abstract name ends where the length says, not at a zero.
        let length = MemoryLayout<sa_family_t>.size + address.count
        let bytes = Array(text.utf8)
        unsafe withUnsafePointer(to: &target) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe sendto(
                    descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0,
                    socklen_t(length))
            }
        }
    }
}

extension ServiceManager.Word {
    fileprivate var text: String {
        switch self {
        case .ready: "READY=1"
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        case .status(let line):
            "STATUS=" + line.map { $0.isNewline ? " " : String($0) }.joined()
        }
    }
}

private func monotonicMicroseconds() -> Int64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
}
