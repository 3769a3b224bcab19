import Foundation
import GRDB
public import Sealing
public import Storage

/// An evidence pack: one file that is a store of the sealed facts, and holds what belongs to them.
///
/// Besides the store's own tables it has `evidence` (name, bytes) and `leaf` (number, hash), the
/// hashes of the facts' canonical lines. Opened for reading, nothing in it is believed: not its
/// layout, not the types of its values.
public struct PackFile: Sendable {
    /// Where it is.
    public let path: String
    private let queue: DatabaseQueue

    /// Marks the file as a pack (`application_id`): "LSPK".
    package static let application = 0x4C53_504B
    static let tables = [
        "CREATE TABLE evidence (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE leaf (number INTEGER PRIMARY KEY, hash BLOB NOT NULL)",
    ]

    /// Makes an empty pack.
    ///
    /// - Throws: ``Storage/StoreError``.
    public init(making path: String) throws(StoreError) {
        try self.init(making: path, version: nil)
    }

    /// Makes one with the layout of an earlier version; nil: of this one.
    init(making path: String, version: String?) throws(StoreError) {
        self.path = path
        queue = try translated {
            let queue = try DatabaseQueue(path: path)
            try Schema.migrate(queue, to: version)
            try queue.write { db in
                for table in Self.tables { try db.execute(sql: table) }
                try db.execute(sql: "PRAGMA application_id = \(Self.application)")
            }
            return queue
        }
    }

    /// Opens a pack for reading.
    ///
    /// - Throws: ``Storage/StoreError`` where it is no pack, is damaged, or has another layout.
    public init(reading path: String) throws(StoreError) {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(code: .failed, message: "there is no \(path)")
        }
        queue = try translated {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read(Self.check)
            return queue
        }
    }

    private static func check(_ db: Database) throws {
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == application else {
            throw StoreError(code: .failed, message: "it is no evidence pack")
        }
        guard try layout(db) == layout(version: Schema.version(db)) else {
            throw StoreError(
                code: .newerVersion,
                message: "its layout is none that this version of the program knows")
        }
        guard try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok" else {
            throw StoreError(code: .broken, message: "the file is damaged")
        }
    }

    /// What packs of a version consist of; nothing where the version is not known.
    private static func layout(version: String) throws -> [Row] {
        guard Schema.migrator.migrations.contains(version) else { return [] }
        let model = try DatabaseQueue()
        try Schema.migrate(model, to: version)
        return try model.write { db in
            for table in tables { try db.execute(sql: table) }
            return try layout(db)
        }
    }

    private static func layout(_ db: Database) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
    }

    /// Reads from one unchanging state of the file.
    public func read<Value>(_ body: (PackContent) throws -> Value) throws -> Value {
        try queue.read { try body(PackContent(db: $0)) }
    }

    /// The pack as a store, for figures.
    ///
    /// One that an earlier version made is copied and the copy brought up to date.
    ///
    /// - Parameter copy: Where a copy may be made; it is left there.
    /// - Returns: The store, for reading.
    /// - Throws: ``Storage/StoreError``.
    public func store(copy: String) throws(StoreError) -> SQLiteStore {
        let isOld = try translated {
            try queue.read { try !Schema.migrator.hasCompletedMigrations($0) }
        }
        guard isOld else { return try SQLiteStore(reading: path) }
        try translated {
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            let upgraded = try DatabaseQueue(path: copy)
            try Schema.migrate(upgraded, to: nil)
            try upgraded.close()
        }
        return try SQLiteStore(reading: copy)
    }

    /// Adds facts of a line, and how far its lane had come.
    public func add(_ facts: PackedFacts, from store: SQLiteStore) throws(StoreError) {
        try translated {
            try store.reader.read { source in
                try queue.write { try FactCopy(from: source, to: $0, facts).run() }
            }
        }
    }

    /// Adds a piece of evidence.
    public func add(_ bytes: [UInt8], named name: String) throws(StoreError) {
        try translated {
            try queue.write {
                try $0.execute(
                    sql: "INSERT INTO evidence VALUES (?, ?)", arguments: [name, Data(bytes)])
            }
        }
    }

    /// Adds the hashes of lines, in the order in which they are given.
    public func addLeaves(
        _ body: (PackContent, (Digest) throws -> Void) throws -> Void
    ) throws {
        try queue.write { db in
            let insert = try db.makeStatement(sql: "INSERT INTO leaf (hash) VALUES (?)")
            try body(PackContent(db: db)) { try insert.execute(arguments: [Data($0.bytes)]) }
        }
    }

    /// Makes everything that was added durable and closes the file; it is not used any more.
    public func close() throws(StoreError) {
        try translated {
            try queue.close()
            try FileHandle(forUpdating: URL(filePath: path)).synchronize()
        }
    }
}

extension Schema {
    /// Brings a database up to a version; nil: to this one.
    fileprivate static func migrate(_ queue: DatabaseQueue, to version: String?) throws {
        if let version {
            try migrator.migrate(queue, upTo: version)
        } else {
            try migrator.migrate(queue)
        }
    }
}
