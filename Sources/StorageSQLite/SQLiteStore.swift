import Foundation
import GRDB
public import Production
public import Storage
public import Telemetry

/// Facts in one SQLite file beside the line: WAL, synchronous FULL, one writer.
///
/// Source of the settings: `reliability.md`; with FULL no acknowledged row was lost in simulated
/// power cuts.
public final class SQLiteStore: Store {
    /// How long a write waits for a lock that another program holds on the file, in seconds; the
    /// journal keeps meanwhile what comes, and the watchdog tells it.
    public static let lockPatience = 60.0

    /// What the last run left unfinished, and SQLite cuts off; nil: nothing.
    public let unfinished: UnfinishedWrite?
    let reader: any DatabaseReader
    let pool: DatabasePool?

    /// Opens or creates the file, and brings an older layout up to date, with a copy of the file
    /// kept beside it first.
    ///
    /// Each step of an upgrade is one transaction: interrupted, it goes on with the next start.
    ///
    /// - Throws: ``Storage/StoreError``, also where a newer version wrote the file.
    public init(path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(Self.lockPatience)
        unfinished = try translated { try Self.checkLog(of: path) }
        let pool = try translated {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction(Self.makeDurable)
            let migrator = Schema.migrator
            guard try pool.read({ try !migrator.hasBeenSuperseded($0) }) else {
                throw StoreError(
                    code: .newerVersion,
                    message: "\(path) was written by a newer version of the program: run that one, "
                        + "or restore a backup")
            }
            let version = try pool.read(Schema.version)
            if !version.isEmpty, try !pool.read(migrator.hasCompletedMigrations) {
                try Self.keepCopy(of: path, version: version)
            }
            try migrator.migrate(pool)
            return pool
        }
        self.pool = pool
        reader = pool
    }

    /// Refuses a damaged write-ahead log; gives the unfinished end of one.
    private static func checkLog(of path: String) throws -> UnfinishedWrite? {
        switch try WriteAheadLog(database: path)?.end {
        case .whole, nil: return nil
        case .unfinished(let offset, let bytes):
            return UnfinishedWrite(offset: offset, bytes: bytes)
        case .damaged(let offset):
            throw StoreError(
                code: .broken,
                message: "\(path)-wal is damaged at offset \(offset), and later transactions "
                    + "stand behind it: restore a backup, or take \(path) and its -wal away, and "
                    + "what the journal still has is folded again")
        }
    }

    /// Commits are durable when they return.
    ///
    /// The pool has chosen less when it opened the file, and does not notice where the file could
    /// not be switched to a write-ahead log.
    private static func makeDurable(_ db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" else {
            throw StoreError(
                code: .broken, message: "the store could not be switched to a write-ahead log")
        }
    }

    /// Opens a file for reading only, beside a running daemon or without one.
    ///
    /// - Throws: ``Storage/StoreError``, also where the file has not the layout of this version.
    public init(reading path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try translated {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            guard try queue.read({ try Schema.migrator.hasCompletedMigrations($0) }) else {
                throw StoreError(
                    code: .failed,
                    message: "\(path) has another layout; the daemon of its version reads it")
            }
            return queue
        }
        pool = nil
        unfinished = nil
        reader = queue
    }

    /// Opens a file for reading as it stands in this instant, beside a running daemon or without
    /// one: what is written later is not seen.
    ///
    /// - Throws: ``Storage/StoreError``, also where the file has not the layout of this version.
    public init(snapshot path: String) throws(StoreError) {
        let queue = try translated {
            var configuration = Configuration()
            configuration.readonly = true
            // The transaction stays open between two reads.
            configuration.allowsUnsafeTransactions = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { db in
                try db.beginTransaction(.deferred)
                guard try Schema.migrator.hasCompletedMigrations(db) else {
                    throw StoreError(
                        code: .failed,
                        message: "\(path) has another layout; the daemon of its version reads it")
                }
            }
            return queue
        }
        pool = nil
        unfinished = nil
        reader = queue
    }

    /// See ``Storage/Store/commit(_:)``.
    public func commit(_ flush: LaneFlush) throws(StoreError) {
        try write { db in
            var terms = TermIDs()
            for patch in flush.patches { try apply(patch, of: flush, terms: &terms, db) }
            for unit in flush.units {
                let id = try unitID(flush.names.subjects[unit.subject], db)
                try replaceFacts(of: unit, id: id, names: flush.names, terms: &terms, db)
                try keep(unit, id: id, flush, db)
            }
            for signal in flush.signals {
                try add(signal, path: flush.names.signals[signal.signal], db)
            }
            try addQuarantine(flush.quarantine, db)
            try release(flush.released, db)
            try saveLane(flush, db)
        }
    }

    /// Changes the store in one transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        guard let pool else {
            throw StoreError(code: .failed, message: "the store was opened for reading only")
        }
        return try translated { try pool.write(body) }
    }

    /// See ``Storage/Store/resumePoint(lane:)``.
    public func resumePoint(lane: String) throws(StoreError) -> ResumePoint? {
        try translated {
            try reader.read { db in
                let own = try Row.fetchOne(
                    db, sql: "SELECT * FROM lane WHERE name = ?", arguments: [lane])
                // A broker with a new name has a new journal, but the counters of its units go on.
                let newest = try Row.fetchOne(
                    db, sql: "SELECT * FROM lane ORDER BY now DESC LIMIT 1")
                guard let row = own ?? newest else { return nil }
                var state = laneState(row)
                if own == nil {
                    state.position = 0
                    state.counts = Fold.Counts()
                }
                let rows = try Row.fetchAll(
                    db, sql: "SELECT path, bytes FROM checkpoint JOIN unit ON unit.id = unit")
                var checkpoints: [String: [UInt8]] = [:]
                for row in rows { checkpoints[row["path"]] = [UInt8](row["bytes"] as Data) }
                return ResumePoint(
                    state: state, checkpoints: checkpoints,
                    products: lines(row["products"]), reasons: lines(row["reasons"]),
                    topics: own == nil ? [] : lines(row["topics"]),
                    mapping: own == nil ? "" : row["mapping"])
            }
        }
    }

    /// See ``Storage/Store/lanes()``.
    public func lanes() throws(StoreError) -> [String: Fold.LaneState] {
        try translated {
            try reader.read { db in
                var lanes: [String: Fold.LaneState] = [:]
                for row in try Row.fetchAll(db, sql: "SELECT * FROM lane") {
                    lanes[row["name"]] = laneState(row)
                }
                return lanes
            }
        }
    }

    /// See ``Storage/Store/firstInstant()``.
    public func firstInstant() throws(StoreError) -> Timestamp? {
        try translated {
            try reader.read { db in
                // One look-up a unit, at the beginning of the key.
                let sql = """
                    SELECT min((SELECT at FROM condition WHERE unit = unit.id
                        ORDER BY at LIMIT 1)) FROM unit
                    """
                return try Int64.fetchOne(db, sql: sql).map { Timestamp(nanoseconds: $0) }
            }
        }
    }

    /// See ``Storage/Store/quarantine()``.
    public func quarantine() throws(StoreError) -> [QuarantineEntry] {
        try translated {
            try reader.read { db in
                let sql = "SELECT * FROM quarantine ORDER BY lane, topic, reason"
                return try Row.fetchAll(db, sql: sql).map(quarantineEntry)
            }
        }
    }
}

/// The end of a write-ahead log that a crash left: it was never durable.
public struct UnfinishedWrite: Sendable, Equatable {
    /// Where in the log it begins.
    public var offset: Int
    /// The bytes up to its end.
    public var bytes: Int
}

/// Gives a failure of the database its place in our own words.
func translated<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
    do {
        return try body()
    } catch let error as StoreError {
        throw error
    } catch let error as DatabaseError {
        let code: StoreError.Code =
            switch error.resultCode {
            case .SQLITE_FULL: .full
            case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY,
                .SQLITE_CANTOPEN:
                .broken
            default: .failed
            }
        throw StoreError(code: code, message: "the store: \(error)")
    } catch {
        throw StoreError(code: .failed, message: "the store: \(error)")
    }
}
