import Foundation
import GRDB
public import Production
public import Storage
public import Telemetry

extension SQLiteStore {
    /// See ``Storage/Store/append(_:seen:at:)``.
    public func append(
        _ draft: CorrectionDraft, seen: Int64, at instant: Timestamp
    ) throws(StoreError) -> CorrectionOutcome {
        guard let pool else {
            throw StoreError(code: .failed, message: "the store was opened for reading only")
        }
        return try translated {
            try pool.write { db in
                guard let target = try target(of: draft, db) else {
                    return .unknown(draft.supersedes ?? 0)
                }
                if let other = try newest(target, of: draft.unit, after: seen, db) {
                    return .conflict(other)
                }
                if let other = try successor(of: draft.supersedes, unit: draft.unit, db) {
                    return .conflict(other)
                }
                let sql = """
                    INSERT INTO correction (unit, family, since, until, recorded_at, author, why,
                        supersedes, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
                try db.execute(
                    sql: sql,
                    arguments: [
                        draft.unit, target.family, target.span.from.nanoseconds,
                        target.span.to.nanoseconds, instant.nanoseconds, draft.by, draft.why,
                        draft.supersedes, try StoredContent(draft.content).text,
                    ])
                return .recorded(
                    Correction(id: db.lastInsertedRowID, recordedAt: instant, draft: draft))
            }
        }
    }

    /// See ``Storage/Store/corrections(unit:over:)``.
    public func corrections(
        unit: String, over span: TimeSpan
    ) throws(StoreError) -> [Correction] {
        try translated {
            try reader.read { db in
                let sql = """
                    SELECT * FROM correction WHERE unit = ? AND until > ? AND since < ? ORDER BY id
                    """
                return try Row.fetchAll(
                    db.cachedStatement(sql: sql),
                    arguments: [unit, span.from.nanoseconds, span.to.nanoseconds]
                ).map(correction)
            }
        }
    }

    /// See ``Storage/Store/lastCorrection()``.
    public func lastCorrection() throws(StoreError) -> Int64 {
        try translated {
            try reader.read { db in
                try Int64.fetchOne(db, sql: "SELECT max(id) FROM correction") ?? 0
            }
        }
    }

    /// What a draft is about, with what it supersedes; nil where that is not there.
    private func target(of draft: CorrectionDraft, _ db: Database) throws -> CorrectionTarget? {
        let own = draft.content.target
        guard let superseded = draft.supersedes else { return own }
        let row = try Row.fetchOne(
            db, sql: "SELECT family, since, until FROM correction WHERE id = ? AND unit = ?",
            arguments: [superseded, draft.unit])
        guard let row else { return nil }
        let before = CorrectionTarget(
            family: row["family"],
            span: TimeSpan(
                from: Timestamp(nanoseconds: row["since"]),
                to: Timestamp(nanoseconds: row["until"])))
        guard let own else { return before }
        return own.family == before.family ? own.joined(with: before) : nil
    }

    /// The last word about a target that came after one that was seen.
    private func newest(
        _ target: CorrectionTarget, of unit: String, after seen: Int64, _ db: Database
    ) throws -> Correction? {
        let sql = """
            SELECT * FROM correction WHERE unit = ? AND family = ? AND until > ? AND since < ?
                AND id > ? ORDER BY id DESC LIMIT 1
            """
        return try Row.fetchOne(
            db, sql: sql,
            arguments: [
                unit, target.family, target.span.from.nanoseconds, target.span.to.nanoseconds, seen,
            ]
        ).map(correction)
    }

    /// What holds in place of a correction already: it cannot be superseded twice.
    private func successor(
        of superseded: Int64?, unit: String, _ db: Database
    ) throws -> Correction? {
        guard let superseded else { return nil }
        let sql = "SELECT * FROM correction WHERE unit = ? ORDER BY id"
        return try Row.fetchAll(db, sql: sql, arguments: [unit]).map(correction).inForce()
            .first { $0.draft.supersedes == superseded }
    }

    private func correction(_ row: Row) throws -> Correction {
        let content = try StoredContent(text: row["content"]).content
        return Correction(
            id: row["id"], recordedAt: Timestamp(nanoseconds: row["recorded_at"]),
            draft: CorrectionDraft(
                unit: row["unit"], by: row["author"], why: row["why"],
                supersedes: row["supersedes"], content: content))
    }
}
