import ArgumentParser
import Foundation

/// `lineside restore`: puts a backup into a new data folder.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup into a new data folder.",
        discussion: """
            Examples:
              lineside restore --from /backup/2026-03-02 --data /var/lib/lineside
              lineside run --plant /var/lib/lineside/plant.yaml --data /var/lib/lineside

            Every file is checked first; with a single one that is not as it was, nothing is \
            restored (exit code 65). A folder that holds anything is refused.
            """)

    @Option(help: "The backup.")
    var from: String

    @Option(help: "The new data folder; empty, or not there yet.")
    var data: String

    func run() throws {
        // As the daemon makes them.
        umask(0o077)
        let backup = try opened(from)
        let damage = backup.damage()
        damage.forEach(say)
        guard damage.isEmpty else { throw Exit.badData }
        do {
            try backup.restore(to: data)
        } catch {
            throw failure(Exit.inputOutput, "\(error)")
        }
        for (lane, state) in backup.manifest.lanes.sorted(by: { $0.key < $1.key }) {
            say("lane \(lane): stored to record \(state.stored) of \(state.lastRecord)")
        }
        say("restored into \(data), as of \(backup.manifest.madeAt)")
    }
}
