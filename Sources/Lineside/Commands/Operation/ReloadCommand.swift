import ArgumentParser
import Foundation

/// `lineside reload`: a running daemon takes up its changed files.
struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Has the running daemon take up its changed files.",
        discussion: """
            Examples:
              lineside reload --data /var/lib/lineside
              lineside reload --data /var/lib/lineside --wait

            The plant file, the declarations, certificates and passwords are read anew and checked \
            first. With a mistake in any of them nothing changes: every mistake is said, and the \
            exit code is the one that `run` would have given (78 for the plant file). Nothing that \
            was received or is on its way is lost or counted twice. What `run` was told on its \
            command line (data folder, address and port of the pages) needs a restart. SIGHUP does \
            the same; its mistakes are in the log.
            """)

    @Option(help: "The data folder of the daemon.")
    var data: String

    @Flag(help: "Wait until the brokers have answered to the new subscriptions, at most 10 s.")
    var wait = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let client = try ControlClient(dataFolder: data)
        let answer = try await client.demand(
            ControlRequest(ask: .reload, wait: wait), within: .seconds(600))
        guard let report = answer.reload else { return }
        report.warnings.forEach(say)
        guard !json else {
            return output(String(decoding: try JSONEncoder.control.encode(report), as: UTF8.self))
        }
        let pause = report.pauseS.map { String(format: "intake paused for %.3f s", $0) }
        say(
            "reloaded: "
                + (report.lanesRestarted
                    ? pause ?? "the brokers have not answered yet"
                    : "only what figures mean has changed, no session paused"))
    }
}
