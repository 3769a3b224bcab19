import ArgumentParser
import Discovery
import Foundation
import Journal
import Plant
import Reporting

/// `lineside discover`: listens, and proposes a plant file.
struct DiscoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Listens to a broker and proposes a plant file.",
        discussion: """
            Examples:
              lineside discover --broker mqtt://127.0.0.1:1883 --out plant.yaml
              lineside discover --broker mqtt://127.0.0.1 --for 10min --topic 'mask-1/#'
              lineside discover --messages messages.jsonl --out plant.yaml
              lineside discover --journal /var/lib/lineside/journal-shopfloor --json

            Every signal comes with how sure it is and why, every work unit with the OEE it would \
            have; what could not be placed is listed with a sample. Listening acknowledges for \
            nobody else; Ctrl-C ends it early. Exit code 65 where nothing was a state or a counter.
            """)

    @OptionGroup var brokerOptions: BrokerOptions

    @Option(name: .customLong("for"), help: "How long to listen, like 60s or 10min.")
    var length = ListeningTime(seconds: 60)

    @Option(help: "The topic filter to listen to; may be given several times.")
    var topic: [String] = ["#"]

    @Option(help: "A recording (messages.jsonl) instead of a broker.")
    var messages: String?

    @Option(help: "A journal's folder instead of a broker.")
    var journal: String?

    @Option(help: "The plant's time zone.")
    var timeZone = "Asia/Hong_Kong"

    @Option(help: "Where the proposal goes; standard output otherwise.")
    var out: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        let sources = [brokerOptions.broker, messages, journal].compactMap(\.self)
        guard sources.count == 1 else {
            throw ValidationError("Give one of --broker, --messages and --journal.")
        }
    }

    func run() async throws {
        let folder = NSTemporaryDirectory() + "lineside-discover-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let entry = brokerOptions.entry(brokerOptions.broker ?? "mqtt://127.0.0.1:1883")
        let plant = try Plant.listening(timeZone: timeZone, broker: entry)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let source = try await source(plant, folder: folder)
            var study = Study(
                source: source, plant: plant, broker: entry, folder: folder + "/rehearsal")
            try study.run()
            try tell(study)
        } catch let error as JournalError {
            throw failure(error.exitCode, error.description)
        } catch let error as RecordingError {
            say(error.description)
            throw Exit.badData
        } catch let code as ExitCode {
            throw code
        } catch {
            throw failure(Exit.inputOutput, "\(error)")
        }
    }

    private func source(_ plant: Plant, folder: String) async throws -> any RecordingSource {
        if let messages {
            return RecordingFile(
                path: messages, plant: plant, progress: ProgressLine("messages"))
        }
        if let journal {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: journal)) ?? []
            guard names.contains(where: { $0.hasSuffix(".journal") }) else {
                throw failure(
                    Exit.noInput,
                    "\(journal) holds no journal; name the folder of one lane, journal-LANE")
            }
            return JournalFolder(path: journal, progress: ProgressLine("records"))
        }
        let spool = folder + "/spool"
        try await Listening(broker: plant.brokers[0], topics: topic, length: length).run(
            into: spool)
        return JournalFolder(path: spool, progress: ProgressLine("messages"))
    }

    private func tell(_ study: Study) throws {
        let text = study.text
        if let out {
            try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
        }
        if json {
            output(study.json.text(indented: true))
        } else if out == nil {
            FileHandle.standardOutput.write(Data(text.utf8))
        }
        let units = study.proposal.lines.map(\.units.count).reduce(0, +)
        say(
            "\(study.proposal.heard.messages) messages on \(study.proposal.heard.topics) topics: "
                + "\(units) work units, \(study.proposal.unplaced.count) not placed")
        study.outlook.forEach { say($0) }
        if let out { say("\(out) is written; read its comments, then: lineside check \(out)") }
        guard !study.proposal.isEmpty else {
            throw failure(Exit.badData, "nothing that was heard is a state or a counter")
        }
    }
}

/// A length of listening: `60s`, `10min`, `1h`.
struct ListeningTime: ExpressibleByArgument {
    var seconds: Int

    init(seconds: Int) {
        self.seconds = seconds
    }

    init?(argument: String) {
        let units = [("min", 60), ("s", 1), ("m", 60), ("h", 3600)]
        guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
            let count = Int(argument.dropLast(unit.count).filter { $0 != " " }),
            (1...100_000).contains(count)
        else { return nil }
        seconds = count * factor
    }

    var defaultValueDescription: String { "\(seconds)s" }
}
