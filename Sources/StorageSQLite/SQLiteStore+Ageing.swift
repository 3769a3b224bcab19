import GRDB
import Production
public import Storage
import Telemetry

extension SQLiteStore: AgeingStore {
    /// See ``Storage/AgeingStore/age(_:limit:)``.
    public func age(_ rule: AgeRule, limit: Int) throws(StoreError) -> Bool {
        return try write { db in
            var budget = limit
            let sealed = try SealedSpans(db)
            try forgetMinutes(
                before: min(rule.forgetsBefore, sealed.first), budget: &budget, db)
            while budget > 0, let old = try forgettable(before: rule.forgetsBefore, db) {
                try forget(
                    old, before: rule.forgetsBefore, sealed: sealed[old.path], budget: &budget, db)
            }
            while budget > 0, let old = try mergeable(before: rule.mergesBefore, db) {
                try merge(
                    old, rule: rule, sealed: sealed[old.path], budget: &budget, db)
            }
            return budget <= 0
        }
    }

    /// What a unit costs beside its rows.
    private static let costOfUnit = 10

    private struct OldUnit {
        var id: Int64
        var path: String
        /// Until when it was done before.
        var until: Timestamp
        /// A meter or another signal, rather than a work unit.
        var isSignal: Bool { path.filter { $0 == "/" }.count > 1 }
    }

    private func oldUnit(_ sql: String, before instant: Timestamp, _ db: Database) throws
        -> OldUnit?
    {
        try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [instant.nanoseconds]).map {
            OldUnit(id: $0[0], path: $0[1], until: Timestamp(nanoseconds: $0[2]))
        }
    }

    private func mergeable(before instant: Timestamp, _ db: Database) throws -> OldUnit? {
        let sql = """
            SELECT id, path, ifnull(merged, 0) FROM unit LEFT JOIN age ON unit = id
            WHERE ifnull(merged, 0) < ? LIMIT 1
            """
        return try oldUnit(sql, before: instant, db)
    }

    private func forgettable(before instant: Timestamp, _ db: Database) throws -> OldUnit? {
        let sql = """
            SELECT id, path, ifnull(forgotten, 0) FROM unit LEFT JOIN age ON unit = id
            WHERE ifnull(forgotten, 0) < ? LIMIT 1
            """
        return try oldUnit(sql, before: instant, db)
    }

    private func note(
        _ column: String, of unit: OldUnit, until: Timestamp, _ db: Database
    ) throws {
        let sql = """
            INSERT INTO age (unit, \(column)) VALUES (?, ?)
            ON CONFLICT DO UPDATE SET \(column) = excluded.\(column)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [unit.id, until.nanoseconds])
    }
}

/// Merging.
extension SQLiteStore {
    private func merge(
        _ unit: OldUnit, rule: AgeRule, sealed: [TimeSpan], budget: inout Int, _ db: Database
    ) throws {
        budget -= Self.costOfUnit
        var end = rule.mergesBefore
        var rows = try counts(of: unit, before: end, limit: max(budget, 0) + 1, db)
        if rows.count > budget, let last = rows.last {
            // A minute is merged whole or not yet.
            end = last.at.minuteStart
            rows.removeAll { $0.at >= end }
            if rows.isEmpty {
                end = min(end + 60 * nanosecondsPerSecond, rule.mergesBefore)
                rows = try counts(of: unit, before: end, limit: -1, db)
            }
        }
        if let first = rows.first {
            let span = TimeSpan(from: first.at, to: end)
            let edges = try changes(of: unit, in: span, db) + rule.edges(unit.path, span)
            let merged = rows.merged(edges: Set(edges).sorted(), sealed: sealed)
            if merged.count < rows.count { try replace(rows, by: merged, of: unit, db) }
        }
        budget -= rows.count
        try note("merged", of: unit, until: end, db)
    }

    private func counts(
        of unit: OldUnit, before end: Timestamp, limit: Int, _ db: Database
    ) throws -> [StoredCount] {
        let sql = """
            SELECT at, known_by, seq, kind, quantity, product, known FROM pieces
            WHERE unit = ? AND at >= ? AND at < ? ORDER BY at, known_by, seq LIMIT ?
            """
        let cursor = try Row.fetchCursor(
            db.cachedStatement(sql: sql),
            arguments: [unit.id, unit.until.nanoseconds, end.nanoseconds, limit])
        var rows: [StoredCount] = []
        while let row = try cursor.next() { rows.append(StoredCount(row)) }
        return rows
    }

    private func changes(
        of unit: OldUnit, in span: TimeSpan, _ db: Database
    ) throws -> [Timestamp] {
        let sql = "SELECT at FROM condition WHERE unit = ? AND at >= ? AND at < ?"
        return try Int64.fetchAll(
            db.cachedStatement(sql: sql),
            arguments: [unit.id, span.from.nanoseconds, span.to.nanoseconds]
        ).map { Timestamp(nanoseconds: $0) }
    }

    private func replace(
        _ rows: [StoredCount], by merged: [StoredCount], of unit: OldUnit, _ db: Database
    ) throws {
        guard let first = rows.first, let last = rows.last else { return }
        try db.cachedStatement(
            sql: "DELETE FROM pieces WHERE unit = ? AND at >= ? AND at <= ?"
        ).execute(arguments: [unit.id, first.at.nanoseconds, last.at.nanoseconds])
        let insert = try db.cachedStatement(
            sql: "INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for count in merged { try insert.execute(arguments: count.arguments(unit: unit.id)) }
    }
}

/// Forgetting.
extension SQLiteStore {
    /// Removes what is older than an instant, or than the condition that held then: what came
    /// before that has no meaning without it.
    ///
    /// What is sealed stays, and what came after it.
    private func forget(
        _ unit: OldUnit, before age: Timestamp, sealed: [TimeSpan], budget: inout Int,
        _ db: Database
    ) throws {
        budget -= Self.costOfUnit
        var instant = age
        if let first = sealed.first {
            let reach = try FactReach(db, unit: unit.id).instants(over: first)
            instant = min(instant, Timestamp(nanoseconds: reach.lowerBound))
        }
        let held = try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT max(at) FROM condition WHERE unit = ? AND at <= ?"),
            arguments: [unit.id, instant.nanoseconds])
        // Of a meter nobody knows a state that could change.
        let facts = unit.isSignal ? instant.nanoseconds : held ?? instant.nanoseconds
        for table in ["pieces", "gap", "finding", "change"] {
            try delete(from: table, of: unit.id, before: facts, budget: &budget, db)
        }
        try delete(
            from: "condition", of: unit.id, before: held ?? instant.nanoseconds, budget: &budget,
            db)
        let command = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT max(at) FROM command WHERE signal = ? AND at <= ?"),
            arguments: [unit.id, instant.nanoseconds])
        if let command {
            try delete(
                from: "command", of: unit.id, by: "signal", before: command, budget: &budget, db)
        }
        if budget > 0 { try note("forgotten", of: unit, until: age, db) }
    }

    private func delete(
        from table: String, of unit: Int64, by column: String = "unit", before instant: Int64,
        budget: inout Int, _ db: Database
    ) throws {
        guard budget > 0 else { return }
        let sql = """
            DELETE FROM \(table) WHERE \(column) = ?1 AND at < ?2
                AND at <= ifnull((SELECT at FROM \(table) WHERE \(column) = ?1 AND at < ?2
                    ORDER BY at LIMIT 1 OFFSET ?3), ?2)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [unit, instant, budget])
        budget -= db.changesCount
    }

    private func forgetMinutes(
        before instant: Timestamp, budget: inout Int, _ db: Database
    ) throws {
        let sql = """
            DELETE FROM minute WHERE (hour, signal, minute) IN
                (SELECT hour, signal, minute FROM minute WHERE hour < ? LIMIT ?)
            """
        try db.cachedStatement(sql: sql).execute(
            arguments: [instant.minute / 60, budget])
        budget -= db.changesCount
    }
}

/// A row of the table `pieces`.
private struct StoredCount {
    var at: Timestamp
    var knownBy: Timestamp
    var number: Int64
    var kind: Int64
    var quantity: Int64
    var product: Int64?
    var isKnown: Bool

    /// What counts that may be merged have in common.
    struct Likeness: Hashable {
        var kind: Int64
        var product: Int64?
        var isKnown: Bool
    }

    var likeness: Likeness { Likeness(kind: kind, product: product, isKnown: isKnown) }

    init(_ row: Row) {
        at = Timestamp(nanoseconds: row[0])
        knownBy = Timestamp(nanoseconds: row[1])
        number = row[2]
        kind = row[3]
        quantity = row[4]
        product = row[5]
        isKnown = row[6]
    }

    func arguments(unit: Int64) -> StatementArguments {
        [unit, at.nanoseconds, knownBy.nanoseconds, number, kind, quantity, product, isKnown]
    }
}

extension [StoredCount] {
    /// Counts that cannot be told apart by the minute become one, which stands where the last of
    /// them stood.
    fileprivate func merged(edges: [Timestamp], sealed: [TimeSpan]) -> [StoredCount] {
        var merged: [StoredCount] = []
        var places: [StoredCount.Likeness: Int] = [:]
        var edge = 0
        for count in self {
            if let last = merged.last, last.at.minute != count.at.minute {
                places.removeAll(keepingCapacity: true)
            }
            while edge < edges.count, edges[edge] <= count.at {
                places.removeAll(keepingCapacity: true)
                edge += 1
            }
            guard !sealed.contains(where: { $0.contains(count.at) }) else {
                merged.append(count)
                continue
            }
            let alike = count.likeness
            if let place = places[alike], merged[place].takes(count) { continue }
            places[alike] = merged.count
            merged.append(count)
        }
        return merged
    }
}

extension StoredCount {
    /// Adds a later count; false where the sum cannot be kept, or where the two became known in
    /// different minutes and may be replaced apart.
    fileprivate mutating func takes(_ later: StoredCount) -> Bool {
        let (sum, overflow) = quantity.addingReportingOverflow(later.quantity)
        guard !overflow, knownBy.minute == later.knownBy.minute else {
            return false
        }
        (at, knownBy, number, quantity) = (later.at, later.knownBy, later.number, sum)
        return true
    }
}

extension Timestamp {
    /// When its minute began.
    fileprivate var minuteStart: Timestamp { Timestamp(clampingSeconds: minute * 60) }
}
