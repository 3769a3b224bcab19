import Foundation

/// What the system says of this process; read when it is asked for.
struct ProcessFigures {
    private static let startedAt = Date().timeIntervalSince1970

    /// Bytes of memory in use.
    var residentBytes: Int? {
        contents("statm")?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            .map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
    }

    /// Descriptors that are open.
    var openDescriptors: Int? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count
    }

    /// Processor time used, in seconds.
    var processorSeconds: Double? {
        // The name of the program, which may hold anything, ends with the last bracket.
        guard let text = contents("stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { return nil }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// When the process first spoke of itself, in seconds since the epoch.
    var startSeconds: Double { Self.startedAt }

    /// Has the time of the start taken now.
    static func begin() { _ = startedAt }

    private func contents(_ name: String) -> String? {
        FileManager.default.contents(atPath: "/proc/self/" + name).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
