public import Telemetry

extension JournalReader {
    /// Opens the journal to read from the segment on in which an instant lies: a look at the first
    /// records of a few files.
    ///
    /// Where the clock of the machine was set back, records of that instant may stand in an earlier
    /// segment as well.
    ///
    /// - Parameters:
    ///   - path: The journal's directory.
    ///   - instant: When what is wanted was received.
    /// - Throws: As ``init(directory:from:)``.
    public init(directory path: String, receivedAt instant: Timestamp) throws(JournalError) {
        let segments = try JournalDirectory(path).segments()
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if try Self.begins(segments[middle], of: path, by: instant) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        try self.init(directory: path, from: segments.isEmpty ? 1 : segments[max(0, low - 1)])
    }

    /// Whether the first record of a segment was received by an instant.
    private static func begins(
        _ segment: UInt64, of path: String, by instant: Timestamp
    ) throws(JournalError) -> Bool {
        var reader = try JournalReader(directory: path, from: segment)
        var batch = JournalBatch()
        guard try reader.next(into: &batch, maxBytes: 4096), let first = batch.records.first else {
            return false
        }
        return first.receiveTime <= instant
    }
}
