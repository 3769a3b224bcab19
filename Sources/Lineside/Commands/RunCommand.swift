import ArgumentParser
import Benefits
import Foundation
import Logging
import Plant
import ServiceLifecycle
import Storage
import UnixSignals

/// `lineside run`: the daemon.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs the daemon beside the lines of a plant.",
        discussion: """
            Examples:
              lineside run --plant plant.yaml --data /var/lib/lineside
              lineside run --plant plant.yaml --data DIR --projects /etc/lineside/projects
              lineside run --plant plant.yaml --data DIR --port 8080 --period-from 2026-09-01 \\
                --period-to 2027-08-31 --sales sales.csv --jobs jobs.csv

            Pages and API are on http://127.0.0.1:8080 unless told otherwise. While there is no \
            user, they are open to anyone on this machine, and no other --host is taken (exit \
            code 78): `lineside user add` ends that. Ends in good order on SIGTERM and SIGINT; \
            takes up changed files on SIGHUP or `lineside reload`.
            """)

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var benefitOptions: BenefitOptions
    @OptionGroup var projectsOption: ProjectsOption
    @OptionGroup var logOptions: LogOptions

    @Option(help: "The data folder: journal and store.")
    var data: String

    @Option(help: "The address of the pages.")
    var host = "127.0.0.1"

    @Option(help: "The port of the pages; 0: any free one.")
    var port = 8080

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is from 0 to 65535")
        }
    }

    func run() async throws {
        // Before anything else, so that no SIGHUP ends the process.
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        // Journal, store and socket are the daemon's own.
        umask(0o077)
        let (plantOption, benefitOptions) = (plantOption, benefitOptions)
        let projectsOption = projectsOption
        let reread = { @Sendable () throws(ConfigurationError) in
            try Configuration.read(plantOption, benefitOptions, projectsOption)
        }
        let configuration = try saying(reread)
        configuration.warnings.forEach(say)
        // A second daemon by mistake must not take the first one's session before it finds out.
        try await requireFreePort(port, on: host)
        let daemon = Daemon(
            configuration: configuration, dataFolder: data, host: host, port: port,
            logger: logOptions.logger, plantFile: plantOption.plant,
            projectsOption: projectsOption, hangUps: hangUps, reread: reread)
        try await runUntilSignalled([daemon], logger: daemon.logger)
    }
}

/// Runs services until SIGTERM or SIGINT, or until one fails.
func runUntilSignalled(_ services: [any Service], logger: Logger) async throws {
    var configuration = ServiceGroupConfiguration(
        services: services.map {
            .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
        },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // A reader who never reads must not hold the end.
    configuration.maximumGracefulShutdownDuration = .seconds(20)
    let group = ServiceGroup(configuration: configuration)
    do {
        try await group.run()
    } catch let code as ExitCode {
        throw code
    } catch {
        throw failure(Exit.inputOutput, "\(error)")
    }
}
