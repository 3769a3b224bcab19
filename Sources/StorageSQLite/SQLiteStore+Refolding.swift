import Foundation
import GRDB
import Production
public import Storage
public import Telemetry

// Settled chunks, late events, and the changes that they make.

extension SQLiteStore {
    /// See ``Storage/Store/waiting(among:)``.
    public func waiting(among paths: [String]) throws(StoreError) -> [String] {
        try translated {
            try reader.read { db in
                let sql = "SELECT path FROM unit WHERE id IN (SELECT unit FROM late)"
                let waiting = try Set(String.fetchAll(db.cachedStatement(sql: sql)))
                return paths.filter(waiting.contains)
            }
        }
    }

    /// See ``Storage/Store/lateCount(among:)``.
    public func lateCount(among paths: [String]) throws(StoreError) -> Int {
        try translated {
            try reader.read { db in
                let sql = """
                    SELECT path, count(*) AS count FROM late JOIN unit ON unit.id = late.unit
                    GROUP BY late.unit
                    """
                let known = Set(paths)
                return try Row.fetchAll(db.cachedStatement(sql: sql)).reduce(0) { sum, row in
                    let (path, count): (String, Int) = (row["path"], row["count"])
                    return known.contains(path) ? sum + count : sum
                }
            }
        }
    }

    /// See ``Storage/Store/late(unit:limit:)``.
    public func late(unit: String, limit: Int) throws(StoreError) -> LateBatch {
        try translated {
            try reader.read { db in
                var batch = LateBatch(numbers: [], events: [], names: [])
                guard let id = try knownUnit(unit, db) else { return batch }
                let names = try storedNames(db)
                let sql = """
                    SELECT number, at, event, names FROM late WHERE unit = ?
                    ORDER BY at, number LIMIT ?
                    """
                let rows = try Row.fetchCursor(
                    db.cachedStatement(sql: sql), arguments: [id, limit])
                while let row = try rows.next() {
                    batch.numbers.append(row[0])
                    batch.events.append(
                        LateEvent(
                            time: Timestamp(nanoseconds: row[1]), bytes: [UInt8](row[2] as Data)))
                    batch.names.append(names[row[3]] ?? StoredNames(products: [], reasons: []))
                }
                return batch
            }
        }
    }

    /// See ``Storage/Store/settled(unit:from:limit:)``.
    public func settled(
        unit: String, from second: Int64, limit: Int
    ) throws(StoreError) -> [StoredChunk] {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(unit, db) else { return [] }
                let names = try storedNames(db)
                let sql = """
                    SELECT after, until, base, events, names FROM settled
                    WHERE unit = ? AND until >= ? ORDER BY until LIMIT ?
                    """
                let rows = try Row.fetchAll(
                    db.cachedStatement(sql: sql), arguments: [id, second, limit])
                return rows.map { row in
                    StoredChunk(
                        chunk: SettledChunk(
                            after: row[0], until: row[1], base: [UInt8](row[2] as Data),
                            events: [UInt8](row[3] as Data)),
                        names: names[row[4]] ?? StoredNames(products: [], reasons: []))
                }
            }
        }
    }

    /// See ``Storage/Store/changes(unit:over:limit:)``.
    public func changes(
        unit: String, over span: TimeSpan, limit: Int
    ) throws(StoreError) -> [StoredChange] {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(unit, db) else { return [] }
                let sql = """
                    SELECT * FROM change WHERE unit = ? AND since < ? AND until >= ?
                    ORDER BY number DESC LIMIT ?
                    """
                let rows = try Row.fetchAll(
                    db.cachedStatement(sql: sql),
                    arguments: [id, span.to.nanoseconds, span.from.nanoseconds, limit])
                return rows.compactMap { StoredChange($0, unit: unit) }
            }
        }
    }

    private func storedNames(_ db: Database) throws -> [Int64: StoredNames] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, products, reasons FROM naming"))
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (row[0], StoredNames(products: lines(row[1]), reasons: lines(row[2])))
            })
    }
}

extension SQLiteStore {
    /// Writes what a worker folded again.
    func apply(
        _ patch: UnitPatch, of flush: LaneFlush, terms: inout TermIDs, _ db: Database
    ) throws {
        let id = try unitID(flush.names.subjects[patch.subject], db)
        for number in patch.usedUp {
            try db.cachedStatement(sql: "DELETE FROM late WHERE number = ?")
                .execute(arguments: [number])
        }
        let lived = try Lived(before: patch.settledSeconds.after, unit: id, db)
        let replaced = "DELETE FROM settled WHERE unit = ? AND until > ? AND until <= ?"
        try db.cachedStatement(sql: replaced)
            .execute(arguments: [id, patch.settledSeconds.after, patch.settledSeconds.until])
        _ = try add(patch.settled, unit: id, from: lived, flush, db)
        if let seconds = patch.seconds {
            try replaceFacts(
                knownIn: seconds, by: patch.facts, unit: id, names: flush.names, terms: &terms, db)
        }
        guard let change = patch.change else { return }
        try add(change, unit: id, at: flush.state.now, cause: .late, by: "", why: "", db)
    }

    /// Keeps what was settled and what came late.
    func keep(_ unit: Fold.UnitFlush, id: Int64, _ flush: LaneFlush, _ db: Database) throws {
        if let first = unit.settled.first {
            let before = try Lived(before: first.after, unit: id, db)
            let lived = try add(unit.settled, unit: id, from: before, flush, db)
            try lived.forget(for: flush.settledSeconds, unit: id, db)
        }
        guard !unit.late.isEmpty else { return }
        let names = try naming(flush.names, db)
        let sql = "INSERT INTO late (unit, at, event, names) VALUES (?, ?, ?, ?)"
        for event in unit.late {
            try db.cachedStatement(sql: sql)
                .execute(arguments: [id, event.time.nanoseconds, Data(event.bytes), names])
        }
    }

    /// Adds chunks in order; gives what was lived up to the last one.
    private func add(
        _ chunks: [SettledChunk], unit: Int64, from before: Lived, _ flush: LaneFlush,
        _ db: Database
    ) throws -> Lived {
        var lived = before
        guard !chunks.isEmpty else { return lived }
        let names = try naming(flush.names, db)
        let sql = "INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?, ?, ?, ?)"
        for chunk in chunks {
            lived.add(after: chunk.after, until: chunk.until)
            try db.cachedStatement(sql: sql)
                .execute(arguments: [
                    unit, chunk.until, chunk.after, Data(chunk.base), Data(chunk.events), names,
                    lived.seconds,
                ])
        }
        return lived
    }

    func add(
        _ change: FactChange, unit: Int64, at instant: Timestamp, cause: ChangeCause,
        by person: String, why: String, _ db: Database
    ) throws {
        let sql = """
            INSERT INTO change (unit, since, until, at, cause, person, why, late, before, after)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql)
            .execute(arguments: [
                unit, change.span.from.nanoseconds, change.span.to.nanoseconds,
                instant.nanoseconds, cause.rawValue, person, why, change.late,
                change.before.text, change.after.text,
            ])
    }

    /// The number of the plant file's names.
    private func naming(_ names: PlantNames, _ db: Database) throws -> Int64 {
        let key = [names.products, names.reasons].map { $0.joined(separator: "\n") }
        let arguments = StatementArguments(key)
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO naming (products, reasons) VALUES (?, ?)"
        ).execute(arguments: arguments)
        let sql = "SELECT id FROM naming WHERE products = ? AND reasons = ?"
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }
}

extension StoredChange {
    fileprivate init?(_ row: Row, unit: String) {
        guard let cause = ChangeCause(rawValue: row["cause"]) else { return nil }
        let change = FactChange(
            span: TimeSpan(
                from: Timestamp(nanoseconds: row["since"]),
                to: Timestamp(nanoseconds: row["until"])),
            before: FactTotals(text: row["before"]), after: FactTotals(text: row["after"]),
            late: row["late"])
        self.init(
            number: row["number"], unit: unit, at: Timestamp(nanoseconds: row["at"]),
            cause: cause, by: row["person"], why: row["why"], change: change)
    }
}

extension FactTotals {
    fileprivate var text: String {
        let numbers =
            CountKind.allCases.map { counted[$0] } + [conditions, findings] + times
        return numbers.map(String.init).joined(separator: " ")
    }

    fileprivate init(text: String) {
        self.init()
        let numbers = text.split(separator: " ").map { Int64($0) ?? 0 }
        for kind in CountKind.allCases { counted[kind] = numbers[safely: Int(kind.rawValue)] ?? 0 }
        conditions = numbers[safely: 4] ?? 0
        findings = numbers[safely: 5] ?? 0
        for place in times.indices { times[place] = numbers[safely: 6 + place] ?? 0 }
    }
}
