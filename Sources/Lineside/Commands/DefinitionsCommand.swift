import ArgumentParser
import Reporting

/// `lineside definitions`: what the figures mean.
struct DefinitionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "definitions", abstract: "Prints what every key figure means.",
        discussion: """
            Examples:
              lineside definitions
              lineside definitions --plant plant.yaml --json

            Without a plant: every KPI in the structure of ISO 22400-1, as Markdown. With one: the \
            same as /api/v1/definitions, with declared rates and the texts behind definition hashes.
            """)

    @Option(help: "The plant file.")
    var plant: String?

    @Flag(help: "Print JSON; needs a plant file.")
    var json = false

    func validate() throws {
        guard json == (plant != nil) else {
            throw ValidationError("--plant and --json go together")
        }
    }

    func run() throws {
        guard let plant else { return output(DefinitionReport.markdown) }
        output(
            DefinitionReport.json(try PlantOption.parse(["--plant", plant]).read())
                .text(indented: true))
    }
}
