import GRDB
import Production
public import Storage
import Telemetry

extension SQLiteStore {
    /// See ``Storage/Store/reset(lane:paths:)``.
    public func reset(lane: String, paths: [String]) throws(StoreError) {
        try write { db in
            for path in paths {
                guard let id = try knownUnit(path, db) else { continue }
                try forget(id, db)
            }
            try db.execute(sql: "DELETE FROM quarantine WHERE lane = ?", arguments: [lane])
            let sql = """
                UPDATE lane SET position = 0, now = ?, connected = 0, balanced = 1,
                    samples = ?, messages = ?, mapping = '' WHERE name = ?
                """
            try db.execute(
                sql: sql,
                arguments: [
                    Timestamp.distantPast.nanoseconds, text([0, 0, 0]),
                    text(Fold.Counts().tallies), lane,
                ])
        }
    }

    private func forget(_ id: Int64, _ db: Database) throws {
        for table in [
            "condition", "pieces", "gap", "finding", "checkpoint", "settled", "late", "age",
        ] {
            try db.execute(sql: "DELETE FROM \(table) WHERE unit = ?", arguments: [id])
        }
        for table in ["minute", "command"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE signal = ?", arguments: [id])
        }
    }
}
