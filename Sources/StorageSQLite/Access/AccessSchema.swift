import GRDB

/// The layout of `access.sqlite`, with its upgrades in order.
enum AccessSchema {
    /// Brings a database of any earlier version up to this one; refuses a newer one.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            for statement in version1 { try db.execute(sql: statement) }
        }
        return migrator
    }

    /// The last upgrade that a database has seen; empty where it has no layout yet.
    static func version(_ db: Database) throws -> String {
        try migrator.appliedMigrations(db).last ?? ""
    }

    // Times are nanoseconds since the epoch; a scope is its entries, a space between two, and NULL
    // where it is everything. Secrets and passwords are here as hashes only.
    private static let version1 = [
        """
        CREATE TABLE user (name TEXT PRIMARY KEY, role TEXT NOT NULL, lines TEXT, projects TEXT,
            password TEXT NOT NULL, made_at INTEGER NOT NULL, until INTEGER, disabled_at INTEGER)
        """,
        """
        CREATE TABLE token (hash TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
            lines TEXT, projects TEXT, made_at INTEGER NOT NULL, until INTEGER NOT NULL,
            revoked_at INTEGER, used_at INTEGER)
        """,
        """
        CREATE TABLE session (hash TEXT PRIMARY KEY, user TEXT NOT NULL, made_at INTEGER NOT NULL,
            used_at INTEGER NOT NULL)
        """,
        """
        CREATE TABLE change (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL,
            kind TEXT NOT NULL, account TEXT NOT NULL, role TEXT NOT NULL, lines TEXT,
            projects TEXT, until INTEGER)
        """,
        """
        CREATE TABLE read (id INTEGER PRIMARY KEY, minute INTEGER NOT NULL, at INTEGER NOT NULL,
            last INTEGER NOT NULL, times INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
            role TEXT NOT NULL, what TEXT NOT NULL, project TEXT NOT NULL, report TEXT NOT NULL,
            address TEXT NOT NULL,
            UNIQUE (minute, kind, name, role, what, project, report, address))
        """,
    ]
}
