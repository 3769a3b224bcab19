extension Schema {
    /// Until when each unit's piece counts were merged, and its facts removed; and which periods of
    /// a line are sealed.
    static let version6 = [
        "CREATE TABLE age (unit INTEGER PRIMARY KEY, merged INTEGER, forgotten INTEGER)",
        """
        CREATE TABLE seal (line TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (line, since, until)) WITHOUT ROWID
        """,
        // Gaps of one kind follow each other: the first that begins after a span ends the search,
        // which without this would go on over all later gaps of the other kinds. SQLite must be
        // told to use it.
        "CREATE INDEX gap_kind ON gap (unit, kind, at)",
    ]
}
