import ArgumentParser
import Benefits
import Reporting
import Storage

/// `lineside report`: measured output and OEE of a period beside declared turnover and jobs.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Prints the benefit figure of a period: measured beside declared.",
        discussion: """
            Examples:
              lineside report --plant plant.yaml --data DIR --period-from 2026-09-01 \\
                --period-to 2027-08-31 --sales sales.csv --jobs jobs.csv

            Prints JSON. Telemetry never claims turnover or jobs: it bounds them. Nothing is taken \
            from a CSV file with a mistake in it; every bad line is named, exit code 65.
            """)

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var benefitOptions: BenefitOptions

    @Option(help: "The data folder.")
    var data: String

    func run() throws {
        let plant = try plantOption.read()
        let request = try benefitOptions.request(plant)
        let store = try openStore(data)
        do {
            let report = try request.report(
                Figures(plant: plant, store: store, folder: data))
            output(report.json(plant).text(indented: true))
        } catch let error as DeclaredError {
            say(error.description)
            throw Exit.badData
        } catch let error as StoreError {
            throw failure(Exit.inputOutput, error.description)
        }
    }
}
