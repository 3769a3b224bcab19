import Crypto
import Foundation

/// What a backup holds: `manifest.json` in its folder, written last.
struct BackupManifest: Codable, Sendable {
    /// One file of the backup.
    struct File: Codable, Sendable {
        /// Within the backup's folder.
        var path: String
        var bytes: Int
        /// Hexadecimal.
        var sha256: String
    }

    /// How far a lane had come.
    struct Lane: Codable, Sendable {
        /// The last journal record that is in the store.
        var stored: UInt64
        /// The first and the last record of the journal's copy.
        var oldestRecord: UInt64
        var lastRecord: UInt64
    }

    /// The version of this format.
    var format = BackupManifest.format
    /// The program that made the backup.
    var program: String
    /// When it was made, RFC 3339.
    var madeAt: String
    /// The layouts of the store and of the journals' segments.
    var storeVersion: String
    var journalVersion: Int
    /// Of accounts and ledger; nil where there are none.
    var accessVersion: String?
    /// By lane.
    var lanes: [String: Lane]
    /// All files but the manifest.
    var files: [File]

    static let format = 1
    static let name = "manifest.json"
    static let storeName = "facts.sqlite"
    static let accessName = "access.sqlite"
    static let plantName = "plant.yaml"
    /// Beside the plant file, where a daemon looks for them.
    static let projectsName = "projects"
}

/// What a command is told of a backup that was made.
struct BackupReport: Codable, Sendable {
    var folder: String
    var files: Int
    var bytes: Int
    var lanes: [String: BackupManifest.Lane]
    /// What lies with the projects and was not copied, in a sentence each.
    var leftOut: [String]?
}

extension BackupManifest.File {
    /// Reads a file whole, a piece at a time.
    init(_ path: String, in folder: String) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder + "/" + path))
        defer { try? file.close() }
        var hash = SHA256()
        var bytes = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            bytes += piece.count
        }
        let digits = hash.finalize().map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        self.init(path: path, bytes: bytes, sha256: digits.joined())
    }
}
