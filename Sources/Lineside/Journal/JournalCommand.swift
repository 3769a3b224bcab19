import ArgumentParser

/// `lineside journal`: looks into the journal, beside a running daemon or without one.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Inspects, exports and verifies the journal.",
        discussion: """
            Examples:
              lineside journal inspect --data /var/lib/lineside
              lineside journal export --data /var/lib/lineside --out messages.jsonl \\
                --from 2026-03-02T08:00:00+08:00 --to 2026-03-02T16:00:00+08:00
              lineside journal verify --data /var/lib/lineside

            Reads only, and takes no lock. Exit code 65 where records are damaged.
            """,
        subcommands: [
            InspectJournalCommand.self, ExportJournalCommand.self, VerifyJournalCommand.self,
        ])
}
