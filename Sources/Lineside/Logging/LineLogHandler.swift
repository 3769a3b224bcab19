import Foundation
import Logging
import Reporting
import Synchronization
import Telemetry

/// How a log record is written.
enum LogFormat: String, CaseIterable, Sendable {
    /// `at=… level=warning msg="no connection" lane=floor`: logfmt.
    case text
    /// `{"at":…,"level":"warning","msg":"no connection","lane":"floor"}`.
    case json
}

/// Writes each log record as one line to standard error.
///
/// Under systemd (`JOURNAL_STREAM`) a line of text begins with its priority, `<4>`, and leaves the
/// time to the journal. Values are written as they are given: whoever logs gives no secret.
struct LineLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    let format: LogFormat
    let isJournal: Bool
    let write: @Sendable (String) -> Void

    /// A metadata value longer than this is cut, in characters.
    static let valueLimit = 4096

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let own = event.metadata ?? [:]
        let pairs = metadata.merging(own) { $1 }.sorted { $0.key < $1.key }
            .map { ($0.key, String("\($0.value)".prefix(Self.valueLimit))) }
        let message = "\(event.message)"
        write(
            format == .json
                ? json(event.level, message, pairs) : text(event.level, message, pairs))
    }

    private func json(
        _ level: Logger.Level, _ message: String, _ pairs: [(String, String)]
    ) -> String {
        let head: [(String, JSON)] = [
            ("at", .string(Timestamp.now.rfc3339)), ("level", .string(level.rawValue)),
            ("msg", .string(message)),
        ]
        let text = JSON.object(head + pairs.map { ($0.0, .string($0.1)) }).text()
        return prefix(level) + text
    }

    private func text(
        _ level: Logger.Level, _ message: String, _ pairs: [(String, String)]
    ) -> String {
        let time = isJournal ? [] : [("at", Timestamp.now.rfc3339)]
        let all = time + [("level", level.rawValue), ("msg", message)] + pairs
        return prefix(level)
            + all.map { "\($0.0)=\(Self.quoted($0.1))" }.joined(separator: " ")
    }

    private func prefix(_ level: Logger.Level) -> String {
        isJournal ? "<\(level.priority)>" : ""
    }

    /// Bare where that is unmistakable, else in quotes as JSON has them: a line stays a line.
    private static func quoted(_ value: String) -> String {
        let isBare = value.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && $0 != "\"" && $0 != "=" && $0 != "\\"
        }
        return isBare && !value.isEmpty ? value : JSON.string(value).text()
    }
}

extension Logger.Level {
    /// As syslog and systemd number it.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}

extension Logger {
    /// A logger to standard error.
    static func lineside(_ level: Level = .info, _ format: LogFormat = .text) -> Logger {
        let isJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
        return Logger(label: "lineside") { _ in
            LineLogHandler(logLevel: level, format: format, isJournal: isJournal) { line in
                // One call a line, so that lines of several threads do not mix.
                FileHandle.standardError.write(Data((line + "\n").utf8))
            }
        }
    }
}
