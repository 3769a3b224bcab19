import GRDB
import Production
public import Telemetry

/// Which facts go into a pack.
public struct PackedFacts: Sendable {
    /// The lanes of the lines.
    public var lanes: Set<String>
    /// Work units (`line/unit`) with the span of facts that their figures are read from.
    public var units: [(path: String, span: TimeSpan)]
    /// Meters, sensors and actuators (`line/unit/signal`), and ages of samples, with the sealed
    /// span.
    public var signals: [(path: String, span: TimeSpan)]

    /// Makes a choice.
    public init(
        lanes: Set<String>, units: [(path: String, span: TimeSpan)],
        signals: [(path: String, span: TimeSpan)]
    ) {
        (self.lanes, self.units, self.signals) = (lanes, units, signals)
    }
}

/// Copies facts from a store into a pack, with the numbers that units and terms have there.
struct FactCopy {
    private let source: Database
    private let pack: Database
    private let facts: PackedFacts

    init(from source: Database, to pack: Database, _ facts: PackedFacts) {
        (self.source, self.pack, self.facts) = (source, pack, facts)
    }

    func run() throws {
        try copy("SELECT * FROM term", to: "term")
        var people: [String: String] = [:]
        for unit in facts.units {
            try copyCorrections(unit.path, &people)
            try copyFacts(of: unit.path, over: unit.span, &people)
        }
        for signal in facts.signals {
            try copyFacts(of: signal.path, over: signal.span, &people)
        }
        for lane in facts.lanes.sorted() { try copyLane(lane) }
        try dropOtherNames()
    }

    private func copyFacts(
        of path: String, over span: TimeSpan, _ people: inout [String: String]
    ) throws {
        let found = "SELECT id FROM unit WHERE path = ?"
        guard let id = try Int64.fetchOne(source, sql: found, arguments: [path]) else { return }
        try pack.execute(sql: "INSERT INTO unit VALUES (?, ?)", arguments: [id, path])
        let reach = try FactReach(source, unit: id).instants(over: span)
        for table in ["condition", "pieces", "gap", "finding"] {
            try copy(
                "SELECT * FROM \(table) WHERE unit = ? AND at BETWEEN ? AND ?",
                [id, reach.lowerBound, reach.upperBound], to: table)
        }
        let (from, to) = (span.from.nanoseconds, span.to.nanoseconds)
        try copy(
            """
            SELECT * FROM minute WHERE signal = ?1 AND hour BETWEEN ?2 AND ?3
            """, [id, span.from.minute / 60 - 1, span.to.minute / 60], to: "minute")
        try copy(
            """
            SELECT * FROM command WHERE signal = ?1 AND at < ?3
                AND at >= ifnull((SELECT max(at) FROM command WHERE signal = ?1 AND at < ?2), ?2)
            """, [id, from, to], to: "command")
        let changes = try Row.fetchCursor(
            source, sql: "SELECT * FROM change WHERE unit = ? AND since < ? AND until > ?",
            arguments: [id, to, from])
        while let row = try changes.next() {
            try insert(numbering(row, "person", &people), into: "change")
        }
    }

    private func copyCorrections(_ path: String, _ people: inout [String: String]) throws {
        let rows = try Row.fetchCursor(
            source, sql: "SELECT * FROM correction WHERE unit = ? ORDER BY id", arguments: [path])
        while let row = try rows.next() {
            try insert(numbering(row, "author", &people), into: "correction")
        }
    }

    /// Who said something stays with the enterprise: in the pack people have numbers.
    private func numbering(
        _ row: Row, _ column: String, _ people: inout [String: String]
    ) -> [DatabaseValue] {
        row.map { name, value in
            guard name == column, let person = String.fromDatabaseValue(value), !person.isEmpty
            else { return value }
            let number = people[person] ?? "person \(people.count + 1)"
            people[person] = number
            return number.databaseValue
        }
    }

    /// How far a lane had come; what its session is about stays out.
    private func copyLane(_ lane: String) throws {
        try copy(
            """
            SELECT name, position, now, connected, balanced, samples, messages, '', '', '', mapping,
                NULL, 0, 0, NULL
            FROM lane WHERE name = ?
            """, [lane], to: "lane")
    }

    /// Names that no fact of the pack has are nobody's business.
    private func dropOtherNames() throws {
        try pack.execute(
            sql: """
                DELETE FROM term WHERE id NOT IN (
                    SELECT product FROM condition WHERE product NOT NULL
                    UNION SELECT reason FROM condition WHERE reason NOT NULL
                    UNION SELECT product FROM pieces WHERE product NOT NULL
                    UNION SELECT product FROM gap WHERE product NOT NULL
                    UNION SELECT signal FROM finding WHERE signal NOT NULL)
                """)
    }

    private func copy(
        _ sql: String, _ arguments: StatementArguments = StatementArguments(), to table: String
    ) throws {
        let rows = try Row.fetchCursor(source, sql: sql, arguments: arguments)
        while let row = try rows.next() { try insert(row.databaseValues, into: table) }
    }

    private func insert(_ values: [DatabaseValue], into table: String) throws {
        let marks = Array(repeating: "?", count: values.count).joined(separator: ",")
        try pack.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
            .execute(arguments: StatementArguments(values))
    }
}

/// How far around a span the facts of a unit lie that speak of it.
struct FactReach {
    private let db: Database
    private let unit: Int64

    init(_ db: Database, unit: Int64) { (self.db, self.unit) = (db, unit) }

    /// From the condition that no stop crosses before the span, and before the gaps in it, to the
    /// first after it.
    func instants(over span: TimeSpan) throws -> ClosedRange<Int64> {
        let (from, to) = (span.from.nanoseconds, span.to.nanoseconds)
        let gaps = try Row.fetchOne(
            db,
            sql: "SELECT min(since), max(at) FROM gap WHERE unit = ? AND at > ? AND since < ?",
            arguments: [unit, from, to])
        let first = min(from, gaps?[0] as Int64? ?? from)
        let last = max(to, gaps?[1] as Int64? ?? to)
        let before = try Int64.fetchOne(
            db,
            sql: """
                SELECT at FROM condition WHERE unit = ? AND at <= ? AND stop = 0
                ORDER BY at DESC LIMIT 1
                """, arguments: [unit, first])
        let after = try Int64.fetchOne(
            db,
            sql: """
                SELECT at FROM condition WHERE unit = ? AND at >= ? AND stop = 0
                ORDER BY at LIMIT 1
                """, arguments: [unit, last])
        // Where nothing stands around it, all before and after it is the stop.
        let oldest = try bound("min")
        let newest = try bound("max")
        return min(before ?? oldest ?? first, first)...max(after ?? newest ?? last, last)
    }

    private func bound(_ function: String) throws -> Int64? {
        try Int64.fetchOne(
            db, sql: "SELECT \(function)(at) FROM condition WHERE unit = ?", arguments: [unit])
    }
}
