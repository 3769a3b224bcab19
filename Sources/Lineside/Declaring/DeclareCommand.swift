public import ArgumentParser
public import Benefits
import Foundation

/// `lineside declare`: what a company declares about a funded project.
struct DeclareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "declare", abstract: "Records what a company declares about a project.",
        discussion: """
            Examples:
              lineside declare template sales > sales.csv
              lineside declare sales.csv --kind sales --plant plant.yaml --data DIR \
            --project example-ppe --line mask-1 --by mei --evidence ledger.pdf --dry-run
              lineside declare jobs.csv --kind jobs … --from 2023-09-01
              lineside declare sales-2.csv --kind sales … --supersedes 4 --why "returns booked"
              lineside declare list --plant plant.yaml --data DIR --project example-ppe

            Nothing is ever overwritten: a file becomes a record with its evidence, and a correction \
            is a whole new file that supersedes it. A file with a mistake imports nothing: every \
            mistake is named as file:line:column, exit code 65. What is in force already is refused, \
            and so is what overlaps it. Works beside a running daemon, or without one. The kinds and \
            their columns are in config/benefits/README.md.
            """,
        subcommands: [DeclareFile.self, DeclareTemplate.self, ListDeclared.self],
        defaultSubcommand: DeclareFile.self)
}

extension DeclaredKind: ExpressibleByArgument {}

/// `lineside declare template`: a file to fill in.
struct DeclareTemplate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Prints a file of a kind to fill in.")

    @Argument(help: "sales, stock, jobs, tariffs, costs, prices or company.")
    var kind: DeclaredKind

    func run() { write(kind.template) }

    private func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
