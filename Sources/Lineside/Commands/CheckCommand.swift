import ArgumentParser
import Plant
import Reporting

/// `lineside check`: everything that is wrong with a plant file, at once.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks a plant file: every mistake at once.",
        discussion: """
            Examples:
              lineside check plant.yaml
              lineside check plant.yaml --json
              lineside check plant.yaml --offline     the file alone, not its surroundings

            Mistakes and warnings are told as file:line:column. Exit code 78 where the file is wrong.
            """)

    @Argument(help: "The plant file.")
    var file: String

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Do not look whether brokers answer and files can be read.")
    var offline = false

    func run() async throws {
        let text = try contents(of: file)
        do throws(PlantError) {
            let plant = try Plant.read(yaml: text, file: file)
            let environment = offline ? [] : await EnvironmentCheck(plant: plant).findings()
            tell(plant.warnings, environment: environment, isValid: true)
            if !json {
                output(
                    "\(file): \(plant.lines.count) lines, \(plant.workUnits.count) work units, "
                        + "\(plant.signals.count) signals: valid, "
                        + "\(plant.warnings.count + environment.count) warnings")
            }
        } catch {
            tell(error.diagnostics, environment: [], isValid: false)
            throw Exit.badConfiguration
        }
    }

    private func tell(_ diagnostics: [Diagnostic], environment: [String], isValid: Bool) {
        guard json else {
            diagnostics.forEach { say($0.description) }
            environment.forEach { say("\(file): warning: \($0)") }
            return
        }
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
            JSON.object([
                ("valid", .bool(isValid)), ("diagnostics", .array(list)),
                ("environment", .array(environment.map { .string($0) })),
            ]).text(indented: true))
    }
}
