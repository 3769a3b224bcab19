import Foundation
import GRDB
public import Production
public import Storage
public import Telemetry

extension SQLiteStore {
    /// See ``Storage/Store/facts(unit:over:names:)``.
    public func facts(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> UnitFacts {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(unit, db) else { return UnitFacts([]) }
                let facts = FactReader(db: db, unit: id, terms: try TermIndices(names, db))
                let gaps = try facts.gaps(overlapping: span)
                let from = min(span.from, gaps.map(\.count.from).min() ?? span.from)
                return UnitFacts(
                    conditions: try facts.conditions(around: TimeSpan(from: from, to: span.to)),
                    pieces: try facts.pieces(in: span), gaps: gaps)
            }
        }
    }

    /// See ``Storage/Store/conditions(unit:over:names:)``.
    public func conditions(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> [(at: Timestamp, condition: Condition)] {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(unit, db) else { return [] }
                let facts = FactReader(db: db, unit: id, terms: try TermIndices(names, db))
                return try facts.conditions(around: span)
            }
        }
    }

    /// See ``Storage/Store/facts(unit:knownIn:names:)``.
    public func facts(
        unit: String, knownIn seconds: ClosedRange<Int64>, names: PlantNames
    ) throws(StoreError) -> [Fact] {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(unit, db) else { return [] }
                return try KnownFactReader(
                    db: db, unit: id, terms: try TermIndices(names, db), names: names
                ).facts(in: seconds.instants)
            }
        }
    }

    /// See ``Storage/Store/findings(unit:over:)``.
    public func findings(
        unit: String, over span: TimeSpan
    ) throws(StoreError) -> [StoredFinding] {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(unit, db) else { return [] }
                let sql = """
                    SELECT finding.*, term.name AS path FROM finding
                    LEFT JOIN term ON term.id = signal
                    WHERE unit = ? AND at >= ? AND at < ? ORDER BY at, known_by, seq
                    """
                let rows = try Row.fetchAll(
                    db, sql: sql,
                    arguments: [id, span.from.nanoseconds, span.to.nanoseconds])
                return rows.compactMap { finding($0, unit: unit) }
            }
        }
    }

    /// See ``Storage/Store/findingCounts(unit:over:)``.
    public func findingCounts(
        unit: String, over span: TimeSpan
    ) throws(StoreError) -> [FindingKind: Int] {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(unit, db) else { return [:] }
                let sql = """
                    SELECT kind, count(*) AS count FROM finding
                    WHERE unit = ? AND at >= ? AND at < ? GROUP BY kind
                    """
                let rows = try Row.fetchAll(
                    db.cachedStatement(sql: sql),
                    arguments: [id, span.from.nanoseconds, span.to.nanoseconds])
                return rows.reduce(into: [:]) { counts, row in
                    guard let kind = FindingKind(rawValue: row["kind"]) else { return }
                    counts[kind] = row["count"]
                }
            }
        }
    }

    private func finding(_ row: Row, unit: String) -> StoredFinding? {
        guard let kind = FindingKind(rawValue: row["kind"]) else { return nil }
        return StoredFinding(
            at: Timestamp(nanoseconds: row["at"]), kind: kind, signal: row["path"] ?? unit,
            before: row["before"], after: row["after"], credited: row["credited"])
    }

    func knownUnit(_ path: String, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM unit WHERE path = ?"), arguments: [path])
    }

    func laneState(_ row: Row) -> Fold.LaneState {
        let samples = numbers(row["samples"])
        var counts = Fold.Counts()
        counts.decoded = samples[safely: 0] ?? 0
        counts.applied = samples[safely: 1] ?? 0
        counts.lateSetAside = samples[safely: 2] ?? 0
        counts.tallies = numbers(row["messages"])
        return Fold.LaneState(
            position: UInt64(row["position"] as Int64), now: Timestamp(nanoseconds: row["now"]),
            counts: counts, isConnected: row["connected"], isBalanced: row["balanced"],
            inDoubtSince: (row["doubt"] as Int64?).map { Timestamp(nanoseconds: $0) },
            silence: row["silence"] ?? 0,
            attempt: (row["attempt"] as Int?).flatMap(Fold.Attempt.init) ?? .none,
            unknownSessionSince: (row["unknown_session"] as Int64?).map {
                Timestamp(nanoseconds: $0)
            })
    }

    func quarantineEntry(_ row: Row) -> QuarantineEntry {
        let records = UInt64(row["first_record"] as Int64)...UInt64(row["last_record"] as Int64)
        let first = Timestamp(nanoseconds: row["first_at"])
        return QuarantineEntry(
            lane: row["lane"], topic: row["topic"], reason: row["reason"], count: row["count"],
            records: records,
            received: first...max(first, Timestamp(nanoseconds: row["last_at"])),
            sample: [UInt8](row["sample"] as Data))
    }

    func lines(_ text: String) -> [String] {
        text.isEmpty ? [] : text.components(separatedBy: "\n")
    }

    private func numbers(_ text: String) -> [UInt64] {
        text.split(separator: " ").map { UInt64($0) ?? 0 }
    }
}

/// From a store's ids of terms to the plant's indices.
struct TermIndices {
    private var products: [Int64: Int32] = [:]
    private var reasons: [Int64: Int32] = [:]

    init(_ names: PlantNames, _ db: Database) throws {
        let sql = "SELECT id, kind, name FROM term WHERE kind IN ('product', 'reason')"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql))
        for row in rows {
            let (id, name): (Int64, String) = (row["id"], row["name"])
            if row["kind"] == "product" {
                products[id] = Int32(names.products.firstIndex(of: name) ?? -1)
            } else {
                reasons[id] = Int32(names.reasons.firstIndex(of: name) ?? -1)
            }
        }
    }

    func product(_ id: Int64?) -> Int32 { id.flatMap { products[$0] } ?? -1 }
    func reason(_ id: Int64?) -> Int32 { id.flatMap { reasons[$0] } ?? -1 }
}

/// Reads the facts of one unit.
private struct FactReader {
    let db: Database
    let unit: Int64
    let terms: TermIndices

    /// The conditions of a span, of the stop in which it begins, and up to the end of the stop in
    /// which it ends.
    func conditions(
        around span: TimeSpan
    ) throws -> [(at: Timestamp, condition: Condition)] {
        let before = """
            SELECT at FROM condition WHERE unit = ? AND at <= ? AND stop = 0
            ORDER BY at DESC LIMIT 1
            """
        let after = """
            SELECT at FROM condition WHERE unit = ? AND at >= ? AND stop = 0 ORDER BY at LIMIT 1
            """
        let from = try Int64.fetchOne(
            db.cachedStatement(sql: before), arguments: [unit, span.from.nanoseconds])
        let to = try Int64.fetchOne(
            db.cachedStatement(sql: after), arguments: [unit, span.to.nanoseconds])
        let sql = """
            SELECT at, state, mode, product, reason, order_hash, retained FROM condition
            WHERE unit = ? AND at >= ? AND at <= ? ORDER BY at, known_by, seq
            """
        let cursor = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: [unit, from ?? .min, to ?? .max])
        var conditions: [(at: Timestamp, condition: Condition)] = []
        while let row = try cursor.next() {
            let condition = Condition(
                state: UnitState(rawValue: row[1]) ?? .unknown,
                mode: UnitMode(rawValue: row[2]) ?? .production, product: terms.product(row[3]),
                reason: terms.reason(row[4]), order: row[5], isRetained: row[6])
            conditions.append((Timestamp(nanoseconds: row[0]), condition))
        }
        return conditions
    }

    func pieces(in span: TimeSpan) throws -> [(at: Timestamp, count: PieceCount)] {
        let sql = """
            SELECT at, kind, quantity, product, known FROM pieces
            WHERE unit = ? AND at >= ? AND at < ?
            """
        let cursor = try Row.fetchCursor(
            db.cachedStatement(sql: sql),
            arguments: [unit, span.from.nanoseconds, span.to.nanoseconds])
        var pieces: [(at: Timestamp, count: PieceCount)] = []
        while let row = try cursor.next() {
            let count = PieceCount(
                kind: CountKind(rawValue: row[1]) ?? .made, quantity: row[2],
                product: terms.product(row[3]), isKnown: row[4])
            pieces.append((Timestamp(nanoseconds: row[0]), count))
        }
        return pieces
    }

    /// Of one counter they follow each other: the first that begins after the span is the last
    /// read.
    func gaps(overlapping span: TimeSpan) throws -> [(at: Timestamp, count: GapCount)] {
        let sql = """
            SELECT at, kind, since, quantity, unknown, grain, product, bridged
            FROM gap INDEXED BY gap_kind WHERE unit = ? AND at > ? AND kind = ? ORDER BY at
            """
        var gaps: [(at: Timestamp, count: GapCount)] = []
        for kind in CountKind.allCases {
            let cursor = try Row.fetchCursor(
                db.makeStatement(sql: sql),
                arguments: [unit, span.from.nanoseconds, kind.rawValue])
            while let row = try cursor.next(), row[2] < span.to.nanoseconds {
                let gap = GapCount(
                    kind: kind, from: Timestamp(nanoseconds: row[2]), quantity: row[3],
                    unknown: row[4], grain: row[5], product: terms.product(row[6]),
                    isBridged: row[7])
                gaps.append((Timestamp(nanoseconds: row[0]), gap))
            }
        }
        return gaps
    }
}
