import GRDB

/// The layout of the store, with its upgrades in order.
enum Schema {
    /// Brings a database of any earlier version up to this one; refuses a newer one.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            for statement in version1 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("2") { db in
            for statement in version2 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("3") { db in
            for statement in version3 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("4") { db in
            for statement in version4 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("5") { db in
            for statement in version5 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("6") { db in
            for statement in version6 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("7") { db in
            for statement in version7 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("8") { db in
            for statement in version8 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("9") { db in
            for statement in version9 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("10") { db in
            for statement in version10 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("11") { db in
            for statement in version11 { try db.execute(sql: statement) }
        }
        migrator.registerMigration("12") { db in
            for statement in version12 { try db.execute(sql: statement) }
        }
        return migrator
    }

    /// The last upgrade that a database has seen; empty where it has no layout yet.
    static func version(_ db: Database) throws -> String {
        try migrator.appliedMigrations(db).last ?? ""
    }

    // Times are nanoseconds since the epoch, quantities millionths. A fact is found by when it
    // holds, and replaced by when it became known.
    private static let version1 = [
        "CREATE TABLE unit (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
        """
        CREATE TABLE term (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,
            UNIQUE (kind, name))
        """,
        """
        CREATE TABLE lane (name TEXT PRIMARY KEY, position INTEGER NOT NULL, now INTEGER NOT NULL,
            connected INTEGER NOT NULL, balanced INTEGER NOT NULL, samples TEXT NOT NULL,
            messages TEXT NOT NULL, products TEXT NOT NULL, reasons TEXT NOT NULL,
            topics TEXT NOT NULL)
        """,
        "CREATE TABLE checkpoint (unit INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
        """
        CREATE TABLE condition (unit INTEGER NOT NULL, at INTEGER NOT NULL,
            known_by INTEGER NOT NULL, seq INTEGER NOT NULL, state INTEGER NOT NULL,
            mode INTEGER NOT NULL, product INTEGER, reason INTEGER, order_hash INTEGER NOT NULL,
            retained INTEGER NOT NULL, stop INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX condition_known ON condition (unit, known_by)",
        """
        CREATE TABLE pieces (unit INTEGER NOT NULL, at INTEGER NOT NULL,
            known_by INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL,
            quantity INTEGER NOT NULL, product INTEGER, known INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX pieces_known ON pieces (unit, known_by)",
        """
        CREATE TABLE gap (unit INTEGER NOT NULL, at INTEGER NOT NULL, known_by INTEGER NOT NULL,
            seq INTEGER NOT NULL, kind INTEGER NOT NULL, since INTEGER NOT NULL,
            quantity INTEGER NOT NULL, unknown INTEGER NOT NULL, grain INTEGER NOT NULL,
            product INTEGER, bridged INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX gap_known ON gap (unit, known_by)",
        """
        CREATE TABLE finding (unit INTEGER NOT NULL, at INTEGER NOT NULL,
            known_by INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, signal INTEGER,
            before INTEGER NOT NULL, after INTEGER NOT NULL, credited INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX finding_known ON finding (unit, known_by)",
        """
        CREATE TABLE quarantine (lane TEXT NOT NULL, topic TEXT NOT NULL, reason TEXT NOT NULL,
            count INTEGER NOT NULL, first_record INTEGER NOT NULL, last_record INTEGER NOT NULL,
            first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, sample BLOB NOT NULL,
            PRIMARY KEY (lane, topic, reason))
        """,
    ]
    // The hour stands first, so that an hour of one signal lies together. Sums are 128 bits in two
    // halves.
    private static let version2 = [
        """
        CREATE TABLE minute (hour INTEGER NOT NULL, signal INTEGER NOT NULL,
            minute INTEGER NOT NULL, count INTEGER NOT NULL, bad INTEGER NOT NULL,
            low REAL NOT NULL, high REAL NOT NULL, sum_high INTEGER NOT NULL,
            sum_low INTEGER NOT NULL, squares_high INTEGER NOT NULL, squares_low INTEGER NOT NULL,
            last REAL NOT NULL, last_at INTEGER NOT NULL,
            PRIMARY KEY (hour, signal, minute)) WITHOUT ROWID
        """,
        """
        CREATE TABLE command (signal INTEGER NOT NULL, at INTEGER NOT NULL, value REAL NOT NULL,
            verdict INTEGER NOT NULL, delay INTEGER NOT NULL,
            PRIMARY KEY (signal, at)) WITHOUT ROWID
        """,
    ]

    /// Since when the broker may have gone back to what it had saved.
    private static let version7 = ["ALTER TABLE lane ADD COLUMN doubt INTEGER"]

    /// For how long the broker was not heard, how it stands with the attempts to connect, and since
    /// when nobody knows whose the session is.
    private static let version10 = [
        "ALTER TABLE lane ADD COLUMN silence INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE lane ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE lane ADD COLUMN unknown_session INTEGER",
    ]

    /// How the messages of a lane became samples.
    private static let version3 = [
        "ALTER TABLE lane ADD COLUMN mapping TEXT NOT NULL DEFAULT ''"
    ]
}
