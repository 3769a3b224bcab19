public import ArgumentParser
public import Benefits
import Evidence
import Foundation
import Plant
import Printing
public import Reporting
import Storage
import StorageSQLite
import Telemetry
import Web

/// `lineside report`: measured output and OEE of a period beside declared turnover and jobs.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Prints the benefit figure of a period: measured beside declared.",
        discussion: """
            Examples:
              lineside report --plant plant.yaml --data DIR --period-from 2026-09-01 \\
                --period-to 2027-08-31 --sales sales.csv --jobs jobs.csv --format pdf -o report.pdf
              lineside report … --project example-ppe --format pdf -o report.pdf
              lineside report … --format xlsx --lang zh-Hant -o report.xlsx
              lineside report …                     the figures as JSON, with identifiers
              lineside report --from march.pack --format pdf -o report.pdf

              lineside report --plant plant.yaml --data DIR --project example-ppe --kind benefit \
                --format pdf -o report.pdf

            Without --kind it is of one line: measured output and OEE beside declared turnover and \
            jobs, from files or from what is declared about a project (`lineside declare`).

            With --kind it is the project's own report, with all its lines and what was recorded as \
            declared: progress, final or benefit, after the templates of config/reports or one that \
            the project file names; as JSON unless --format says otherwise. Without a period a \
            benefit report is of the first benefit period that is over and not reported yet.

            With --format it is a whole document, each figure with what it rests on: json (schema: \
            config/schemas/document-1.schema.json), csv, pdf or xlsx. PDF and XLSX are in one \
            language, or in both.

            Telemetry never claims turnover or jobs: it bounds them. Nothing is taken from a CSV \
            file with a mistake in it; every bad line is named, exit code 65.

            With --from it is the report of an evidence pack, made again from nothing but the \
            pack, once that is verified. A pack that is not as it was sealed is refused, exit \
            code 1; with --even-if-different it is printed, says so, and the exit code stays 1.
            """)

    @Option(help: "The plant file (plant.yaml).")
    var plant: String?

    @OptionGroup var benefitOptions: BenefitOptions
    @OptionGroup var projectsOption: ProjectsOption

    @Option(
        help: "Take what is declared about a project instead of files: its identifier, or its file."
    )
    var project: String?

    @Option(help: "The data folder.")
    var data: String?

    @Option(
        help: ArgumentHelp("Print the report of this evidence pack instead.", valueName: "pack"))
    var from: String?

    @Option(help: "A file with what `seal roots` printed, to hold the pack against.")
    var root: String?

    @Flag(help: "Print the report of a pack that is not as it was sealed, and say so in it.")
    var evenIfDifferent = false

    @Option(help: "Which report of the project: progress, final or benefit.")
    var kind: ReportRecord.Kind?

    @Option(
        help: "With --kind: the day on which rules are judged, like 2022-12-31; today otherwise.")
    var on: String?

    @Option(help: "Make a document: json, csv, pdf or xlsx.")
    var format: DocumentFormat?

    @Option(help: "The language of a PDF or XLSX: en, zh-Hant or both.")
    var lang = DocumentLanguages.both

    @Option(name: .shortAndLong, help: "The file to write; standard output otherwise.")
    var output: String?

    func validate() throws {
        let isLive =
            plant != nil || data != nil || project != nil || kind != nil
            || benefitOptions.isAnyGiven
        guard from == nil || !isLive else {
            throw ValidationError(
                "--from takes everything from the pack; leave out --plant, --data and the period")
        }
        guard from != nil || (plant != nil && data != nil) else {
            throw ValidationError("give --plant and --data, or --from with an evidence pack")
        }
        guard from != nil || (root == nil && !evenIfDifferent) else {
            throw ValidationError("--root and --even-if-different go with --from")
        }
        guard kind == nil || project != nil else {
            throw ValidationError("--kind is of a project; give --project")
        }
        guard on == nil || kind != nil else { throw ValidationError("--on goes with --kind") }
        guard kind == nil || !benefitOptions.isOfLine else {
            throw ValidationError(
                "with --kind the report is of all lines and of what is declared; leave out --line, "
                    + "--sales and --jobs")
        }
    }

    func run() throws {
        do {
            if let from {
                try printSealed(from)
            } else if let plant, let data {
                let read = try PlantOption(file: plant).read()
                if let kind, let project {
                    try printPeriodic(kind, of: try named(project), read, data)
                } else {
                    try printLive(read, data)
                }
            }
        } catch let error as ConfigurationError {
            throw error.said()
        } catch let error as DeclaredError {
            say(error.description)
            throw Exit.badData
        } catch let error as StoreError {
            throw failure(Exit.inputOutput, error.description)
        } catch let error as PrintingError {
            throw failure(ExitCode.failure, error.description)
        }
    }

    private func printLive(_ plant: Plant, _ data: String) throws {
        let store = try openStore(data)
        let asked = try benefitOptions.request(plant)
        let request = try book(store, plant).map(asked.declared) ?? asked
        let report = try request.report(Figures(plant: plant, store: store, folder: data))
        try write(
            try bytes(report.json(plant)) {
                report.document(
                    plant, asOf: WebContext.systemClock(), software: LinesideCommand.software)
            }, to: output)
    }

    /// What is declared about the project; nil: files are given.
    private func book(_ store: SQLiteStore, _ plant: Plant) throws -> BookSources? {
        guard let project else { return nil }
        guard benefitOptions.sales == nil, benefitOptions.jobs == nil else {
            throw ValidationError("give a project or files, not both")
        }
        return BookSources(project: try named(project), store: store, plant: plant)
    }

    private func named(_ project: String) throws -> Project {
        try saying { () throws(ConfigurationError) in
            try projectsOption.project(project, plant: plant ?? "")
        }
    }

    /// Prints a report of a project, with all its lines.
    private func printPeriodic(
        _ kind: ReportRecord.Kind, of project: Project, _ plant: Plant, _ data: String
    ) throws {
        let request = try PeriodicRequest(kind, of: project, plant, benefitOptions, on: on)
        let store = try openStore(data)
        let report = try request.report(
            among: try projectsOption.saidChecked(plant: self.plant ?? ""),
            Figures(plant: plant, store: store, folder: data), store)
        let document = report.document(
            asOf: WebContext.systemClock(), software: LinesideCommand.software)
        try write(Data(try (format ?? .json).bytes(document, lang)), to: output)
    }

    /// Prints the report of a pack, which is verified first.
    private func printSealed(_ pack: String) throws {
        let result = try SealVerification(file: pack, root: root)
        let told = [result.verdict] + result.told
        told.forEach { lang.wordings($0).forEach { say("\(pack): \($0)") } }
        guard result.isSame || evenIfDifferent else {
            throw failure(ExitCode.failure, "the report is not printed; see --even-if-different")
        }
        guard let json = result.reportJSON,
            let document = result.document(software: LinesideCommand.software)
        else {
            throw failure(ExitCode.failure, "the report cannot be made from what is in the pack")
        }
        try write(try bytes(json) { document }, to: output)
        guard result.isSame else { throw ExitCode.failure }
    }

    private func bytes(_ json: JSON, _ document: () -> Document) throws -> Data {
        guard let format else { return Data((json.text(indented: true) + "\n").utf8) }
        return Data(try format.bytes(document(), lang))
    }
}

/// The forms of a document.
enum DocumentFormat: String, CaseIterable, ExpressibleByArgument {
    case json, csv, pdf, xlsx

    /// - Throws: `PrintingError`.
    func bytes(_ document: Document, _ languages: DocumentLanguages) throws -> [UInt8] {
        switch self {
        case .json: Array((document.json.text(indented: true) + "\n").utf8)
        case .csv: Array(document.csv.utf8)
        case .pdf: try document.pdf(languages)
        case .xlsx: try document.xlsx(languages)
        }
    }
}

extension DocumentLanguages: ExpressibleByArgument {}

extension ReportRecord.Kind: ExpressibleByArgument {}
