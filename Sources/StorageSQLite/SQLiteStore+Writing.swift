import Foundation
import GRDB
import Production
import Storage
import Telemetry

/// The ids of terms already met in a transaction.
struct TermIDs {
    var ids: [String: Int64] = [:]
}

extension SQLiteStore {
    func unitID(_ path: String, _ db: Database) throws -> Int64 {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO unit (path) VALUES (?)")
            .execute(arguments: [path])
        return try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM unit WHERE path = ?"), arguments: [path]) ?? 0
    }

    func replaceFacts(
        of unit: Fold.UnitFlush, id: Int64, names: PlantNames, terms: inout TermIDs, _ db: Database
    ) throws {
        if let from = unit.replacesFrom {
            try removeFacts(of: id, knownIn: from.nanoseconds...Int64.max, db)
        }
        for (number, fact) in unit.facts.enumerated() {
            try insert(fact, number: number, unit: id, names: names, terms: &terms, db)
        }
        for fact in unit.added { try add(fact, unit: id, names: names, terms: &terms, db) }
        try save(unit.checkpoint, unit: id, db)
    }

    /// Replaces facts known by events of some seconds.
    func replaceFacts(
        knownIn seconds: ClosedRange<Int64>, by facts: [Fact], unit id: Int64, names: PlantNames,
        terms: inout TermIDs, _ db: Database
    ) throws {
        try removeFacts(of: id, knownIn: seconds.instants, db)
        // A number is a place within one second: it must stay below that of what is never replaced.
        var (second, number) = (Int64.min, 0)
        for fact in facts {
            let known = fact.knownBy.nanoseconds / nanosecondsPerSecond
            number = known == second ? number + 1 : 0
            second = known
            try insert(fact, number: number, unit: id, names: names, terms: &terms, db)
        }
    }

    private func removeFacts(
        of id: Int64, knownIn instants: ClosedRange<Int64>, _ db: Database
    ) throws {
        for table in ["condition", "pieces", "gap", "finding"] {
            let sql = """
                DELETE FROM \(table) WHERE unit = ? AND known_by BETWEEN ? AND ? AND seq < ?
                """
            try db.cachedStatement(sql: sql)
                .execute(arguments: [
                    id, instants.lowerBound, instants.upperBound, Self.firstAdded,
                ])
        }
    }

    /// The place in the order from which on facts are never replaced.
    static let firstAdded = 1_000_000

    /// Adds what no event in the track stands for; the same again, as after a crash, adds nothing.
    private func add(
        _ fact: Fact, unit: Int64, names: PlantNames, terms: inout TermIDs, _ db: Database
    ) throws {
        guard case .finding(let found) = fact.content else { return }
        let signal = try term(
            "signal", names.signals[safely: Int(found.signal.rawValue)], &terms, db)
        let known = """
            SELECT 1 FROM finding WHERE unit = ? AND at = ? AND seq >= ? AND kind = ?
                AND signal IS ? AND after = ?
            """
        let isKnown = try Bool.fetchOne(
            db.cachedStatement(sql: known),
            arguments: [
                unit, fact.at.nanoseconds, Self.firstAdded, found.kind.rawValue, signal,
                found.after,
            ])
        guard isKnown == nil else { return }
        let last = try Int.fetchOne(
            db.cachedStatement(
                sql: "SELECT max(seq) FROM finding WHERE unit = ? AND at = ? AND known_by = ?"),
            arguments: [unit, fact.at.nanoseconds, fact.knownBy.nanoseconds])
        try insert(
            fact, number: max(Self.firstAdded, (last ?? 0) + 1), unit: unit, names: names,
            terms: &terms, db)
    }

    func save(_ checkpoint: [UInt8], unit id: Int64, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO checkpoint VALUES (?, ?)")
            .execute(arguments: [id, Data(checkpoint)])
    }

    private func insert(
        _ fact: Fact, number: Int, unit: Int64, names: PlantNames, terms: inout TermIDs,
        _ db: Database
    ) throws {
        let key: [any DatabaseValueConvertible] = [
            unit, fact.at.nanoseconds, fact.knownBy.nanoseconds, number,
        ]
        func product(_ index: Int32) throws -> Int64? {
            try term("product", names.products[safely: Int(index)], &terms, db)
        }
        switch fact.content {
        case .condition(let now):
            try row(
                "condition", db, key,
                [
                    now.state.rawValue, now.mode.rawValue, product(now.product),
                    term("reason", names.reasons[safely: Int(now.reason)], &terms, db),
                    now.order, now.isRetained, now.isStop,
                ])
        case .pieces(let count):
            try row(
                "pieces", db, key,
                [
                    count.kind.rawValue, count.quantity, product(count.product), count.isKnown,
                ])
        case .gap(let gap):
            try row(
                "gap", db, key,
                [
                    gap.kind.rawValue, gap.from.nanoseconds, gap.quantity, gap.unknown, gap.grain,
                    product(gap.product), gap.isBridged,
                ])
        case .finding(let found):
            let signal = names.signals[safely: Int(found.signal.rawValue)]
            try row(
                "finding", db, key,
                [
                    found.kind.rawValue, term("signal", signal, &terms, db), found.before,
                    found.after, found.credited,
                ])
        }
    }

    private func row(
        _ table: String, _ db: Database, _ key: [any DatabaseValueConvertible],
        _ values: [(any DatabaseValueConvertible)?]
    ) throws {
        let marks = Array(repeating: "?", count: key.count + values.count).joined(separator: ",")
        let statement = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
        try statement.execute(arguments: StatementArguments(key) + StatementArguments(values))
    }

    private func term(
        _ kind: String, _ name: String?, _ terms: inout TermIDs, _ db: Database
    ) throws -> Int64? {
        guard let name else { return nil }
        let key = kind + "\u{0}" + name
        if let id = terms.ids[key] { return id }
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO term (kind, name) VALUES (?, ?)")
            .execute(arguments: [kind, name])
        let found = try db.cachedStatement(sql: "SELECT id FROM term WHERE kind = ? AND name = ?")
        let id = try Int64.fetchOne(found, arguments: [kind, name])
        terms.ids[key] = id
        return id
    }

    func addQuarantine(_ entries: [QuarantineEntry], _ db: Database) throws {
        let sql = """
            INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET count = count + excluded.count,
                last_record = excluded.last_record, last_at = excluded.last_at
            """
        for entry in entries {
            try db.cachedStatement(sql: sql).execute(arguments: [
                entry.lane, entry.topic, entry.reason, entry.count,
                Int64(entry.records.lowerBound), Int64(entry.records.upperBound),
                entry.received.lowerBound.nanoseconds, entry.received.upperBound.nanoseconds,
                Data(entry.sample),
            ])
        }
    }

    /// Takes out of quarantine what was decoded after all.
    func release(_ entries: [QuarantineEntry], _ db: Database) throws {
        for entry in entries {
            let key: [any DatabaseValueConvertible] = [entry.lane, entry.topic, entry.reason]
            let same = "WHERE lane = ? AND topic = ? AND reason = ?"
            try db.execute(
                sql: "UPDATE quarantine SET count = count - ? " + same,
                arguments: [entry.count] + StatementArguments(key))
            try db.execute(
                sql: "DELETE FROM quarantine \(same) AND count <= 0",
                arguments: StatementArguments(key))
        }
    }

    func saveLane(_ flush: LaneFlush, _ db: Database) throws {
        let state = flush.state
        let counts = state.counts
        let sql = """
            INSERT INTO lane VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ifnull(?10, ''), ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET position = excluded.position, now = excluded.now,
                connected = excluded.connected, balanced = excluded.balanced,
                samples = excluded.samples, messages = excluded.messages, products = excluded.products,
                reasons = excluded.reasons, topics = ifnull(?10, topics), mapping = excluded.mapping,
                doubt = excluded.doubt, silence = excluded.silence, attempt = excluded.attempt,
                unknown_session = excluded.unknown_session
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            flush.lane, Int64(state.position), state.now.nanoseconds, state.isConnected,
            state.isBalanced,
            text([counts.decoded, counts.applied, counts.lateSetAside]), text(counts.tallies),
            flush.names.products.joined(separator: "\n"),
            flush.names.reasons.joined(separator: "\n"), flush.topics?.joined(separator: "\n"),
            flush.mapping, state.inDoubtSince?.nanoseconds, state.silence,
            state.attempt.rawValue, state.unknownSessionSince?.nanoseconds,
        ])
    }

    func text(_ numbers: [UInt64]) -> String {
        numbers.map(String.init).joined(separator: " ")
    }
}

extension Array {
    /// The element at an index, or nil outside the array.
    subscript(safely index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}

extension ClosedRange<Int64> {
    /// The nanoseconds of whole seconds, held at the ends of the range.
    var instants: ClosedRange<Int64> {
        Timestamp(clampingSeconds: lowerBound)
            .nanoseconds...(upperBound == .max
            ? Int64.max : Timestamp(clampingSeconds: upperBound + 1).nanoseconds - 1)
    }
}
