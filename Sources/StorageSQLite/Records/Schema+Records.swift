extension Schema {
    /// What people say about funded projects, with its files; rows are added only.
    static let version11 = [
        """
        CREATE TABLE record (number INTEGER PRIMARY KEY, at INTEGER NOT NULL,
            author TEXT NOT NULL, project TEXT NOT NULL, kind TEXT NOT NULL,
            subject TEXT NOT NULL, content BLOB NOT NULL, supersedes INTEGER UNIQUE,
            why TEXT NOT NULL)
        """,
        "CREATE INDEX record_subject ON record (project, kind, subject)",
        """
        CREATE TABLE record_file (record INTEGER NOT NULL, role TEXT NOT NULL,
            name TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
            bytes BLOB NOT NULL, PRIMARY KEY (record, role, name))
        """,
    ]
}
