public import Access
import Foundation
import GRDB
import Storage
public import Telemetry

/// Accounts, sessions and the ledger in one SQLite file beside the facts, `access.sqlite`.
///
/// Commits are durable when they return: a rollback journal whose end is synced with its folder.
public final class SQLiteAccessBook: AccessBook {
    private let queue: DatabaseQueue

    /// Opens or creates the file, and brings an older layout up to date.
    ///
    /// - Throws: ``Access/AccessError``, also where a newer version wrote the file.
    public init(path: String) throws(AccessError) {
        queue = try told {
            try Self.makeForOwnerAlone(path)
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = EXTRA") }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let migrator = AccessSchema.migrator
            guard try queue.read({ try !migrator.hasBeenSuperseded($0) }) else {
                throw AccessError(
                    .failed,
                    "\(path) was written by a newer version of the program: run that one, or "
                        + "restore a backup")
            }
            try migrator.migrate(queue)
            return queue
        }
    }

    /// Copies the file as it stands at one instant, without its sessions; the copy is durable.
    ///
    /// - Returns: the version of its layout.
    /// - Throws: ``Access/AccessError``; the copy may then be there in part.
    public static func copy(
        from path: String, to target: String
    ) throws(AccessError) -> String {
        try told {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let source = try DatabaseQueue(path: path, configuration: configuration)
            try makeForOwnerAlone(target)
            let copy = try DatabaseQueue(path: target)
            try source.backup(to: copy)
            let version = try copy.write { db in
                try db.execute(sql: "DELETE FROM session")
                return try AccessSchema.version(db)
            }
            try copy.close()
            try source.close()
            try FileHandle(forUpdating: URL(filePath: target)).synchronize()
            return version
        }
    }

    /// Keeps others from the hashes in it, whatever the process's mask and an earlier version say;
    /// SQLite's own files beside it take after it.
    private static func makeForOwnerAlone(_ path: String) throws {
        let files = FileManager.default
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard files.fileExists(atPath: path) else {
            _ = files.createFile(atPath: path, contents: nil, attributes: mode)
            return
        }
        try files.setAttributes(mode, ofItemAtPath: path)
    }

    /// See ``Access/AccessBook/accounts()``.
    public func accounts() throws(AccessError) -> StoredAccounts {
        try read { db in
            StoredAccounts(
                users: try Row.fetchAll(db, sql: "SELECT * FROM user").map(Self.user),
                tokens: try Row.fetchAll(db, sql: "SELECT * FROM token").map(Self.token),
                sessions: try Row.fetchAll(db, sql: "SELECT * FROM session").map { row in
                    Session(
                        hash: row["hash"], user: row["user"],
                        madeAt: Timestamp(nanoseconds: row["made_at"]),
                        usedAt: Timestamp(nanoseconds: row["used_at"]))
                })
        }
    }

    /// See ``Access/AccessBook/keep(_:_:)``.
    public func keep(_ user: User, _ change: AccountChange) throws(AccessError) {
        try write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO user VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    user.name, user.role.rawValue, user.scope.lines.joined,
                    user.scope.projects.joined, user.password.text, user.madeAt.nanoseconds,
                    user.until?.nanoseconds, user.disabledAt?.nanoseconds,
                ])
            try db.execute(sql: "DELETE FROM session WHERE user = ?", arguments: [user.name])
            try Self.add(change, db)
        }
    }

    /// See ``Access/AccessBook/keep(_:_:)``.
    public func keep(_ token: APIToken, _ change: AccountChange) throws(AccessError) {
        try write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    token.hash, token.name, token.role.rawValue, token.scope.lines.joined,
                    token.scope.projects.joined, token.madeAt.nanoseconds,
                    token.until.nanoseconds, token.revokedAt?.nanoseconds,
                    token.usedAt?.nanoseconds,
                ])
            try Self.add(change, db)
        }
    }

    /// See ``Access/AccessBook/keep(_:ending:)``.
    public func keep(_ session: Session, ending others: [String]) throws(AccessError) {
        try write { db in
            for hash in others {
                try db.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [hash])
            }
            try db.execute(
                sql: "INSERT INTO session VALUES (?, ?, ?, ?)",
                arguments: [
                    session.hash, session.user, session.madeAt.nanoseconds,
                    session.usedAt.nanoseconds,
                ])
        }
    }

    /// See ``Access/AccessBook/end(sessions:)``.
    public func end(sessions: [String]) throws(AccessError) {
        try write { db in
            for hash in sessions {
                try db.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [hash])
            }
        }
    }

    /// See ``Access/AccessBook/keepUse(hash:at:)``.
    public func keepUse(hash: String, at now: Timestamp) throws(AccessError) {
        try write { db in
            for table in ["session", "token"] {
                try db.execute(
                    sql: "UPDATE \(table) SET used_at = ? WHERE hash = ?",
                    arguments: [now.nanoseconds, hash])
            }
        }
    }

    /// Only reads.
    func read<Result>(_ body: (Database) throws -> Result) throws(AccessError) -> Result {
        try told { try queue.read(body) }
    }

    /// One transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws(AccessError) -> Result {
        try told { try queue.write(body) }
    }
}

extension SQLiteAccessBook {
    private static func user(_ row: Row) throws -> User {
        guard let role = Role(rawValue: row["role"]),
            let password = PasswordHash(row["password"])
        else { throw AccessError(.failed, "user \(row["name"] as String) cannot be read") }
        return User(
            name: row["name"], role: role, scope: Scope(row), password: password,
            madeAt: Timestamp(nanoseconds: row["made_at"]),
            until: (row["until"] as Int64?).map { Timestamp(nanoseconds: $0) },
            disabledAt: (row["disabled_at"] as Int64?).map { Timestamp(nanoseconds: $0) })
    }

    private static func token(_ row: Row) throws -> APIToken {
        guard let role = Role(rawValue: row["role"]) else {
            throw AccessError(.failed, "token \(row["name"] as String) cannot be read")
        }
        return APIToken(
            hash: row["hash"], name: row["name"], role: role, scope: Scope(row),
            madeAt: Timestamp(nanoseconds: row["made_at"]),
            until: Timestamp(nanoseconds: row["until"]),
            revokedAt: (row["revoked_at"] as Int64?).map { Timestamp(nanoseconds: $0) },
            usedAt: (row["used_at"] as Int64?).map { Timestamp(nanoseconds: $0) })
    }
}

extension Scope {
    init(_ row: Row) {
        func entries(_ text: String?) -> Set<String>? {
            text.map { Set($0.split(separator: " ").map(String.init)) }
        }
        self.init(lines: entries(row["lines"]), projects: entries(row["projects"]))
    }
}

extension Set<String>? {
    var joined: String? { map { $0.sorted().joined(separator: " ") } }
}

/// Gives a failure of the database its place among ours.
private func told<Result>(_ body: () throws -> Result) throws(AccessError) -> Result {
    let outcome: Swift.Result<Result, AccessError>
    do throws(StoreError) {
        outcome = try translated {
            do {
                return .success(try body())
            } catch let error as AccessError {
                return .failure(error)
            }
        }
    } catch {
        throw AccessError(error.code == .full ? .full : .failed, error.message)
    }
    return try outcome.get()
}
