extension Schema {
    /// What late events are folded again from, they themselves, and what they changed.
    ///
    /// Seconds are whole seconds since the epoch.
    static let version4 = [
        """
        CREATE TABLE naming (id INTEGER PRIMARY KEY, products TEXT NOT NULL,
            reasons TEXT NOT NULL, UNIQUE (products, reasons))
        """,
        """
        CREATE TABLE settled (unit INTEGER NOT NULL, until INTEGER NOT NULL,
            after INTEGER NOT NULL, base BLOB NOT NULL, events BLOB NOT NULL,
            names INTEGER NOT NULL, PRIMARY KEY (unit, until)) WITHOUT ROWID
        """,
        """
        CREATE TABLE late (number INTEGER PRIMARY KEY AUTOINCREMENT, unit INTEGER NOT NULL,
            at INTEGER NOT NULL, event BLOB NOT NULL, names INTEGER NOT NULL)
        """,
        "CREATE INDEX late_unit ON late (unit, at, number)",
        """
        CREATE TABLE change (number INTEGER PRIMARY KEY AUTOINCREMENT, unit INTEGER NOT NULL,
            since INTEGER NOT NULL, until INTEGER NOT NULL, at INTEGER NOT NULL,
            cause TEXT NOT NULL, person TEXT NOT NULL, why TEXT NOT NULL, late INTEGER NOT NULL,
            before TEXT NOT NULL, after TEXT NOT NULL)
        """,
        "CREATE INDEX change_unit ON change (unit, until)",
    ]

    /// How old a chunk is: see ``Lived``.
    static let version9 = ["ALTER TABLE settled ADD COLUMN lived INTEGER NOT NULL DEFAULT 0"]
}
