public import ArgumentParser
import Benefits
import Foundation
import Plant
import Printing
public import Reporting
import Storage
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
              lineside report … --format xlsx --lang zh-Hant -o report.xlsx
              lineside report …                     the figures as JSON, with identifiers

            With --format it is a whole document, each figure with what it rests on: json (schema: \
            config/schemas/document-1.schema.json), csv, pdf or xlsx. PDF and XLSX are in one \
            language, or in both.

            Telemetry never claims turnover or jobs: it bounds them. Nothing is taken from a CSV \
            file with a mistake in it; every bad line is named, exit code 65.
            """)

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var benefitOptions: BenefitOptions

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "Make a document: json, csv, pdf or xlsx.")
    var format: DocumentFormat?

    @Option(help: "The language of a PDF or XLSX: en, zh-Hant or both.")
    var lang = DocumentLanguages.both

    @Option(name: .shortAndLong, help: "The file to write; standard output otherwise.")
    var output: String?

    func run() throws {
        let plant = try plantOption.read()
        let request = try benefitOptions.request(plant)
        let store = try openStore(data)
        do {
            let report = try request.report(
                Figures(plant: plant, store: store, folder: data))
            try write(try bytes(report, plant))
        } catch let error as DeclaredError {
            say(error.description)
            throw Exit.badData
        } catch let error as StoreError {
            throw failure(Exit.inputOutput, error.description)
        } catch let error as PrintingError {
            throw failure(ExitCode.failure, error.description)
        }
    }

    private func bytes(_ report: BenefitReport, _ plant: Plant) throws -> Data {
        guard let format else {
            return Data((report.json(plant).text(indented: true) + "\n").utf8)
        }
        let document = report.document(
            plant, asOf: WebContext.systemClock(), software: LinesideCommand.software)
        return Data(try format.bytes(document, lang))
    }

    private func write(_ data: Data) throws {
        guard let output else { return FileHandle.standardOutput.write(data) }
        do {
            try data.write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw failure(
                Exit.inputOutput, "cannot write \(output): \(error.localizedDescription)")
        }
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
