import ArgumentParser
import Plant
import Reporting

/// `lineside check`: everything that is wrong with a plant file, at once.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks a plant file: every mistake at once.",
        discussion: """
            Examples:
              lineside check plant.yaml
              lineside check plant.yaml --json

            Mistakes and warnings are told as file:line:column. Exit code 78 where the file is wrong.
            """)

    @Argument(help: "The plant file.")
    var file: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let text = try contents(of: file)
        do {
            let plant = try Plant.read(yaml: text, file: file)
            tell(plant.warnings, isValid: true)
            if !json {
                output(
                    "\(file): \(plant.lines.count) lines, \(plant.workUnits.count) work units, "
                        + "\(plant.signals.count) signals: valid, "
                        + "\(plant.warnings.count) warnings")
            }
        } catch {
            tell(error.diagnostics, isValid: false)
            throw Exit.badConfiguration
        }
    }

    private func tell(_ diagnostics: [Diagnostic], isValid: Bool) {
        guard json else { return diagnostics.forEach { say($0.description) } }
        let list = diagnostics.map { diagnostic in
            JSON.object([
                ("file", .string(diagnostic.file)), ("line", .integer(Int64(diagnostic.line))),
                ("column", .integer(Int64(diagnostic.column))),
                ("severity", .string(diagnostic.severity.rawValue)),
                ("message", .string(diagnostic.message)),
                ("hint", diagnostic.hint.map { .string($0) } ?? .null),
            ])
        }
        output(
            JSON.object([("valid", .bool(isValid)), ("diagnostics", .array(list))])
                .text(indented: true))
    }
}
