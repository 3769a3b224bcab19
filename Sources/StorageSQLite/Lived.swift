import GRDB

/// The time that a unit's settled chunks cover, each counted for an hour at most.
///
/// By it, and not by the clock, a chunk is old: where our clock stands days ahead for a while, the
/// chunk with the step in it counts for an hour like any other, and takes nothing away that may
/// still come late when the clock is right again. What is settled seldom is kept for longer.
struct Lived {
    private(set) var seconds: Int64

    /// The most that a chunk counts for.
    private static let most: Int64 = 3600

    /// What was lived before the chunks after a second.
    init(before second: Int64, unit: Int64, _ db: Database) throws {
        func row(_ sql: String) throws -> Row? {
            try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [unit, second])
        }
        let before = """
            SELECT lived FROM settled WHERE unit = ? AND until <= ? ORDER BY until DESC LIMIT 1
            """
        let behind = """
            SELECT after, until, lived FROM settled WHERE unit = ? AND until > ?
            ORDER BY until LIMIT 1
            """
        if let last = try row(before) {
            seconds = last[0]
        } else if let next = try row(behind) {
            seconds = next[2] - Self.counted(after: next[0], until: next[1])
        } else {
            seconds = 0
        }
    }

    /// A chunk comes next.
    mutating func add(after: Int64, until: Int64) {
        seconds += Self.counted(after: after, until: until)
    }

    private static func counted(after: Int64, until: Int64) -> Int64 {
        after > until - most ? until - after : most
    }

    /// Forgets the oldest chunks, for which so many seconds were lived since.
    func forget(for kept: Int64, unit: Int64, _ db: Database) throws {
        let oldest = "SELECT until, lived FROM settled WHERE unit = ? ORDER BY until LIMIT 1"
        while let row = try Row.fetchOne(db.cachedStatement(sql: oldest), arguments: [unit]),
            seconds - row[1] > kept
        {
            try db.cachedStatement(sql: "DELETE FROM settled WHERE unit = ? AND until = ?")
                .execute(arguments: [unit, row[0] as Int64])
        }
    }
}
