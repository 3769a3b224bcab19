public import Telemetry

/// Reads a whole journal, every checksum included, and says what is in it and what is damaged.
///
/// Takes no lock: what is being written meanwhile counts as unfinished, not as damaged. Memory: one
/// batch of a megabyte, or the largest record.
public struct JournalCheck: Sendable {
    /// One segment.
    public struct Segment: Sendable {
        /// File name, within the journal's directory.
        public var name: String
        /// Number of its first record.
        public var first: UInt64
        /// How many records could be read.
        public var records: UInt64 = 0
        /// Bytes up to the last record that could be read.
        public var bytes = 0
        /// Receive times, in the order in which they stand.
        public var from: Timestamp?
        /// See ``from``.
        public var to: Timestamp?
        /// Whether it is closed.
        public var isSealed = false
    }

    /// In order.
    public private(set) var segments: [Segment] = []
    /// Every place where durable records cannot be read; reading goes on with the next segment.
    public private(set) var damage: [JournalDamage] = []
    /// Bytes at the end of a group that was never durable, or is being written.
    public private(set) var unfinishedBytes = 0

    private let directory: JournalDirectory

    /// Reads a journal.
    ///
    /// - Parameters:
    ///   - path: The journal's directory.
    ///   - visit: Called for each record in order, with the bytes that its ranges lie in.
    /// - Throws: A failure of the system, or what `visit` throws; damage is no error.
    public init(directory path: String, visit: (RecordHeader, [UInt8]) throws -> Void) throws {
        directory = JournalDirectory(path)
        var session: JournalSession?
        var expected: UInt64?
        let firsts = try directory.segments()
        for first in firsts {
            if let expected, expected != first { note(first, at: 0, record: expected, .missing) }
            expected = try read(first, isLast: first == firsts.last, &session, visit)
        }
    }

    /// Reads a segment; gives the number of the record that must follow, where it is known.
    private mutating func read(
        _ first: UInt64, isLast: Bool, _ session: inout JournalSession?,
        _ visit: (RecordHeader, [UInt8]) throws -> Void
    ) throws -> UInt64? {
        do throws(JournalError) {
            let file = try directory.open(segment: first)
            let own = try directory.session(in: file, first: first)
            guard session == nil || session == own else {
                throw directory.damage(in: first, at: 0, record: first, .foreign)
            }
            session = own
        } catch {
            guard case .damaged(let found) = error else { throw error }
            damage.append(found)
            return nil
        }
        guard let seed = session?.seed else { return nil }
        return try readRecords(first, isLast: isLast, seed: seed, visit)
    }

    private mutating func readRecords(
        _ first: UInt64, isLast: Bool, seed: UInt32,
        _ visit: (RecordHeader, [UInt8]) throws -> Void
    ) throws -> UInt64? {
        var segment = Segment(name: SegmentFormat.name(first: first), first: first)
        var cursor = SegmentCursor(
            file: try directory.open(segment: first), first: first, seed: seed)
        var batch = JournalBatch()
        var stop = SegmentCursor.Stop.full
        while stop == .full {
            stop = try cursor.read(into: &batch, maxBytes: 1 << 20)
            for header in batch.records { try visit(header, batch.bytes) }
            segment.from = segment.from ?? batch.records.first?.receiveTime
            segment.to = batch.records.last?.receiveTime ?? segment.to
        }
        segment.records = cursor.next - first
        segment.bytes = cursor.offset
        if case .sealed = stop { segment.isSealed = true }
        segments.append(segment)
        switch stop {
        case .full, .sealed: return cursor.next
        // Something may have been wiped out before what was durable.
        case .end where isLast: try judgeTail(cursor, seed: seed, .length)
        case .end: note(first, at: cursor.offset, record: cursor.next, .unsealed)
        case .bad(let reason) where isLast: try judgeTail(cursor, seed: seed, reason)
        case .bad(let reason): note(first, at: cursor.offset, record: cursor.next, reason)
        }
        return nil
    }

    /// What is not whole at the end of the last segment may be a write that is under way.
    private mutating func judgeTail(
        _ cursor: borrowing SegmentCursor, seed: UInt32, _ reason: DamageReason
    ) throws {
        let file = try directory.open(segment: cursor.first)
        var rest: [UInt8] = []
        let count = max(0, try file.size() - cursor.offset)
        _ = try file.read(count, at: cursor.offset, appendingTo: &rest)
        switch SegmentTail(rest, expected: cursor.next, seed: seed) {
        case .unwritten: break
        case .torn(let bytes, _): unfinishedBytes = bytes
        case .damaged: note(cursor.first, at: cursor.offset, record: cursor.next, reason)
        }
    }

    private mutating func note(
        _ first: UInt64, at offset: Int, record: UInt64, _ reason: DamageReason
    ) {
        damage.append(
            JournalDamage(
                segment: SegmentFormat.name(first: first), offset: offset, record: record,
                reason: reason))
    }
}
