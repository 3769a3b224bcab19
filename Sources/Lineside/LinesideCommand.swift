import ArgumentParser

/// The command: one subcommand a task.
@main
struct LinesideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineside",
        abstract: "Watches production lines over MQTT: OEE and throughput that can be traced.",
        discussion: """
            Examples:
              lineside demo                                   a simulated line, with its page
              lineside discover --broker mqtt://127.0.0.1     a first plant file, from what is heard
              lineside check plant.yaml                       what is wrong with a plant file
              lineside run --plant plant.yaml --data /var/lib/lineside
              lineside kpi --plant plant.yaml --data /var/lib/lineside --by shift
              lineside replay --plant plant.yaml messages.jsonl --json
              lineside verify march.pack                      whether a report is as it was sealed

            Exit codes: 0 done; 1 failed, or a pack is not as it was sealed; 64 the command line \
            is wrong; 65 a recording, CSV file or pack is wrong; 66 a file cannot be read; 69 no \
            daemon runs; 74 a disk or broker failed; 75 not now, try again; 78 the plant file, \
            project file or rule set is wrong.
            """,
        version: version,
        subcommands: [
            RunCommand.self, DemoCommand.self, CheckCommand.self, ReplayCommand.self,
            KPICommand.self, DefinitionsCommand.self, StopsCommand.self, CorrectCommand.self,
            ReportCommand.self, ProjectCommand.self, DeclareCommand.self,
            FlagCommand.self, SignOffCommand.self, DiscoverCommand.self,
            TapCommand.self, TopCommand.self, JournalCommand.self, ReloadCommand.self,
            RecomputeCommand.self, BackupCommand.self, RestoreCommand.self, SealCommand.self,
            KeyCommand.self, VerifyCommand.self, PortfolioCommand.self, UserCommand.self,
            TokenCommand.self, LedgerCommand.self,
        ])

    /// Of the program; upgrades of data go by their own versions.
    static let version = "0.1.0"

    /// What documents say they were made by.
    static let software = "Lineside \(version)"
}
