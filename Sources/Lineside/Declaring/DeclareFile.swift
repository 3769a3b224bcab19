import ArgumentParser
import Benefits
import Foundation
import Plant
import Reporting
import Storage

/// `lineside declare FILE`: shows what a file would change, or records it.
struct DeclareFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file", abstract: "Declares a file; `file` may be left out.")

    @Argument(help: "The file (CSV).")
    var file: String

    @Option(help: "sales, stock, jobs, tariffs, costs, prices or company.")
    var kind: DeclaredKind

    @OptionGroup var place: DeclaredPlace

    @Option(help: "The line; the only one of the project otherwise.")
    var line: String?

    @Option(help: "Of jobs: the first day on which the list holds; the first in it otherwise.")
    var from: String?

    @Option(help: "Who declares it; the user's name at this machine otherwise.")
    var by: String = NSUserName()

    @Option(help: "A file that it rests on, kept with it; may be given several times.")
    var evidence: [String] = []

    @Option(help: "The record that it replaces, by its number.")
    var supersedes: Int64?

    @Option(help: "Why it replaces it.")
    var why = ""

    @Flag(help: "Only show what it would change.")
    var dryRun = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var languageOption: LanguageOption

    func run() async throws {
        let (checked, entry) = try await declare()
        show(checked, entry)
    }

    /// Checks the file and, where it is not only to be shown, records it.
    func declare() async throws -> (Declaration.Checked, RecordedEntry?) {
        let plant = try place.plantOption.read()
        let project = try place.readProject()
        let declaration = try declaration()
        let desk = try await RecordDesk(data: place.data)
        do {
            let checked = try declaration.checked(
                for: project, store: desk.store, plant: plant)
            return (checked, dryRun ? nil : try await desk.record(checked.draft))
        } catch let error as DeclarationError {
            if json { output(error.json.text(indented: true)) }
            throw error.said(in: languageOption)
        } catch {
            throw said(error)
        }
    }

    private func declaration() throws -> Declaration {
        var declaration = Declaration(
            kind: kind, line: line, from: try from.map(date), by: by, file: try source(file))
        (declaration.supersedes, declaration.why) = (supersedes, why)
        declaration.evidence = try evidence.map(source)
        return declaration
    }

    private func date(_ text: String) throws -> LocalDate {
        guard let date = try? WallClockTexts.date(text) else {
            throw ValidationError("\"\(text)\" is not a date; write it like 2022-12-31")
        }
        return date
    }

    /// A file under its own name, without its folder.
    private func source(_ path: String) throws -> DeclaredSource {
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return DeclaredSource(
                name: (path as NSString).lastPathComponent, bytes: [UInt8](data))
        } catch {
            throw failure(
                Exit.noInput, "cannot read \(path): \(error.localizedDescription)")
        }
    }

    private func show(_ checked: Declaration.Checked, _ entry: RecordedEntry?) {
        guard !json else {
            return output(checked.json(recorded: entry).text(indented: true))
        }
        output(languageOption(checked.change.text))
        checked.warnings.forEach { say(languageOption($0.wording)) }
        say(languageOption(entry?.wording ?? BookTerm.notYet.wording))
    }
}

/// Where declared files go.
struct DeclaredPlace: ParsableArguments {
    @OptionGroup var plantOption: PlantOption
    @OptionGroup var projectsOption: ProjectsOption

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "The project: its identifier, or its file.")
    var project: String

    /// All that are known.
    func readProjects() throws -> ProjectFolder {
        try projectsOption.saidChecked(plant: plantOption.plant)
    }

    func readProject() throws -> Project {
        try saying { () throws(ConfigurationError) in
            try projectsOption.project(project, plant: plantOption.plant)
        }
    }
}

extension DeclarationError {
    /// Says what is wrong, and gives the exit code to throw.
    fileprivate func said(in language: LanguageOption) -> ExitCode {
        mistakes.forEach { say(language($0.wording)) }
        if let problem { say("lineside: \(language(problem.wording))") }
        return switch code {
        case .malformedFile, .overlap, .incomplete, .alreadyThere: Exit.badData
        case .conflict: Exit.temporary
        case .unknownRecord, .unknownProject, .unknownLine, .malformedRequest:
            .validationFailure
        }
    }
}

extension Declaration.Checked {
    /// What changes, and the record that there is of it; null: none yet.
    fileprivate func json(recorded entry: RecordedEntry?) -> JSON {
        .object([
            ("project", .string(draft.project)), ("subject", .string(draft.subject)),
            ("change", change.json), ("warnings", .array(warnings.map(\.json))),
            ("record", entry.map { .integer($0.number) } ?? .null),
            ("recorded_at", entry.map { .string($0.recordedAt) } ?? .null),
        ])
    }
}
