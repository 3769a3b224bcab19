import ArgumentParser
import Benefits
import Foundation
import Plant
import Reporting
import Storage
import Telemetry

/// `lineside declare list`: what is declared, and what was.
struct ListDeclared: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows what is declared about a project.",
        discussion: """
            Examples:
              lineside declare list --plant plant.yaml --data DIR --project example-ppe
              lineside declare list … --history --as-of 2024-01-31
            """)

    @OptionGroup var place: DeclaredPlace

    @Flag(help: "Show what was superseded, too.")
    var history = false

    @Option(help: "As it stood at an instant.")
    var asOf: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var languageOption: LanguageOption

    func run() throws {
        let plant = try place.plantOption.read()
        let project = try place.readProject()
        let instant = try asOf.map { try parsed($0, plant) }
        let store = try openStore(place.data)
        let all: [DeclaredEntry]
        do throws(StoreError) {
            all = try DeclaredBook.entries(project: project.id, store: store, asOf: instant)
        } catch {
            throw failure(Exit.inputOutput, error.message)
        }
        let held = Set(all.inForce().map(\.number))
        let shown = history ? all : all.filter { held.contains($0.number) }
        guard !json else {
            return output(document(shown, held, project, instant).text(indented: true))
        }
        guard !shown.isEmpty else { return output(word(.nothing)) }
        output(table(shown, held, plant))
    }

    private func document(
        _ entries: [DeclaredEntry], _ held: Set<Int64>, _ project: Project, _ asOf: Timestamp?
    ) -> JSON {
        let records = entries.map { $0.json(isInForce: held.contains($0.number)) }
        let instant: JSON = asOf.map { .string($0.rfc3339) } ?? .null
        return .object([
            ("project", .string(project.id)), ("as_of", instant), ("records", .array(records)),
        ])
    }

    private func parsed(_ text: String, _ plant: Plant) throws -> Timestamp {
        do {
            return try plant.parse(exactly: text)
        } catch {
            throw failure(.validationFailure, error.description)
        }
    }

    private func table(
        _ entries: [DeclaredEntry], _ held: Set<Int64>, _ plant: Plant
    ) -> String {
        let terms: [BookTerm] = [
            .record, .kind, .line, .days, .rows, .recordedAt, .by, .file, .evidence, .standing,
        ]
        let rows = entries.map { entry in
            let successor = entries.first { $0.supersedes == entry.number }
            return [
                "\(entry.number)", entry.kind.rawValue, entry.line ?? "—",
                languageOption(entry.days), "\(entry.rows)", plant.wallClockText(entry.at),
                entry.by,
                "\(entry.file.name) \(entry.file.sha256.prefix(12))", "\(entry.evidence.count)",
                held.contains(entry.number)
                    ? word(.inForce)
                    : successor.map { "\(word(.supersededBy)) \($0.number): \($0.why)" }
                        ?? word(.takesBack),
            ]
        }
        return alignedLines([terms.map(word)] + rows).joined(separator: "\n")
    }

    private func word(_ term: BookTerm) -> String { languageOption(term.wording) }
}
