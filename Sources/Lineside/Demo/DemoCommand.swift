import ArgumentParser
import Benefits
import Foundation
import Logging
import Plant
import ServiceLifecycle

/// `lineside demo`: a broker, simulated lines, the daemon, and one address to open.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Shows simulated production lines, live.",
        discussion: """
            Examples:
              lineside demo
              lineside demo --port 9000 --history 8h
              lineside demo --lines mask-line,sic-wafer

            A finished project comes first: a year of a funded line, replayed, declared, signed \
            off and sealed in seconds; --no-project leaves it out. Then mosquitto and a \
            lineside-simulate for each line start on loopback, the last hours come at once, and \
            it runs in real time until Ctrl-C. Everything it writes is in --folder, made anew each \
            time; `lineside reload --data .demo/data` takes up what you change in its plant and \
            project files meanwhile.
            """)

    @Option(help: "Scenarios of lineside-simulate, each with a plant file in --examples.")
    var lines = "mask-line,machining,sic-wafer,hydroponics,yarn"

    @Option(help: "The folder of the lines' plant files.")
    var examples = "config/examples"

    @Option(help: "The folder for everything the demo writes; emptied first.")
    var folder = ".demo"

    @Option(help: "The port of the pages; another free one where it is taken.")
    var port = 8080

    @Option(help: "How much of the past is simulated first, like 2h.")
    var history = "2h"

    @Option(help: "The seed of the simulation.")
    var seed: UInt64 = 1

    @Flag(inversion: .prefixedNo, help: "Make a finished project as well.")
    var project = true

    private var scenarios: [String] {
        lines.split(separator: ",").map(String.init)
    }

    /// The plant files of all lines.
    private var files: [String] { scenarios + (project ? [DemoProject.line] : []) }

    func run() async throws {
        let files = try files.map { try contents(of: "\(examples)/\($0).yaml") }
        try emptyFolder()
        let plant = try write(DemoPlant(files: files))
        if project {
            let finished = DemoProject(
                folder: folder, plant: plant, seed: seed,
                simulator: try siblingExecutable("lineside-simulate"),
                example: examples + "/../benefits")
            try await finished.make()
        }
        let brokerPort = try await freePort(preferred: Int(plant.brokers[0].port))
        let broker = ChildService(
            name: "the broker", program: "mosquitto",
            arguments: ["-c", try brokerConfiguration(port: brokerPort)],
            log: folder + "/mosquitto.log")
        let subscribed = scenarios.map { _ in Signal() }
        let simulators = try zip(scenarios, subscribed).map {
            try simulator(of: $0, brokerPort: brokerPort, start: $1)
        }
        let declared = try DemoDeclarations(folder: folder, plant: plant).write()
        let (plantOption, projectsOption) = (
            PlantOption(file: plantFile), try ProjectsOption.parse([])
        )
        let reread = { @Sendable () throws(ConfigurationError) in
            var configuration = try Configuration.read(plantOption, declared, projectsOption)
            configuration.plant.brokers[0].port = UInt16(brokerPort)
            return configuration
        }
        let daemon = Daemon(
            configuration: try saying(reread), dataFolder: folder + "/data", host: "127.0.0.1",
            port: try await freePort(preferred: port), logger: .lineside(.error),
            plantFile: plantFile, projectsOption: projectsOption, reread: reread,
            subscribed: { subscribed.forEach { $0.fire() } }, listening: tellAddress)
        try await runUntilSignalled([broker, daemon] + simulators, logger: daemon.logger)
    }

    /// Reads the plant, and leaves its file for other commands beside the data.
    private func write(_ plant: DemoPlant) throws -> Plant {
        try plant.yaml.write(toFile: plantFile, atomically: true, encoding: .utf8)
        return try PlantOption(file: plantFile).read()
    }

    private var plantFile: String { folder + "/plant.yaml" }

    private func simulator(
        of scenario: String, brokerPort: Int, start: Signal
    ) throws -> ChildService {
        ChildService(
            name: "the simulator of \(scenario)",
            program: try siblingExecutable("lineside-simulate"),
            arguments: [
                "--scenario", scenario, "--broker", "127.0.0.1:\(brokerPort)",
                "--start", "-" + history, "--catch-up", "--seed", String(seed),
                "--truth", "\(folder)/truth-\(scenario).json",
            ], log: "\(folder)/simulate-\(scenario).log", start: start)
    }

    private func tellAddress(port: Int) {
        say(
            """

            Lineside demo: http://127.0.0.1:\(port)/   (Ctrl-C ends it)
            Simulated: \(scenarios.joined(separator: ", ")); the last \(history) come first, then \
            real time.
            Loopback only, and no users: open to anyone on this machine. Files: \(folder)/
            """)
    }

    private func emptyFolder() throws {
        let files = FileManager.default
        // Only a folder that a demo made is ever emptied.
        let isOurs = files.fileExists(atPath: folder + "/mosquitto.conf")
        if isOurs { try files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let contents = try files.contentsOfDirectory(atPath: folder)
        guard contents.isEmpty else {
            throw failure(Exit.inputOutput, "\(folder) is not empty and not from a demo")
        }
    }

    private func brokerConfiguration(port: Int) throws -> String {
        let path = folder + "/mosquitto.conf"
        let text = """
            listener \(port) 127.0.0.1
            allow_anonymous true
            persistence false
            max_queued_messages 0
            max_inflight_messages 1000

            """
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func siblingExecutable(_ name: String) throws -> String {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let path = own.deletingLastPathComponent().appendingPathComponent(name).path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw failure(
                Exit.noInput, "\(name) is not beside lineside; build it, or run \"make demo\"")
        }
        return path
    }
}
