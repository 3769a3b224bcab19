import ArgumentParser
import Benefits
import Evidence
import Foundation
import Reporting
import Sealing
import Web

/// `lineside portfolio`: the figures of many packs in one table.
struct PortfolioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portfolio",
        abstract: "Prints the figures of many evidence packs as one table.",
        discussion: """
            Examples:
              lineside portfolio *.pack -o portfolio.csv
              lineside portfolio year-1.pack year-2.pack --format json
              lineside portfolio *.pack --root plant-a.root --root plant-b.root

            Needs nothing but the packs. Each is verified first; one that is not as it was sealed \
            or cannot be read is named and left out, the others are printed, and the exit code \
            is 1. Of several seals of the same period and kind of report the newest of a chain \
            counts; where chains that do not know each other report the same, all of them are \
            named with their keys and left out, and the exit code is 1. A row a figure, with its \
            source class, its coverage and the hash of its seal, as in the secretariat's API.
            """)

    /// How the table is written.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case csv, json
    }

    @Argument(help: "The packs.")
    var packs: [String]

    @Option(
        help: """
            A file with what `seal roots` printed, from somebody else's hands; one a plant. Each \
            pack is held against that of its plant.
            """)
    var root: [String] = []

    @Option(help: "Print csv or json.")
    var format = Form.csv

    @Option(name: .shortAndLong, help: "The file to write; standard output otherwise.")
    var output: String?

    @OptionGroup var languageOption: LanguageOption

    func run() throws {
        let checkpoints = try root.map { try CheckpointNote(file: $0) }
        var portfolio = Portfolio()
        var isWhole = true
        for pack in packs {
            do {
                try take(pack, checkpoints, into: &portfolio)
            } catch is ExitCode {
                isWhole = false
            }
        }
        for left in portfolio.conflicts {
            isWhole = false
            say("\(left.pack): \(languageOption(left.wording))")
        }
        let text = format == .csv ? portfolio.csv : portfolio.json.text(indented: true) + "\n"
        try write(Data(text.utf8), to: output)
        guard isWhole else { throw ExitCode.failure }
    }

    /// Says what is wrong with a pack, and throws the exit code.
    private func take(
        _ pack: String, _ checkpoints: [CheckpointNote], into portfolio: inout Portfolio
    ) throws {
        let result = try SealVerification(file: pack, checkpoints: checkpoints)
        guard result.isSame, result.report != nil else {
            let told = [result.verdict] + result.told
            told.forEach { say("\(pack): \(languageOption($0))") }
            throw ExitCode.failure
        }
        if let left = portfolio.add(result, pack: pack) {
            say("\(left.pack): \(languageOption(left.wording))")
        }
    }
}
