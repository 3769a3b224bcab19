extension Schema {
    /// What people said against the facts; rows are added only.
    ///
    /// `since` and `until` cover what a record is about and all that it supersedes, however often,
    /// so that who finds a record finds what became of it.
    static let version5 = [
        """
        CREATE TABLE correction (id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL,
            family TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL, author TEXT NOT NULL, why TEXT NOT NULL,
            supersedes INTEGER, content TEXT NOT NULL)
        """,
        "CREATE INDEX correction_until ON correction (unit, until)",
    ]
}
