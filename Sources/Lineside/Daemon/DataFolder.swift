import ArgumentParser
import Evidence
import Foundation

/// The data folder, locked: one process owns all writes.
final class DataFolder: Sendable {
    let path: String
    private let lock: FileHandle

    var storePath: String { path + "/facts.sqlite" }
    var accessPath: String { path + "/access.sqlite" }
    var packs: KeptPacks { KeptPacks(dataFolder: path) }

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let lockPath = path + "/lock"
        if !FileManager.default.fileExists(atPath: lockPath) {
            _ = FileManager.default.createFile(atPath: lockPath, contents: nil)
        }
        do {
            lock = try FileHandle(forUpdating: URL(fileURLWithPath: lockPath))
        } catch {
            let cause = error.localizedDescription
            throw failure(Exit.inputOutput, "the data folder \(path) cannot be written: \(cause)")
        }
        guard flock(lock.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw failure(Exit.inputOutput, "the data folder \(path) is in use by another process")
        }
        guard !FileManager.default.fileExists(atPath: path + "/" + Self.unfinishedRestore) else {
            throw failure(
                Exit.inputOutput,
                "a restore into \(path) was not finished: empty it and restore again")
        }
    }

    func journalPath(lane: String) -> String { path + "/" + Self.journalPrefix + lane }

    /// How the folders of the lanes' journals begin.
    static let journalPrefix = "journal-"

    /// Stands in the folder while a backup is being restored into it.
    static let unfinishedRestore = ".restore.partial"

    /// The bytes of the store's files.
    var storeBytes: Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: storePath + suffix)
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }
}
