import Foundation
import GRDB
import Production
public import Storage
public import Telemetry

extension SQLiteStore: SealingStore {
    /// See ``Storage/SealingStore/append(_:)-(StoredSeal)``.
    public func append(_ seal: StoredSeal) throws(StoreError) {
        try write { db in
            try checkNext(seal.number, in: "seal", db)
            try db.execute(
                sql: "INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    seal.number, seal.line, seal.span.from.nanoseconds, seal.span.to.nanoseconds,
                    seal.at.nanoseconds, Data(seal.manifest), Data(seal.signature),
                ])
            for (name, bytes) in seal.files {
                try db.execute(
                    sql: "INSERT INTO seal_file VALUES (?, ?, ?)",
                    arguments: [seal.number, name, Data(bytes)])
            }
        }
    }

    private func checkNext(_ number: Int64, in table: String, _ db: Database) throws {
        let last = try Int64.fetchOne(db, sql: "SELECT max(number) FROM \(table)") ?? 0
        guard number == last + 1 else {
            throw StoreError(
                code: .failed,
                message: "number \(number) does not follow \(last): another was recorded "
                    + "meanwhile; make it again")
        }
    }

    /// See ``Storage/SealingStore/seals()``.
    public func seals() throws(StoreError) -> [StoredSeal] {
        try translated {
            try reader.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM seal ORDER BY number").map { row in
                    StoredSeal(
                        number: row["number"], line: row["line"], span: span(row),
                        at: Timestamp(nanoseconds: row["at"]),
                        manifest: [UInt8](row["manifest"] as Data),
                        signature: [UInt8](row["signature"] as Data))
                }
            }
        }
    }

    /// See ``Storage/SealingStore/file(_:ofSeal:)``.
    public func file(_ name: String, ofSeal number: Int64) throws(StoreError) -> [UInt8]? {
        try translated {
            try reader.read { db in
                let sql = "SELECT bytes FROM seal_file WHERE seal = ? AND name = ?"
                return try Data.fetchOne(db, sql: sql, arguments: [number, name]).map {
                    [UInt8]($0)
                }
            }
        }
    }

    /// See ``Storage/SealingStore/files(ofSeal:)``.
    public func files(ofSeal number: Int64) throws(StoreError) -> [String] {
        try translated {
            try reader.read { db in
                try String.fetchAll(
                    db, sql: "SELECT name FROM seal_file WHERE seal = ? ORDER BY name",
                    arguments: [number])
            }
        }
    }

    /// See ``Storage/SealingStore/seals(line:over:)``.
    public func seals(line: String, over span: TimeSpan) throws(StoreError) -> [TimeSpan] {
        try translated {
            try reader.read { db in
                let sql = """
                    SELECT DISTINCT since, until FROM seal
                    WHERE instr(',' || line || ',', ',' || ? || ',') > 0
                        AND since < ? AND until > ? ORDER BY since, until
                    """
                return try Row.fetchAll(
                    db, sql: sql, arguments: [line, span.to.nanoseconds, span.from.nanoseconds]
                ).map(self.span)
            }
        }
    }

    private func span(_ row: Row) -> TimeSpan {
        TimeSpan(
            from: Timestamp(nanoseconds: row["since"]), to: Timestamp(nanoseconds: row["until"]))
    }

    /// See ``Storage/SealingStore/append(_:)-(StoredKeyRecord)``.
    public func append(_ record: StoredKeyRecord) throws(StoreError) {
        try write { db in
            try checkNext(record.number, in: "key_record", db)
            try db.execute(
                sql: "INSERT INTO key_record VALUES (?, ?, ?)",
                arguments: [record.number, Data(record.text), Data(record.signature)])
        }
    }

    /// See ``Storage/SealingStore/keyRecords()``.
    public func keyRecords() throws(StoreError) -> [StoredKeyRecord] {
        try translated {
            try reader.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM key_record ORDER BY number").map { row in
                    StoredKeyRecord(
                        number: row["number"], text: [UInt8](row["text"] as Data),
                        signature: [UInt8](row["signature"] as Data))
                }
            }
        }
    }

    /// See ``Storage/SealingStore/lastChange()``.
    public func lastChange() throws(StoreError) -> Int64 {
        try translated {
            try reader.read { db in
                try Int64.fetchOne(db, sql: "SELECT max(number) FROM change") ?? 0
            }
        }
    }
}
