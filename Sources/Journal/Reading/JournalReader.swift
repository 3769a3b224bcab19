internal import Glibc

/// Reads a journal forward, across its segments, while it is being written too.
///
/// One thread uses a reader; there may be many readers, in any process. It takes no lock.
/// Memory: a batch of `maxBytes`, or the size of the one record that is larger.
public struct JournalReader: ~Copyable {
    private let directory: JournalDirectory
    private let session: JournalSession
    private var cursor: SegmentCursor
    /// The number of the record that the next batch begins with.
    public private(set) var nextRecord: UInt64

    /// Opens the journal to read from a record on, which need not be written yet.
    ///
    /// - Parameters:
    ///   - path: The journal's directory.
    ///   - number: The first record wanted, from 1.
    /// - Throws: ``JournalError/recordRemoved(number:oldest:)`` where it is no longer kept,
    ///   ``JournalError/damaged(_:)``, or a failure of the system.
    public init(directory path: String, from number: UInt64 = 1) throws(JournalError) {
        precondition(number > 0, "records are numbered from 1")
        directory = JournalDirectory(path)
        let segments = try directory.segments()
        guard let first = segments.last(where: { $0 <= number }) else {
            throw .recordRemoved(number: number, oldest: segments.first ?? 1)
        }
        let file = try directory.open(segment: first)
        session = try directory.session(in: file, first: first)
        cursor = SegmentCursor(file: file, first: first, seed: session.seed)
        nextRecord = number
    }

    /// Fills a batch with the records that follow.
    ///
    /// - Parameters:
    ///   - batch: Emptied first; its memory is used again.
    ///   - maxBytes: The most bytes to read, unless a single record is larger.
    ///   - last: The last record known to be durable: what does not read up to there is
    ///     damage. Without it reading stops at the first record that is not whole, and may
    ///     see records that are written but not yet durable.
    /// - Returns: Whether there was a record.
    /// - Throws: ``JournalError/damaged(_:)``, ``JournalError/recordRemoved(number:oldest:)``
    ///   where retention was faster, or a failure of the system. The same call may be repeated.
    public mutating func next(
        into batch: inout JournalBatch, maxBytes: Int = 1 << 20, through last: UInt64 = .max
    ) throws(JournalError) -> Bool {
        var sawLaterSegment = false
        while true {
            let stop = try cursor.read(into: &batch, maxBytes: maxBytes, through: last)
            batch.drop(before: nextRecord)
            if let newest = batch.records.last {
                nextRecord = newest.number + 1
                return true
            }
            switch stop {
            case .full: continue
            case .sealed(let summary):
                guard try advance(to: summary.end) else { return false }
            case .end where cursor.next > last: return false
            case .end, .bad:
                // Where the writer went on to a new segment meanwhile, a second look finds
                // the seal; where it does not, there is none.
                if last == .max, try !hasSegment(after: cursor.first) { return false }
                if sawLaterSegment || last != .max { throw unreadable(stop) }
                sawLaterSegment = true
            }
        }
    }

    private func unreadable(_ stop: SegmentCursor.Stop) -> JournalError {
        let reason: DamageReason = if case .bad(let found) = stop { found } else { .unsealed }
        return directory.damage(
            in: cursor.first, at: cursor.offset, record: cursor.next, reason)
    }

    private func hasSegment(after first: UInt64) throws(JournalError) -> Bool {
        try directory.segments().contains { $0 > first }
    }

    /// Goes on to the segment that begins with a record; false where there is none yet.
    private mutating func advance(to first: UInt64) throws(JournalError) -> Bool {
        let segments = try directory.segments()
        guard segments.contains(first) else {
            guard let oldest = segments.first, let newest = segments.last, newest > first else {
                return false
            }
            guard oldest < first else { throw .recordRemoved(number: first, oldest: oldest) }
            throw directory.damage(in: first, at: 0, record: first, .missing)
        }
        let file = try directory.open(segment: first)
        guard try directory.session(in: file, first: first) == session else {
            throw directory.damage(in: first, at: 0, record: first, .foreign)
        }
        cursor = SegmentCursor(file: file, first: first, seed: session.seed)
        return true
    }
}
