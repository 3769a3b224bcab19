extension JournalReader {
    /// The oldest record that a journal keeps, nil where it has none; a look at one file.
    ///
    /// - Parameter path: The journal's directory.
    /// - Returns: Its header.
    /// - Throws: ``JournalError`` where the directory or the record cannot be read.
    public static func oldest(in path: String) throws(JournalError) -> RecordHeader? {
        guard let first = try JournalDirectory(path).segments().first else { return nil }
        var reader = try JournalReader(directory: path, from: first)
        var batch = JournalBatch()
        guard try reader.next(into: &batch, maxBytes: 4096) else { return nil }
        return batch.records.first
    }
}
