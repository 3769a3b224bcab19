import ArgumentParser
import Engine
import Foundation

/// `lineside-simulate year`: a year of a funded line whose totals are known beforehand.
struct YearCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "year",
        abstract: "Write a year of two mask machines and a meter as messages.jsonl.",
        discussion: """
            EXAMPLES
              The year of the worked example, in which everything adds up to what is known:
                lineside-simulate year --messages year.jsonl --truth year.json
              A line that nobody hears for twenty days, while its meter counts:
                lineside-simulate year --from 2025-02-01 --to 2025-04-30 \\
                  --silent-from 2025-03-03 --silent-to 2025-03-22 --messages silent.jsonl

            The plant file is config/examples/funded-line.yaml. The line works from Monday to \\
            Saturday, 06:00 to 22:00 in Hong Kong. The seed decides how the totals are spread over \\
            days, runs and stops; the totals of other spans are the share of their days, each \
            year from September to August with its own.
            """)

    @Option(help: "The first day.")
    var from = Day(year: 2022, month: 9, day: 1)

    @Option(help: "The last day.")
    var to = Day(year: 2023, month: 8, day: 31)

    @Option(help: "Decides every random draw.")
    var seed: UInt64 = 1

    @Option(help: "The first day on which the machines are not heard.")
    var silentFrom: Day?

    @Option(help: "The last one.")
    var silentTo: Day?

    @Option(help: "First level of the topics.")
    var line = "mask-f"

    @Option(help: "The messages.jsonl to write; - is standard output.")
    var messages: String

    @Option(help: "Write what the year adds up to to this JSON file.")
    var truth: String?

    func validate() throws {
        guard from.number <= to.number else { throw ValidationError("--to is before --from") }
        guard (silentFrom == nil) == (silentTo == nil),
            silentFrom.map(\.number) ?? 0 <= silentTo.map(\.number) ?? 0
        else {
            throw ValidationError("give --silent-from and --silent-to, in this order, or neither")
        }
    }

    func run() throws {
        var settings = FundedYear.Settings(from: from.number, to: to.number, seed: seed)
        if let silentFrom, let silentTo {
            settings.silent = silentFrom.number...silentTo.number
        }
        let year = FundedYear(settings)
        let file = try TextFile(messages)
        let totals = try year.tell(line: line) { try file.write($0.line) }
        try file.write(year.endLine)
        try file.finish()
        guard let truth else { return }
        try Data((totals.json + "\n").utf8).write(
            to: URL(fileURLWithPath: truth), options: .atomic)
    }
}

/// A date like 2022-09-01.
struct Day: ExpressibleByArgument, CustomStringConvertible {
    /// Days since 1970.
    let number: Int64
    let description: String

    init(year: Int, month: Int, day: Int) {
        func digits(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        guard let it = Day(argument: "\(year)-\(digits(month))-\(digits(day))") else {
            preconditionFailure("a default is a date")
        }
        self = it
    }

    init?(argument: String) {
        guard argument.utf8.count == 10,
            let date = try? Date(argument + "T00:00:00Z", strategy: .iso8601),
            date.timeIntervalSince1970 >= 0
        else { return nil }
        number = Int64(date.timeIntervalSince1970) / 86_400
        description = argument
    }

    var defaultValueDescription: String { description }
}

/// Lines of text that are written in large pieces.
private final class TextFile {
    private let file: FileHandle
    private var buffer: [UInt8] = []

    init(_ path: String) throws {
        guard path != "-" else {
            file = .standardOutput
            return
        }
        try Data().write(to: URL(fileURLWithPath: path))
        file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    func write(_ line: String) throws {
        buffer.append(text: line)
        buffer.append(text: "\n")
        if buffer.count >= 262_144 { try finish() }
    }

    func finish() throws {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
