import GRDB
import Production
import Storage
public import Telemetry

/// Which facts go into a pack: those that its report reads.
public struct PackedFacts: Sendable {
    /// Something of which facts are read, by its path, with the spans of which they are.
    public struct Part: Sendable {
        /// `line/unit` or `line/unit/signal`.
        public var path: String
        /// In any order; they may overlap.
        public var spans: [TimeSpan]

        /// Makes one.
        public init(path: String, spans: [TimeSpan]) { (self.path, self.spans) = (path, spans) }
    }

    /// The lanes of the lines.
    public var lanes: Set<String>
    /// Work units and meters, with what their figures are read from.
    public var facts: [Part] = []
    /// Measurements and ages of samples: their sums by the minute.
    public var minutes: [Part] = []
    /// Sensors and actuators: how often they spoke, and not what they said.
    public var activity: [Part] = []

    /// Makes a choice of nothing else yet.
    public init(lanes: Set<String>) { self.lanes = lanes }
}

/// Copies facts from a store into a pack, with the numbers that units and terms have there.
struct FactCopy {
    private let source: Database
    private let pack: Database
    private let chosen: PackedFacts

    init(from source: Database, to pack: Database, _ chosen: PackedFacts) {
        (self.source, self.pack, self.chosen) = (source, pack, chosen)
    }

    func run() throws {
        try copy("SELECT * FROM term", to: "term")
        var people: [String: String] = [:]
        for part in chosen.facts {
            guard let id = try number(of: part.path) else { continue }
            let reaches = try part.spans.map { try reach(of: id, around: $0) }
            try copyFacts(of: id, reaches)
            try copySaid("correction", of: part.path, reaches, "author", &people)
            try copySaid("change", of: id, part.spans, "person", &people)
        }
        for part in chosen.minutes {
            guard let id = try number(of: part.path) else { continue }
            for span in part.spans.merged {
                let (first, last) = (span.from.minute, (span.to - 1).minute)
                try copy(
                    """
                    SELECT * FROM minute WHERE signal = ? AND hour BETWEEN ? AND ?
                        AND minute BETWEEN ? AND ?
                    """, [id, first / 60, last / 60, first, last], to: "minute")
            }
        }
        for part in chosen.activity {
            guard let id = try number(of: part.path) else { continue }
            for span in part.spans.map(\.hours).merged {
                for (hour, count) in try ActivityQuery(signal: id, hours: span).rows(source) {
                    try insert(
                        [id.databaseValue, hour.databaseValue, count.databaseValue],
                        into: "activity")
                }
            }
        }
        for lane in chosen.lanes.sorted() { try copyLane(lane) }
        try dropOtherNames()
    }

    /// The number of a path, which the pack knows from then on; nil where the store has none.
    private func number(of path: String) throws -> Int64? {
        let found = "SELECT id FROM unit WHERE path = ?"
        guard let id = try Int64.fetchOne(source, sql: found, arguments: [path]) else { return nil }
        try pack.execute(sql: "INSERT INTO unit VALUES (?, ?)", arguments: [id, path])
        return id
    }

    private func reach(of id: Int64, around span: TimeSpan) throws -> TimeSpan {
        let reach = try FactReach(source, unit: id).instants(over: span)
        // One nanosecond more: the last instant belongs to it.
        return TimeSpan(
            from: Timestamp(nanoseconds: reach.lowerBound),
            to: Timestamp(nanoseconds: reach.upperBound) + 1)
    }

    private func copyFacts(of id: Int64, _ reaches: [TimeSpan]) throws {
        for reach in reaches.merged {
            for table in ["condition", "pieces", "gap", "finding"] {
                try copy(
                    "SELECT * FROM \(table) WHERE unit = ? AND at >= ? AND at < ?",
                    [id, reach.from.nanoseconds, reach.to.nanoseconds], to: table)
            }
        }
    }

    /// Rows of which each is said of a stretch of time, with numbers in place of people.
    private func copySaid(
        _ table: String, of unit: some DatabaseValueConvertible, _ spans: [TimeSpan],
        _ column: String, _ people: inout [String: String]
    ) throws {
        let rows = try Row.fetchCursor(
            source, sql: "SELECT * FROM \(table) WHERE unit = ? ORDER BY 1", arguments: [unit])
        while let row = try rows.next() {
            let (since, until) = (row["since"] as Int64, row["until"] as Int64)
            let isRead = spans.contains { since < $0.to.nanoseconds && $0.from.nanoseconds < until }
            if isRead { try insert(numbering(row, column, &people), into: table) }
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

extension [TimeSpan] {
    /// The same instants in spans that neither overlap nor touch, in order.
    fileprivate var merged: [TimeSpan] {
        sorted { $0.from < $1.from }.reduce(into: []) { merged, span in
            if let last = merged.last, span.from <= last.to {
                merged[merged.count - 1].to = Swift.max(last.to, span.to)
            } else if !span.isEmpty {
                merged.append(span)
            }
        }
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
