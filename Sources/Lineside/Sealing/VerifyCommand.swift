import ArgumentParser
import Evidence
import Foundation
import Plant
import Reporting
import Sealing

/// `lineside verify`: whether a pack is what was sealed.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Says whether an evidence pack is as it was sealed.",
        discussion: """
            Examples:
              lineside verify march.pack
              lineside verify march.pack --root newest.root --lang zh-Hant

              lineside verify march.pack --evidence invoice.pdf --evidence auditor.pdf

            Needs nothing but the pack. Checks every row, every piece of evidence, the keys, the \
            chain and the signature, and calculates every measured and computed figure of the \
            report again. --evidence says whether a file that somebody hands over is one that the pack \
            has or names: evidence of a project's declarations stays with the company. Exit codes: \
            0 the same; 1 different, the first bad item named first, undecided (the checkpoint is \
            signed by a key that the pack does not know), or a file that the pack does not name; \
            65 it, or the checkpoint, cannot be read.
            """)

    @Argument(help: "The pack.")
    var pack: String

    @Option(help: "A file with what `seal roots` printed, from somebody else's hands.")
    var root: String?

    @Option(
        name: .customLong("evidence"),
        help: "A file that somebody hands over: is it one that the pack names? May be repeated.")
    var evidence: [String] = []

    @OptionGroup var languageOption: LanguageOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let result = try SealVerification(file: pack, root: root)
        let handedIn = try evidence.map { path in
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw failure(Exit.noInput, "cannot read \(path)")
            }
            return HandedIn(path, bytes: [UInt8](bytes), in: result)
        }
        if json {
            output(result.json(handedIn: handedIn).text(indented: true))
        } else {
            result.words(handedIn: handedIn).forEach { output(languageOption($0)) }
        }
        guard result.isSame, handedIn.allSatisfy({ !$0.named.isEmpty }) else {
            throw ExitCode.failure
        }
    }
}

extension SealVerification {
    /// Verifies a pack, and holds it against a file that `seal roots` printed where one is given;
    /// says why it cannot be read and throws the exit code.
    init(file pack: String, root: String?) throws {
        try self.init(file: pack, checkpoints: root.map { [try CheckpointNote(file: $0)] } ?? [])
    }

    /// The same with checkpoints that were read.
    init(file pack: String, checkpoints: [CheckpointNote]) throws {
        let copy =
            NSTemporaryDirectory() + "/lineside-verify-"
            + UUID().uuidString + ".sqlite"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        do {
            self = try SealVerification(pack: pack, checkpoints: checkpoints, copy: copy)
        } catch {
            throw failure(Exit.badData, "\(pack): \(error)")
        }
    }
}

extension CheckpointNote {
    /// Reads a file that `seal roots` printed; says why it cannot be read and throws the exit code.
    init(file path: String) throws {
        guard let note = CheckpointNote(try contents(of: path)) else {
            throw failure(
                Exit.badData,
                "\(path): this file is no checkpoint; `lineside seal roots` prints them\n"
                    + "\(path)：此檔案並非檢查點；檢查點由 `lineside seal roots` 印出")
        }
        self = note
    }
}

/// In which language people are told.
struct LanguageOption: ParsableArguments {
    enum Language: String, CaseIterable, ExpressibleByArgument {
        case english = "en"
        case traditionalChinese = "zh-Hant"
    }

    @Option(name: .customLong("lang"), help: "The language: en or zh-Hant.")
    var language = Language.english

    /// A text in it.
    func callAsFunction(_ text: LocalizedText) -> String {
        switch language {
        case .english: text.english
        case .traditionalChinese: text.traditionalChinese
        }
    }
}
