import ArgumentParser
import Benefits
import Foundation
import Plant
import Reporting

/// `lineside project`: what is recorded of a funded project.
struct ProjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project", abstract: "Looks at the record of a funded project.",
        subcommands: [CheckProject.self])
}

/// `lineside project check`: mistakes in a project file, what the rules say of it, what is due.
struct CheckProject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what the scheme's rules say of a project, and what is due.",
        discussion: """
            Examples:
              lineside project check project.yaml
              lineside project check project.yaml --on 2022-12-31 --json
              lineside project check project.yaml --itf annuallist_2020_e.csv

            Every mistake of the file at once, as file:line:column: exit code 78. Exit code 1 where a \
            rule of severity error is broken. What cannot be judged says why. The format is in \
            config/benefits/README.md, that of rule sets in config/schemes/README.md.
            """)

    @Argument(help: "The project file.")
    var file: String

    @Option(
        help: "The plant file, whose lines, work units, products and signals the project names.")
    var plant: String?

    @Option(help: "The day on which it is judged, like 2022-12-31; today otherwise.")
    var on: String?

    @Option(help: "A published list of approved projects (CSV); may be given several times.")
    var itf: [String] = []

    @Option(
        help: "A rule set of your own, chosen before those of the program; may be based on them.")
    var rules: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let project = try saying { () throws(ConfigurationError) in
            try ProjectFolder.checked(file: file, plant: plant)
        }
        project.warnings.forEach { say($0.description) }
        var input = RuleInput(
            project: project, ruleSets: RuleSet.builtIn + (try readRuleSets()),
            day: try hongKongDay(on))
        input.register = try readRegister()
        let report = RuleReport.make(input)
        let check = ProjectCheck(report: report)
        output(json ? check.document.text(indented: true) : check.text)
        if report.hasErrors { throw ExitCode(1) }
    }

    private func readRuleSets() throws -> [RuleSet] {
        var sets: [RuleSet] = []
        for path in rules {
            let text = try contents(of: path)
            do throws(RegistryError) {
                sets.append(
                    try RuleSet.read(yaml: text, file: path, bases: RuleSet.builtIn + sets))
            } catch {
                say(error.description)
                throw Exit.badConfiguration
            }
        }
        return sets
    }

    private func readRegister() throws -> ApprovedList? {
        guard !itf.isEmpty else { return nil }
        let sources = try itf.map { path in
            do {
                let data = try Data(contentsOf: URL(fileURLWithPath: path))
                return DeclaredSource(name: path, bytes: [UInt8](data))
            } catch {
                throw failure(
                    Exit.noInput, "cannot read \(path): \(error.localizedDescription)")
            }
        }
        do throws(DeclaredError) {
            return try ApprovedList.read(sources)
        } catch {
            say(error.description)
            throw Exit.badData
        }
    }
}
