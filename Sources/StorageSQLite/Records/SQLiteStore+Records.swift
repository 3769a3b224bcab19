import Foundation
import GRDB
public import Storage
public import Telemetry

extension SQLiteStore: RecordStore {
    /// See ``Storage/RecordStore/append(_:at:)``.
    public func append(
        _ draft: RecordDraft, at instant: Timestamp
    ) throws(StoreError) -> RecordOutcome {
        try write { db in
            if let number = draft.supersedes {
                guard try isThere(number, of: draft, db) else { return .unknown(number) }
                let sql = "SELECT * FROM record WHERE supersedes = ?"
                if let other = try first(sql, [number], db) { return .conflict(other) }
            }
            if let other = try newer(than: draft, db) { return .conflict(other) }
            return .recorded(try insert(draft, at: instant, db))
        }
    }

    private func insert(
        _ draft: RecordDraft, at instant: Timestamp, _ db: Database
    ) throws -> ProjectRecord {
        let sql = """
            INSERT INTO record (at, author, project, kind, subject, content, supersedes, why)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.execute(
            sql: sql,
            arguments: [
                instant.nanoseconds, draft.by, draft.project, draft.kind.rawValue, draft.subject,
                Data(draft.content), draft.supersedes, draft.why,
            ])
        let number = db.lastInsertedRowID
        for file in draft.files {
            try db.execute(
                sql: "INSERT INTO record_file VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    number, file.role, file.name, file.sha256, file.size, Data(file.bytes ?? []),
                ])
        }
        return ProjectRecord(number: number, at: instant, draft: draft)
    }

    private func isThere(_ number: Int64, of draft: RecordDraft, _ db: Database) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM record WHERE number = ? AND project = ? AND kind = ?)
            """
        return try Bool.fetchOne(
            db, sql: sql, arguments: [number, draft.project, draft.kind.rawValue]) ?? false
    }

    /// The last word about the same that came after what the author saw.
    private func newer(than draft: RecordDraft, _ db: Database) throws -> ProjectRecord? {
        guard let seen = draft.seen else { return nil }
        let sql = """
            SELECT * FROM record WHERE project = ? AND kind = ? AND subject = ? AND number > ?
                ORDER BY number DESC LIMIT 1
            """
        return try first(sql, [draft.project, draft.kind.rawValue, draft.subject, seen], db)
    }

    private func first(
        _ sql: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> ProjectRecord? {
        try Row.fetchOne(db, sql: sql, arguments: arguments).map { try record($0, db) }
    }

    /// See ``Storage/RecordStore/records(project:kind:asOf:)``.
    public func records(
        project: String, kind: ProjectRecord.Kind?, asOf: Timestamp?
    ) throws(StoreError) -> [ProjectRecord] {
        try translated {
            try reader.read { db in
                let sql = """
                    SELECT * FROM record WHERE project = ? AND (?2 IS NULL OR kind = ?2)
                        AND at < ?3 ORDER BY number
                    """
                return try Row.fetchAll(
                    db, sql: sql,
                    arguments: [project, kind?.rawValue, asOf?.nanoseconds ?? Int64.max]
                ).map { try record($0, db) }
            }
        }
    }

    /// See ``Storage/RecordStore/record(_:)``.
    public func record(_ number: Int64) throws(StoreError) -> ProjectRecord? {
        try translated {
            try reader.read { try first("SELECT * FROM record WHERE number = ?", [number], $0) }
        }
    }

    /// See ``Storage/RecordStore/file(role:name:ofRecord:)``.
    public func file(
        role: String, name: String, ofRecord number: Int64
    ) throws(StoreError) -> [UInt8]? {
        try translated {
            try reader.read { db in
                let sql = """
                    SELECT bytes FROM record_file WHERE record = ? AND role = ? AND name = ?
                    """
                return try Data.fetchOne(db, sql: sql, arguments: [number, role, name]).map {
                    [UInt8]($0)
                }
            }
        }
    }

    private func record(_ row: Row, _ db: Database) throws -> ProjectRecord {
        let number: Int64 = row["number"]
        guard let kind = ProjectRecord.Kind(rawValue: row["kind"]) else {
            throw StoreError(
                code: .failed, message: "record \(number) is of no kind that is known")
        }
        var draft = RecordDraft(
            by: row["author"], project: row["project"], kind: kind, subject: row["subject"],
            content: [UInt8](row["content"] as Data), supersedes: row["supersedes"],
            why: row["why"])
        let sql = "SELECT role, name, sha256, size FROM record_file WHERE record = ?"
        draft.files = try Row.fetchAll(db, sql: sql, arguments: [number]).map {
            RecordFile(
                role: $0["role"], name: $0["name"], sha256: $0["sha256"], size: $0["size"])
        }
        return ProjectRecord(
            number: number, at: Timestamp(nanoseconds: row["at"]), draft: draft)
    }
}
