import Foundation
import GRDB
public import Storage

/// What a copy of a store holds.
public struct StoreCopy: Sendable {
    /// The version of its layout.
    public var version: String
    /// The last stored journal record of each lane.
    public var positions: [String: UInt64]
}

extension SQLiteStore {
    /// Copies a store's file as it stands at one instant, whatever its version, while it may be
    /// written: SQLite's online backup from a reader's snapshot.
    ///
    /// The copy is one file without a write-ahead log, and durable. Any thread.
    ///
    /// - Parameters:
    ///   - path: The store.
    ///   - target: The copy; must not exist.
    /// - Returns: What the copy holds.
    /// - Throws: ``Storage/StoreError``; the copy may then be there in part.
    public static func copy(
        from path: String, to target: String
    ) throws(StoreError) -> StoreCopy {
        try translated {
            var configuration = Configuration()
            configuration.readonly = true
            let source = try DatabaseQueue(path: path, configuration: configuration)
            let copy = try DatabaseQueue(path: target)
            try source.backup(to: copy)
            let found = try copy.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                var positions: [String: UInt64] = [:]
                for row in try Row.fetchAll(db, sql: "SELECT name, position FROM lane") {
                    positions[row["name"]] = UInt64(row["position"] as Int64)
                }
                return StoreCopy(version: try Schema.version(db), positions: positions)
            }
            try copy.close()
            try source.close()
            try FileHandle(forUpdating: URL(filePath: target)).synchronize()
            return found
        }
    }

    /// How many copies from before upgrades are kept beside the store.
    static let upgradeCopies = 3

    /// Keeps a copy of a store that is about to be upgraded, as `…before-upgrade-from-VERSION`.
    ///
    /// It is there whole or not at all; where an upgrade was interrupted, the copy from before it
    /// stays.
    static func keepCopy(of path: String, version: String) throws {
        let files = FileManager.default
        let target = path + upgradeSuffix + version
        guard !files.fileExists(atPath: target) else { return }
        let partial = target + ".partial"
        try? files.removeItem(atPath: partial)
        _ = try copy(from: path, to: partial)
        try files.moveItem(atPath: partial, toPath: target)
        try removeOldCopies(of: path)
    }

    private static let upgradeSuffix = ".before-upgrade-from-"

    private static func removeOldCopies(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let start = (path as NSString).lastPathComponent + upgradeSuffix
        let versions = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasPrefix(start) }.compactMap { Int($0.dropFirst(start.count)) }.sorted()
        for version in versions.dropLast(upgradeCopies) {
            try FileManager.default.removeItem(atPath: folder + "/" + start + String(version))
        }
    }
}
