import ArgumentParser
import Foundation
import Journal
import Plant
import Telemetry

/// `lineside journal export`: a span of the journal as `messages.jsonl`.
struct ExportJournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the journal as messages.jsonl.",
        discussion: """
            Examples:
              lineside journal export --data /var/lib/lineside > messages.jsonl
              lineside journal export --data DIR --lane shopfloor --from 2026-03-02T00:00:00+08:00

            What is written can be replayed, and gives the same figures. Messages that were refused \
            for their size are not in the journal; how many is said.
            """)

    @OptionGroup var selection: JournalSelection

    @Option(help: "The file to write; standard output otherwise.")
    var out: String?

    func run() throws {
        let (_, path) = try selection.journal()
        let span = try selection.span()
        let writer = try LineWriter(path: out)
        let lines = try MessageLine(
            plant: .listening(timeZone: "UTC", broker: [("url", "mqtt://127.0.0.1")]))
        let progress = ProgressLine("records")
        var rejected = 0
        var last: Timestamp?
        do {
            let check = try JournalCheck(directory: path) { header, bytes in
                progress.step()
                guard span.contains(header.receiveTime) else { return }
                if case .rejected = header.kind { rejected += 1 }
                let isFirst = last == nil
                last = header.receiveTime
                // A recording begins with a process that has just started.
                if case .started = header.kind, isFirst { return }
                guard let entry = RecordingEntry(header, in: bytes) else { return }
                try writer.write(lines.text(of: entry))
            }
            if let last { try writer.write(lines.text(of: .end(at: last))) }
            try writer.finish()
            progress.end()
            if rejected > 0 { say("\(rejected) messages over the limit of size are left out") }
            check.damage.forEach { say("\(path): \(JournalError.damaged($0))") }
            guard check.damage.isEmpty else {
                throw failure(Exit.badData, "records are damaged; what could be read is written")
            }
        } catch let error as JournalError {
            throw failure(error.exitCode, error.description)
        }
    }
}

/// Writes lines to a file or standard output, in pieces of a quarter megabyte.
final class LineWriter {
    private let file: FileHandle
    private var buffer: [UInt8] = []

    /// Opens a file, emptied first; nil: standard output.
    init(path: String?) throws {
        guard let path else {
            file = .standardOutput
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw failure(Exit.inputOutput, "cannot write \(path)") }
        self.file = file
    }

    func write(_ line: String) throws {
        buffer.append(contentsOf: line.utf8)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= 256 << 10 { try finish() }
    }

    /// Writes what is left.
    func finish() throws {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
