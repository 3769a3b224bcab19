import ArgumentParser
import Decoding
import Foundation
import Plant
import StorageSQLite
import Telemetry

/// `lineside replay`: a recording through the same path as live messages.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Runs a recording through the whole path, offline.",
        discussion: """
            Examples:
              lineside replay --plant plant.yaml messages.jsonl --json
              lineside replay --plant plant.yaml messages.jsonl --by shift --unit mask-1
              lineside replay --plant mazak.yaml --format shdr --prefix mazak03 day.txt

            A recording is messages.jsonl (one received message a line) or the lines of an MTConnect \
            adapter (shdr), whose keys become topics PREFIX/KEY. Journal and store are made in a \
            temporary folder unless --data names one.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jsonl, shdr
    }

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var spanOptions: SpanOptions

    @Option(help: "Folder for journal and store; kept. Default: a temporary one, removed.")
    var data: String?

    @Option(help: "What the recording is: jsonl or shdr.")
    var format: Format = .jsonl

    @Option(help: "What stands before the key in a topic, with --format shdr.")
    var prefix = "shdr"

    @Argument(help: "The recording; - for standard input.")
    var recording: String

    func run() throws {
        let plant = try plantOption.read()
        let folder = data ?? NSTemporaryDirectory() + "lineside-replay-" + UUID().uuidString
        defer { if data == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let text = recording == "-" ? try standardInput() : try contents(of: recording)
        do {
            let replayer = try Replayer(plant: plant, folder: folder)
            try feed(text, to: replayer)
            try replayer.finish()
            let report = try spanOptions.report(
                plant, store: replayer.store, folder: folder)
            spanOptions.print(report, plant)
        } catch let error as RecordingError {
            say(error.description)
            throw Exit.badData
        } catch let code as ExitCode {
            throw code
        } catch {
            throw failure(Exit.inputOutput, "\(error)")
        }
    }

    private func feed(_ text: String, to replayer: Replayer) throws {
        guard format == .shdr else { return try replayer.take(jsonl: text, of: recording) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard !line.allSatisfy({ $0 == " " || $0 == "\r" }) else { continue }
            guard let readings = Shdr.readings(in: String(line)) else {
                throw RecordingError(
                    file: recording, line: index + 1, message: "expected time|key|value")
            }
            for reading in readings { try replayer.take(.message(message(reading))) }
        }
    }

    private func message(_ reading: ShdrReading) -> RecordedMessage {
        RecordedMessage(
            at: reading.time, topic: Array("\(prefix)/\(reading.key)".utf8),
            payload: Array(reading.value.utf8))
    }

    private func standardInput() throws -> String {
        let data = try FileHandle.standardInput.readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}
