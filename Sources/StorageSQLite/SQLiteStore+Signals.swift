import Foundation
import GRDB
public import Production
public import Storage
public import Telemetry

// Measured signals and actuators; their paths are numbered like those of work units.

extension SQLiteStore {
    /// See ``Storage/Store/minutes(signal:over:)``.
    public func minutes(
        signal: String, over span: TimeSpan
    ) throws(StoreError) -> [MinuteSummary] {
        guard !span.isEmpty else { return [] }
        let minutes = span.from.minute...(span.to - 1).minute
        return try translated {
            try reader.read { db in
                guard let id = try knownUnit(signal, db) else { return [] }
                let sql = """
                    SELECT minute, count, bad, low, high, sum_high, sum_low, squares_high,
                        squares_low, last, last_at FROM minute
                    WHERE hour = ? AND signal = ? AND minute BETWEEN ? AND ? ORDER BY minute
                    """
                var found: [MinuteSummary] = []
                for hour in try hours(of: id, within: minutes, db) {
                    let cursor = try Row.fetchCursor(
                        db.cachedStatement(sql: sql),
                        arguments: [hour, id, minutes.lowerBound, minutes.upperBound])
                    while let row = try cursor.next() { found.append(MinuteSummary(row)) }
                }
                return found
            }
        }
    }

    /// The hours of a span; of a long one only those for which anything is stored.
    private func hours(
        of signal: Int64, within minutes: ClosedRange<Int64>, _ db: Database
    ) throws -> [Int64] {
        let hours = minutes.lowerBound.hour...minutes.upperBound.hour
        guard hours.upperBound - hours.lowerBound > 10_000 else { return Array(hours) }
        return try Int64.fetchAll(
            db, sql: "SELECT DISTINCT hour FROM minute WHERE signal = ? AND hour BETWEEN ? AND ?",
            arguments: [signal, hours.lowerBound, hours.upperBound])
    }

    /// See ``Storage/Store/commands(signal:over:)``.
    public func commands(
        signal: String, over span: TimeSpan
    ) throws(StoreError) -> [CommandFact] {
        try translated {
            try reader.read { db in
                guard let id = try knownUnit(signal, db) else { return [] }
                let sql = """
                    SELECT at, value, verdict, delay FROM command WHERE signal = ?1 AND at < ?3
                        AND at >= ifnull((SELECT max(at) FROM command
                            WHERE signal = ?1 AND at < ?2), ?2)
                    ORDER BY at
                    """
                let rows = try Row.fetchAll(
                    db.cachedStatement(sql: sql),
                    arguments: [id, span.from.nanoseconds, span.to.nanoseconds])
                return rows.map(CommandFact.init)
            }
        }
    }

    /// See ``Storage/Store/activity(signal:over:)``.
    ///
    /// A pack has it in place of values and commands.
    public func activity(signal: String, over span: TimeSpan) throws(StoreError) -> Int64 {
        let hours = span.hours
        guard !hours.isEmpty else { return 0 }
        return try translated {
            try reader.read { db in
                guard let id = try knownUnit(signal, db) else { return 0 }
                return try ActivityQuery(signal: id, hours: hours).rows(db).reduce(0) {
                    $0 + $1.count
                }
            }
        }
    }

    func add(_ flush: SignalFlush, path: String, _ db: Database) throws {
        let id = try unitID(path, db)
        for minute in flush.minutes { try add(minute, signal: id, db) }
        for command in flush.commands {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO command VALUES (?, ?, ?, ?, ?)")
                .execute(arguments: [
                    id, command.at.nanoseconds, command.value, command.verdict.rawValue,
                    command.delay,
                ])
        }
        if let checkpoint = flush.checkpoint { try save(checkpoint, unit: id, db) }
    }

    private func add(_ new: MinuteSummary, signal id: Int64, _ db: Database) throws {
        let known = """
            SELECT minute, count, bad, low, high, sum_high, sum_low, squares_high, squares_low,
                last, last_at FROM minute WHERE hour = ? AND signal = ? AND minute = ?
            """
        let row = try Row.fetchOne(
            db.cachedStatement(sql: known), arguments: [new.minute.hour, id, new.minute])
        var summary = row.map { MinuteSummary($0).summary } ?? SignalSummary()
        summary += new.summary
        let sql = "INSERT OR REPLACE INTO minute VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        try db.cachedStatement(sql: sql).execute(arguments: [
            new.minute.hour, id, new.minute, summary.count, summary.bad, summary.low, summary.high,
            summary.sum.high, summary.sum.low, summary.squares.high, summary.squares.low,
            summary.last, summary.lastAt.nanoseconds,
        ])
    }
}

extension MinuteSummary {
    fileprivate init(_ row: Row) {
        self.init(
            minute: row[0],
            summary: SignalSummary(
                count: row[1], bad: row[2], low: row[3], high: row[4],
                sum: Int128(high: row[5], low: row[6]), squares: Int128(high: row[7], low: row[8]),
                last: row[9], lastAt: Timestamp(nanoseconds: row[10])))
    }
}

extension CommandFact {
    fileprivate init(_ row: Row) {
        self.init(
            at: Timestamp(nanoseconds: row[0]), value: row[1],
            verdict: CommandVerdict(rawValue: row[2]) ?? .pending, delay: row[3])
    }
}

extension Int128 {
    /// The upper half, with the sign.
    fileprivate var high: Int64 { Int64(truncatingIfNeeded: self >> 64) }
    /// The bits of the lower half.
    fileprivate var low: Int64 { Int64(truncatingIfNeeded: self) }

    fileprivate init(high: Int64, low: Int64) {
        self = Int128(high) << 64 | Int128(UInt64(bitPattern: low))
    }
}

extension Int64 {
    /// The hour of a minute, both since the epoch.
    fileprivate var hour: Int64 { self >= 0 ? self / 60 : (self - 59) / 60 }
}
