import ArgumentParser
import Evidence
import Foundation
import Storage
import StorageSQLite

/// `lineside seal fetch`: the pack of a seal, as it was made.
struct FetchSeal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Gives the pack of a seal again, byte for byte.",
        discussion: """
            Example:
              lineside seal fetch 3 --data DIR -o march.pack

            `seal list` shows the numbers. A seal from before packs were kept has none \
            (exit code 66).
            """)

    @Argument(help: "The number of the seal.")
    var number: Int64

    @Option(help: "The data folder.")
    var data: String

    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to make.")
    var target: String

    @OptionGroup var languageOption: LanguageOption

    func run() throws {
        let files = FileManager.default
        guard !files.fileExists(atPath: target) else {
            throw failure(Exit.inputOutput, "\(target) is there already")
        }
        do {
            guard let seal = try openStore(data).seals().first(where: { $0.number == number })
            else { throw failure(Exit.noInput, "there is no seal \(number)") }
            guard let pack = KeptPacks(dataFolder: data).path(of: seal) else {
                throw failure(Exit.noInput, languageOption(KeptPacks.missing))
            }
            let partial = target + ".partial"
            try? files.removeItem(atPath: partial)
            try files.copyItem(atPath: pack, toPath: partial)
            try files.moveItem(atPath: partial, toPath: target)
        } catch {
            throw said(error)
        }
    }
}
