import GRDB
import Production
public import Storage
import Telemetry

extension SQLiteStore: RecomputingStore {
    /// See ``Storage/RecomputingStore/replace(_:)``.
    public func replace(_ replacement: Replacement) throws(StoreError) {
        guard let pool else {
            throw StoreError(code: .failed, message: "the store was opened for reading only")
        }
        try translated {
            try pool.writeWithoutTransaction { db in
                try db.execute(
                    sql: "ATTACH DATABASE ? AS fresh", arguments: [replacement.store])
                defer { try? db.execute(sql: "DETACH DATABASE fresh") }
                try db.inTransaction {
                    let now = try checkLanes(of: replacement, db)
                    try db.execute(
                        sql: """
                            INSERT OR IGNORE INTO main.term (kind, name)
                                SELECT kind, name FROM fresh.term;
                            INSERT OR IGNORE INTO main.naming (products, reasons)
                                SELECT products, reasons FROM fresh.naming
                            """)
                    for unit in replacement.units {
                        try replace(unit, of: replacement, at: now, db)
                    }
                    return .commit
                }
            }
        }
    }

    /// Both stores must have come equally far, or the lanes could not go on; returns how far.
    private func checkLanes(of replacement: Replacement, _ db: Database) throws -> Timestamp {
        let isOpen = replacement.units.contains { $0.seconds.last?.upperBound == .max }
        let sql = """
            SELECT own.name, own.position = lane.position,
                own.products = lane.products AND own.reasons = lane.reasons, own.now
            FROM main.lane AS own JOIN fresh.lane AS lane ON own.name = lane.name
            """
        let rows = try Row.fetchAll(db, sql: sql)
        for row in rows where isOpen {
            let (name, isEven, hasNames): (String, Bool, Bool) = (row[0], row[1], row[2])
            guard isEven else {
                throw StoreError(code: .failed, message: "the lane \(name) has gone on meanwhile")
            }
            guard hasNames else {
                throw StoreError(
                    code: .failed,
                    message: "the products or reasons of the lane \(name) are others now: start "
                        + "the daemon with the plant file first")
            }
        }
        try checkMapping(db)
        return rows.map { Timestamp(nanoseconds: $0[3]) }.max() ?? .distantPast
    }

    /// What an earlier mapping refused is decoded when a lane opens with the mended one: here it
    /// would count twice.
    private func checkMapping(_ db: Database) throws {
        let sql = """
            SELECT own.name FROM main.lane AS own JOIN fresh.lane AS lane ON own.name = lane.name
            WHERE own.mapping != lane.mapping
                AND EXISTS (SELECT 1 FROM main.quarantine WHERE lane = own.name)
            """
        guard let name = try String.fetchOne(db, sql: sql) else { return }
        throw StoreError(
            code: .failed,
            message: "the lane \(name) has messages in quarantine that the plant file of today may "
                + "read: run the daemon with it first, which decodes them")
    }

    private func replace(
        _ unit: Replacement.Unit, of replacement: Replacement, at now: Timestamp, _ db: Database
    ) throws {
        let id = try unitID(unit.path, db)
        guard
            let fresh = try Int64.fetchOne(
                db, sql: "SELECT id FROM fresh.unit WHERE path = ?", arguments: [unit.path])
        else { return }
        let exchange = FactExchange(db: db, own: id, fresh: fresh)
        for seconds in unit.seconds { try exchange.replace(seconds) }
        try exchange.replaceFold(from: unit.seconds.last)
        if let first = unit.seconds.first {
            // What comes in by the second is merged again.
            try db.execute(
                sql: "UPDATE age SET merged = min(merged, ?) WHERE unit = ?",
                arguments: [max(0, first.instants.lowerBound), id])
        }
        for change in unit.changes {
            try add(
                change, unit: id, at: now, cause: .recompute, by: replacement.by,
                why: replacement.why, db)
        }
    }
}

/// Puts the facts of one unit in the attached store `fresh` in place of its own.
private struct FactExchange {
    let db: Database
    let own: Int64
    let fresh: Int64

    /// The place of a condition at a seam in the order of its instant: after all others.
    private static let seam = SQLiteStore.firstAdded - 1

    /// What each table copies after its key; terms have other numbers in the other store.
    private static let tables = [
        (
            "condition",
            "state, mode, \(term("product")), \(term("reason")), order_hash, retained, stop"
        ),
        ("pieces", "kind, quantity, \(term("product")), known"),
        ("gap", "kind, since, quantity, unknown, grain, \(term("product")), bridged"),
        ("finding", "kind, \(term("signal")), before, after, credited"),
    ]

    private static func term(_ column: String) -> String {
        """
        (SELECT mine.id FROM fresh.term AS theirs JOIN main.term AS mine
            ON mine.kind = theirs.kind AND mine.name = theirs.name WHERE theirs.id = f.\(column))
        """
    }

    /// Replaces facts known in some seconds.
    func replace(_ seconds: ClosedRange<Int64>) throws {
        let instants = seconds.instants
        let isOpen = seconds.upperBound == .max
        let end = isOpen ? Int64.max : instants.upperBound + 1
        let heldAtEnd = isOpen ? nil : try held(at: end, in: "main")
        for (table, columns) in Self.tables {
            try db.execute(
                sql: """
                    DELETE FROM main.\(table)
                    WHERE unit = ? AND known_by BETWEEN ? AND ? AND seq < ?
                    """,
                arguments: [
                    own, instants.lowerBound, instants.upperBound, SQLiteStore.firstAdded,
                ])
            try db.execute(
                sql: """
                    INSERT INTO main.\(table) SELECT ?, at, known_by, seq, \(columns)
                    FROM fresh.\(table) AS f
                    WHERE unit = ? AND known_by BETWEEN ? AND ? AND seq < ?
                    """,
                arguments: [
                    own, fresh, instants.lowerBound, instants.upperBound, SQLiteStore.firstAdded,
                ])
        }
        let begin = instants.lowerBound
        try join(try held(at: begin, in: "fresh"), at: begin)
        if !isOpen { try join(heldAtEnd, at: end) }
    }

    /// Says that a condition holds from an instant on, where another would.
    private func join(_ wanted: Row?, at instant: Int64) throws {
        guard let wanted, try held(at: instant, in: "main") != wanted else { return }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO main.condition
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [own, instant, instant, Self.seam]
                + StatementArguments(wanted.databaseValues))
    }

    /// The condition that holds at an instant, in the numbers of the own store.
    private func held(at instant: Int64, in schema: String) throws -> Row? {
        let isOwn = schema == "main"
        let product = isOwn ? "product" : Self.term("product")
        let reason = isOwn ? "reason" : Self.term("reason")
        return try Row.fetchOne(
            db,
            sql: """
                SELECT state, mode, \(product) AS product, \(reason) AS reason, order_hash, retained,
                    stop
                FROM \(schema).condition AS f WHERE unit = ? AND at <= ?
                ORDER BY at DESC, known_by DESC, seq DESC LIMIT 1
                """, arguments: [isOwn ? own : fresh, instant])
    }

    /// What late events are folded again from, and where an open part ends, what the fold resumes
    /// from.
    func replaceFold(from seconds: ClosedRange<Int64>?) throws {
        guard let seconds else { return }
        // Behind a hole nothing could be folded on; what lies after it goes on alone.
        try db.execute(
            sql: "DELETE FROM main.settled WHERE unit = ? AND after < ?",
            arguments: [own, seconds.upperBound])
        guard seconds.upperBound == .max else { return }
        // Late events of before it wait on; what they belong to is gone, so they are set aside.
        try db.execute(
            sql: "DELETE FROM main.late WHERE unit = ? AND at >= ?",
            arguments: [own, seconds.instants.lowerBound])
        try db.execute(
            sql: """
                INSERT INTO main.settled SELECT ?1, f.until, f.after, f.base, f.events,
                    (SELECT mine.id FROM fresh.naming AS theirs JOIN main.naming AS mine
                        ON mine.products = theirs.products AND mine.reasons = theirs.reasons
                        WHERE theirs.id = f.names), f.lived
                FROM fresh.settled AS f WHERE f.unit = ?2 AND f.after >= ?3
                """,
            arguments: [own, fresh, seconds.lowerBound == .min ? .min : seconds.lowerBound - 1])
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO main.checkpoint
                SELECT ?, bytes FROM fresh.checkpoint WHERE unit = ?
                """, arguments: [own, fresh])
    }
}
