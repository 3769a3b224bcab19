public import ArgumentParser
public import Benefits
import Foundation
import Plant
import Reporting
import Storage
import StorageSQLite
import Telemetry

/// `lineside flag`: alerts about a project, with both sides' words.
struct FlagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag", abstract: "Shows, raises, answers and closes flags of a project.",
        discussion: """
            Examples:
              lineside flag list --plant plant.yaml --data DIR --project example-ppe
              lineside flag raise --plant plant.yaml --data DIR --project example-ppe
              lineside flag reply 12 … --by NAME --text "the gateway was in repair"
              lineside flag close 12 … --by "A. Officer" --as explained --why "repair order seen"

            A flag is an alert, not a breach. It keeps the figures that it was raised by; the \
            company has the right to reply; a named officer closes it: explained, inspected, \
            approved or breach. The limits are settings of the project file (`flags`).
            """,
        subcommands: [ListFlags.self, RaiseFlags.self, ReplyToFlag.self, CloseFlag.self],
        defaultSubcommand: ListFlags.self)
}

/// Which project, and for whom a flag's words are.
struct FlagOptions: ParsableArguments {
    @OptionGroup var place: DeclaredPlace
    @OptionGroup var languageOption: LanguageOption

    @Option(help: "The day on which it is judged, like 2022-12-31; today otherwise.")
    var on: String?
}

/// `lineside flag list`.
struct ListFlags: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows the flags of a project and how they ended.")

    @OptionGroup var options: FlagOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let project = try options.place.readProject()
        let store = try openStore(options.place.data)
        let book: FlagBook
        do {
            book = try FlagBook.read(project: project.id, store: store)
        } catch {
            throw said(error)
        }
        guard !json else { return output(book.json.text(indented: true)) }
        if book.flags.isEmpty { output(options.languageOption(FlagTerm.none.wording)) }
        for flag in book.flags { flag.lines.forEach { output(options.languageOption($0)) } }
        for line in book.statistics.map(\.line) { output(options.languageOption(line)) }
    }
}

/// `lineside flag raise`.
struct RaiseFlags: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raise", abstract: "Tests every flag and records those that are new.")

    @OptionGroup var options: FlagOptions
    @OptionGroup var benefitOptions: BenefitOptions

    @Flag(help: "Only show what would be raised.")
    var dryRun = false

    func run() async throws {
        let plant = try options.place.plantOption.read()
        let project = try options.place.readProject()
        let day = try hongKongDay(options.on)
        let desk = try await RecordDesk(data: options.place.data)
        let figures = Figures(plant: plant, store: desk.store, folder: options.place.data)
        do {
            let asked =
                try benefitOptions.isGiven
                ? saying { () throws(ConfigurationError) in try benefitOptions.period(plant) }
                : nil
            let reading = FlagReading(
                project: project, among: try options.place.readProjects(), figures: figures,
                store: desk.store, day: day)
            for (flag, draft) in try reading.new(period: asked) {
                output(options.languageOption(flag.line))
                if !dryRun { _ = try await desk.record(draft) }
            }
        } catch {
            throw said(error)
        }
    }
}

/// `lineside flag reply`.
struct ReplyToFlag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply", abstract: "Records what the company says to a flag.")

    @Argument(help: "The flag, by its number.")
    var number: Int64

    @OptionGroup var options: FlagOptions

    @Option(help: "Who replies for the company.")
    var by: String

    @Option(help: "What the company says.")
    var text: String

    func run() async throws {
        try await options.record { book, _ throws(FlagError) in
            try book.reply(to: number, by: by, text: text)
        }
    }
}

/// `lineside flag close`.
struct CloseFlag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Records how a named officer closes a flag.")

    @Argument(help: "The flag, by its number.")
    var number: Int64

    @OptionGroup var options: FlagOptions

    @Option(help: "The officer, by name.")
    var by: String

    @Option(name: .customLong("as"), help: "explained, inspected, approved or breach.")
    var outcome: FlagClosing.Outcome

    @Option(help: "Why.")
    var why: String

    func run() async throws {
        let day = try hongKongDay(options.on)
        try await options.record { book, project throws(FlagError) in
            try book.close(
                number, by: by, as: outcome, why: why, on: day, settings: project.flagSettings)
        }
    }
}

extension FlagClosing.Outcome: ExpressibleByArgument {}

extension FlagOptions {
    /// Records what is drafted from the book as it stands.
    func record(
        _ draft: (FlagBook, Project) throws(FlagError) -> RecordDraft
    ) async throws {
        let project = try place.readProject()
        let desk = try await RecordDesk(data: place.data)
        do {
            let book = try FlagBook.read(project: project.id, store: desk.store)
            let entry = try await desk.record(try draft(book, project))
            say(languageOption(entry.wording))
        } catch let error as FlagError {
            throw failure(.validationFailure, languageOption(error.wording))
        } catch {
            throw said(error)
        }
    }
}
