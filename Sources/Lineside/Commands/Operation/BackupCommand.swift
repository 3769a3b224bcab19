import ArgumentParser
import Foundation
import Plant

/// `lineside backup`: a copy of all data, made while the daemon works.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies all data while the daemon works, and checks copies.",
        discussion: """
            Examples:
              lineside backup --data /var/lib/lineside --to /backup/2026-03-02
              lineside backup --verify /backup/2026-03-02

            A running daemon is asked to make the copy, so that the folder must be one to which it \
            may write; without a daemon the command makes it itself. The copy holds the store, the \
            journals, the packs, the plant file, the folder of project files and a manifest with the \
            SHA-256 of every file. It is whole or not there. Restored, it gives the figures of the \
            instant at which it was made; the projects lie in `projects` beside the plant file.
            """)

    @Option(help: "The data folder.")
    var data: String?

    @Option(help: "The folder to make; empty, or not there yet.")
    var to: String?

    @Option(help: "Checks a backup instead: exit code 65 where a file is not as it was.")
    var verify: String?

    @Option(
        help: "Without a daemon: the plant file that goes with it; a daemon copies its own files.")
    var plant: String?

    @OptionGroup var projectsOption: ProjectsOption

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (verify != nil) != (data != nil && to != nil) else {
            throw ValidationError("give --data and --to, or --verify")
        }
    }

    func run() async throws {
        if let verify { return try check(verify) }
        guard let data, let to else { return }
        let target = URL(fileURLWithPath: to).standardizedFileURL.path
        let report = try await asked(data, target) ?? made(data, target)
        guard !json else {
            return output(String(decoding: try JSONEncoder.control.encode(report), as: UTF8.self))
        }
        for left in report.leftOut ?? [] { say("left out: \(left)") }
        say("\(report.folder): \(numbered(report.files, "file")), \(report.bytes) bytes")
    }

    /// By the daemon, or nil where none runs.
    private func asked(_ data: String, _ target: String) async throws -> BackupReport? {
        let client = try ControlClient(dataFolder: data)
        do {
            let request = ControlRequest(ask: .backup, to: target)
            return try await client.answer(to: request, within: .seconds(24 * 3600))?.backup
        } catch let error as ControlError {
            error.messages.forEach(say)
            throw ExitCode(error.exitCode)
        }
    }

    private func made(_ data: String, _ target: String) throws -> BackupReport {
        guard FileManager.default.fileExists(atPath: data + "/" + BackupManifest.storeName) else {
            throw failure(Exit.noInput, "\(data) holds no store (\(BackupManifest.storeName))")
        }
        let folder = try DataFolder(data)
        defer { withExtendedLifetime(folder) {} }
        do {
            return try BackupMaking(
                data: data, plantFile: plant, projectsOption: projectsOption
            ).run(to: target)
        } catch {
            throw failure(Exit.inputOutput, "\(error)")
        }
    }

    private func check(_ folder: String) throws {
        let backup = try opened(folder)
        let damage = backup.damage()
        damage.forEach(say)
        guard damage.isEmpty else { throw Exit.badData }
        say("\(folder): \(numbered(backup.manifest.files.count, "file")) checked: as made")
    }
}

/// Opens a backup, or says why not.
func opened(_ folder: String) throws -> Backup {
    do {
        return try Backup(folder)
    } catch {
        throw failure(Exit.badData, "\(error)")
    }
}
