import ArgumentParser
import Benefits
import Foundation
import Plant
import Sealing
import Subprocess
import SystemPackage

/// A finished project for the demo: the year of the worked example, replayed through the real path
/// into the data folder, declared, signed off and sealed as the commands do it, before the daemon
/// begins.
struct DemoProject {
    let folder: String
    let plant: Plant
    let seed: UInt64
    /// The simulator's program.
    let simulator: String
    /// The folder of the worked example: its project file, and what is declared of it.
    let example: String

    /// The line of the project, with its plant file among the examples.
    static let line = "funded-line"

    private var data: String { folder + "/data" }
    private var key: String { folder + "/seal.key" }
    private var pack: String { folder + "/finished.pack" }

    /// Makes everything; says how long it takes.
    ///
    /// The project file is the worked example's; its line is the demo's.
    func make() async throws {
        let begin = ContinuousClock.now
        try copy("project.yaml", to: folder + "/projects/example-ppe.yaml")
        try replay(try await simulate())
        for kind in DeclaredKind.allCases { try await declare(kind) }
        try await sign(.checked, by: "Example accountant", post: "Finance Manager")
        try await sign(.signedOff, by: "Example director", post: "Director")
        try await seal()
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        say(
            "A finished project: a year of messages replayed, declared, signed off and sealed in "
                + "\(Int(seconds.rounded())) s (\(pack))")
    }

    private func replay(_ messages: String) throws {
        let lock = try DataFolder(data)
        try withExtendedLifetime(lock) {
            let replayer = try Replayer(plant: plant, folder: data)
            try replayer.take(jsonl: contents(of: messages), of: messages)
            try replayer.finish()
        }
    }

    private func simulate() async throws -> String {
        let path = folder + "/finished.jsonl"
        let result = try await Subprocess.run(
            .path(FilePath(simulator)),
            arguments: ["year", "--messages", path, "--seed", String(seed)],
            output: .discarded, error: .string(limit: 4096))
        guard result.terminationStatus.isSuccess else {
            throw failure(.failure, "the simulator of the year ended: \(result.standardError)")
        }
        return path
    }

    /// Hands in the example's file of a kind, with the auditor's report where it needs one.
    private func declare(_ kind: DeclaredKind) async throws {
        let file = "\(folder)/declared/\(kind.rawValue).csv"
        try copy("example/\(kind.rawValue).csv", to: file)
        let evidence =
            kind == .company ? ["--evidence", example + "/example/auditor.txt"] : []
        let command = try DeclareFile.parse(
            [file, "--kind", kind.rawValue, "--by", "Example accountant"] + evidence + place)
        _ = try await command.declare()
    }

    private func sign(_ step: ReportVersions.Step, by officer: String, post: String) async throws {
        let command = try SignOffCommand.parse(
            report + ["--step", step.rawValue, "--by", officer, "--post", post, "--on", Self.day]
                + place)
        _ = try await command.sign()
    }

    private func seal() async throws {
        let options = try KeyOptions.parse(["--data", data, "--why", "the demo"])
        _ = try await options.make(.made, in: key)
        _ = try await MakeSeal.parse(report + ["--key", key, "-o", pack] + place).seal()
    }

    /// The day on which the example's report was handed in.
    private static let day = "2023-11-02"

    /// Which report.
    private let report = [
        "--kind", ReportRecord.Kind.benefit.rawValue, "--period-from", "2022-09-01",
        "--period-to", "2023-08-31",
    ]

    /// Where, as every command is told.
    private var place: [String] {
        ["--plant", folder + "/plant.yaml", "--data", data, "--project", "example-ppe"]
    }

    /// A file of the example with the demo's line and product in it.
    private func copy(_ name: String, to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        try contents(of: "\(example)/\(name)")
            .replacing("    # operators:", with: "    operators:")
            .replacing("mask-l1", with: "mask-f").replacing("  mask-1:\n", with: "  mask-f:\n")
            .replacing(
                "{ en: Mask line 1, zh-Hant: 一號口罩生產線 }",
                with: "{ en: Funded mask line, zh-Hant: 受資助口罩線 }"
            )
            .write(toFile: path, atomically: true, encoding: .utf8)
    }
}
