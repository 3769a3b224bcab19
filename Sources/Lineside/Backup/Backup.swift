import Foundation

/// A backup that was made: checked, and put back.
struct Backup {
    let folder: String
    let manifest: BackupManifest

    /// Reads the manifest.
    init(_ folder: String) throws {
        self.folder = folder
        let path = folder + "/" + BackupManifest.name
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw BackupError("\(folder) holds no backup: there is no \(BackupManifest.name)")
        }
        guard let manifest = try? JSONDecoder.control.decode(BackupManifest.self, from: bytes)
        else { throw BackupError("\(path) is damaged") }
        guard manifest.format == BackupManifest.format else {
            throw BackupError(
                "\(path) is of format \(manifest.format), this program knows format "
                    + "\(BackupManifest.format): use the program that made it")
        }
        self.manifest = manifest
    }

    /// Every file that is not as the manifest says, in a sentence each.
    func damage() -> [String] {
        manifest.files.compactMap { file in
            guard let found = try? BackupManifest.File(file.path, in: folder) else {
                return "\(file.path) cannot be read"
            }
            guard found.bytes == file.bytes else {
                return "\(file.path) has \(found.bytes) bytes instead of \(file.bytes)"
            }
            return found.sha256 == file.sha256 ? nil : "\(file.path) is damaged"
        }
    }

    /// Puts the data into a folder that does not exist yet or is empty.
    ///
    /// Each file is checked again where it then is. While it is going on, the folder holds
    /// ``DataFolder/unfinishedRestore``, and no daemon starts on it.
    func restore(to data: String) throws {
        let files = FileManager.default
        if let taken = try? files.contentsOfDirectory(atPath: data), !taken.isEmpty {
            throw BackupError("\(data) is not empty: a backup is restored into a folder of its own")
        }
        let partial = data + "/" + DataFolder.unfinishedRestore
        try files.createDirectory(
            atPath: partial, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        for file in manifest.files {
            let target = partial + "/" + file.path
            try files.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            guard
                let bytes = files.contents(atPath: folder + "/" + file.path)
            else { throw BackupError("\(file.path) cannot be read") }
            try bytes.writeDurably(to: target)
            let found = try BackupManifest.File(file.path, in: partial)
            guard found.sha256 == file.sha256 else {
                throw BackupError("\(file.path) is damaged")
            }
        }
        for name in try files.contentsOfDirectory(atPath: partial) {
            try files.moveItem(atPath: partial + "/" + name, toPath: data + "/" + name)
        }
        try files.removeItem(atPath: partial)
    }
}
