import Evidence
import Foundation
import Journal
import Reporting
import StorageSQLite
import Telemetry

/// Makes a backup of a data folder, beside a daemon at work or without one.
///
/// The store is copied first, journals and packs afterwards: whatever the store's copy says is
/// stored or sealed is then in their copies too, and the rest is folded from there.
struct BackupMaking {
    /// The data folder.
    let data: String
    /// The plant file, so that the copy can be understood without the machine that it is from.
    let plantFile: String?
    /// Where the project files are, which go with it; nil: none do.
    var projectsOption: ProjectsOption?

    /// Makes the backup in a folder that does not exist yet or is empty.
    ///
    /// It is there whole, durable, or not at all.
    func run(to target: String) throws -> BackupReport {
        let files = FileManager.default
        if let taken = try? files.contentsOfDirectory(atPath: target) {
            guard taken.isEmpty else { throw BackupError("\(target) is not empty") }
            try files.removeItem(atPath: target)
        }
        let partial = target + ".partial"
        try? files.removeItem(atPath: partial)
        try files.createDirectory(
            atPath: partial, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        do {
            let (manifest, leftOut) = try fill(partial)
            try files.moveItem(atPath: partial, toPath: target)
            return BackupReport(
                folder: target, files: manifest.files.count,
                bytes: manifest.files.reduce(0) { $0 + $1.bytes }, lanes: manifest.lanes,
                leftOut: leftOut)
        } catch {
            try? files.removeItem(atPath: partial)
            throw error
        }
    }

    /// Fills the folder; gives the manifest, and what was left out.
    private func fill(_ folder: String) throws -> (BackupManifest, leftOut: [String]) {
        let store = try SQLiteStore.copy(
            from: data + "/" + BackupManifest.storeName,
            to: folder + "/" + BackupManifest.storeName)
        var paths = [BackupManifest.storeName]
        var lanes: [String: BackupManifest.Lane] = [:]
        for name in try journals() {
            let copy = try JournalCopy(from: data + "/" + name, to: folder + "/" + name)
            let lane = String(name.dropFirst(DataFolder.journalPrefix.count))
            let stored = store.positions[lane] ?? 0
            guard stored <= copy.lastRecord else {
                throw BackupError(
                    "the journal of \(lane) ends at record \(copy.lastRecord), before what is "
                        + "stored (\(stored)): it is not the journal that belongs to this store")
            }
            lanes[lane] = BackupManifest.Lane(
                stored: stored, oldestRecord: copy.oldestRecord, lastRecord: copy.lastRecord)
            paths += copy.segments.map { name + "/" + $0 }
        }
        paths += try copyPacks(to: folder)
        var accessVersion: String?
        let accessPath = data + "/" + BackupManifest.accessName
        if FileManager.default.fileExists(atPath: accessPath) {
            accessVersion = try SQLiteAccessBook.copy(
                from: accessPath, to: folder + "/" + BackupManifest.accessName)
            paths.append(BackupManifest.accessName)
        }
        if let plantFile {
            try FileManager.default.copyItem(
                atPath: plantFile, toPath: folder + "/" + BackupManifest.plantName)
            paths.append(BackupManifest.plantName)
        }
        let projects = try copyProjects(to: folder)
        paths += projects.paths
        let manifest = BackupManifest(
            program: LinesideCommand.version, madeAt: Timestamp.now.rfc3339,
            storeVersion: store.version, journalVersion: JournalCopy.formatVersion,
            accessVersion: accessVersion, lanes: lanes,
            files: try paths.map { try BackupManifest.File($0, in: folder) })
        let encoder = JSONEncoder.control
        encoder.outputFormatting.insert(.prettyPrinted)
        try encoder.encode(manifest).writeDurably(to: folder + "/" + BackupManifest.name)
        return (manifest, projects.leftOut)
    }

    /// Those of every seal that the store's copy has, and may be of one that it has not.
    private func copyPacks(to folder: String) throws -> [String] {
        let (files, packs) = (FileManager.default, KeptPacks(dataFolder: data))
        let copies = KeptPacks(dataFolder: folder)
        let names = packs.names
        guard !names.isEmpty else { return [] }
        try files.createDirectory(
            atPath: copies.folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        return try names.compactMap { name in
            let (source, target) = (packs.folder + "/" + name, copies.folder + "/" + name)
            do {
                try files.copyItem(atPath: source, toPath: target)
                try FileHandle(forUpdating: URL(fileURLWithPath: target)).synchronize()
            } catch  where !files.fileExists(atPath: source) {
                // Its seal came to nothing meanwhile.
                return nil
            }
            return "\(KeptPacks.folderName)/\(name)"
        }
    }

    private func journals() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: data)
            .filter { $0.hasPrefix(DataFolder.journalPrefix) }.sorted()
    }
}

/// Why a backup cannot be made, trusted or restored, in a sentence.
struct BackupError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

extension Data {
    /// Writes a new file and makes it durable.
    func writeDurably(to path: String) throws {
        try write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.synchronize()
        try file.close()
    }
}
