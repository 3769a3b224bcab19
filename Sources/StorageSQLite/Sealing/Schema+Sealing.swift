extension Schema {
    /// Seals with what was reported, and the keys that signed them; rows are added only.
    ///
    /// The table before it knew periods alone, and no command ever wrote to it.
    static let version8 = [
        "DROP TABLE seal",
        """
        CREATE TABLE seal (number INTEGER PRIMARY KEY, line TEXT NOT NULL, since INTEGER NOT NULL,
            until INTEGER NOT NULL, at INTEGER NOT NULL, manifest BLOB NOT NULL,
            signature BLOB NOT NULL)
        """,
        """
        CREATE TABLE seal_file (seal INTEGER NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (seal, name)) WITHOUT ROWID
        """,
        """
        CREATE TABLE key_record (number INTEGER PRIMARY KEY, text BLOB NOT NULL,
            signature BLOB NOT NULL)
        """,
    ]

    /// How often a signal spoke in an hour: in packs alone, in place of what it said.
    static let version12 = [
        """
        CREATE TABLE activity (signal INTEGER NOT NULL, hour INTEGER NOT NULL,
            count INTEGER NOT NULL, PRIMARY KEY (signal, hour)) WITHOUT ROWID
        """
    ]
}
