import ArgumentParser
import Foundation

/// `lineside ledger`: who was given benefit data, and who changed accounts.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Lists who read benefit data, the newest first.",
        discussion: """
            Examples:
              lineside ledger --data /var/lib/lineside
              lineside ledger --changes --data DIR
              lineside ledger --limit 100000 --json --data DIR

            The same read by the same user within a minute is one row.
            """)

    @Flag(help: "List changes of users and tokens instead.")
    var changes = false

    @Option(help: "The most rows, at most 100000.")
    var limit = 500

    @OptionGroup var options: AccountOptions

    func validate() throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit is from 1 to 100000")
        }
    }

    func run() async throws {
        var order = AccessOrder(changes ? .changes : .reads)
        order.limit = limit
        try await options.show(order) { answer in
            changes ? Self.table(answer.changes ?? []) : Self.table(answer.reads ?? [])
        }
    }

    private static func table(_ reads: [AccessAnswer.Read]) -> [[String]] {
        [["at", "times", "who", "role", "what", "project", "report", "from"]]
            + reads.map { read in
                [
                    read.at, "\(read.times)",
                    read.kind == "user"
                        ? read.name
                        : read.kind == "token" ? "token:\(read.name)" : "anyone",
                    read.role ?? "-", read.what, read.project, read.report ?? "-", read.from,
                ]
            }
    }

    private static func table(_ changes: [AccessAnswer.Change]) -> [[String]] {
        [["at", "by", "change", "account", "role", "lines", "projects", "until"]]
            + changes.map { change in
                [
                    change.at, change.by, change.kind, change.account, change.role,
                    change.lines?.joined(separator: " ") ?? "all",
                    change.projects?.joined(separator: " ") ?? "all", change.until ?? "-",
                ]
            }
    }
}
