internal import Glibc

/// Finds the end of a journal, mends an unfinished one, and refuses or sets aside damage.
struct JournalOpening: ~Copyable {
    let directory: JournalDirectory
    let options: JournalOptions
    private(set) var recovery = JournalRecovery()
    private(set) var session: JournalSession?
    private(set) var segments: [SegmentSummary] = []
    private(set) var isSealed = false

    init(_ directory: JournalDirectory, options: JournalOptions) {
        self.directory = directory
        self.options = options
    }

    /// Gives the last segment, ready to be written where ``segments`` say that it ends.
    mutating func run() throws(JournalError) -> JournalFile {
        for name in try directory.names() where name.hasSuffix(JournalDirectory.unfinishedSuffix) {
            try directory.remove(name)
        }
        while true {
            do throws(JournalError) {
                let file = try walk()
                recovery.lastRecord = (segments.last?.end ?? 1) - 1
                return file
            } catch {
                guard case .damaged(let damage) = error, options.damagePolicy == .setAside else {
                    throw error
                }
                try setAside(damage)
            }
        }
    }

    private mutating func walk() throws(JournalError) -> JournalFile {
        segments = []
        session = nil
        isSealed = false
        let firsts = try directory.segments()
        guard let last = firsts.last else {
            recovery.isNew = recovery.setAside == nil
            return try begin(first: recovery.setAside?.record ?? 1)
        }
        for (first, following) in zip(firsts, firsts.dropFirst()) {
            try takeClosed(first, following: following)
        }
        return try takeLast(last)
    }

    private mutating func begin(first: UInt64) throws(JournalError) -> JournalFile {
        let session = self.session ?? .random()
        let file = try directory.createSegment(first: first, session: session)
        self.session = session
        segments.append(SegmentSummary(first: first))
        return file
    }

    private mutating func takeClosed(
        _ first: UInt64, following: UInt64
    ) throws(JournalError) {
        let file = try directory.open(segment: first)
        let seed = try takeSession(of: file, first: first).seed
        var summary = try readSeal(file, first: first, seed: seed)
        if summary == nil || options.verification == .allSegments {
            var cursor = SegmentCursor(file: file, first: first, seed: seed)
            let (_, stop) = try scan(&cursor)
            guard case .sealed(let found) = stop else {
                let reason: DamageReason = if case .bad(let why) = stop { why } else { .unsealed }
                throw directory.damage(
                    in: first, at: cursor.offset, record: cursor.next, reason)
            }
            summary = found
        }
        guard let summary else { return }
        guard summary.end == following else {
            let reason: DamageReason = summary.end < following ? .missing : .sequence
            throw directory.damage(in: summary.end, at: 0, record: summary.end, reason)
        }
        segments.append(summary)
    }

    private mutating func takeLast(_ first: UInt64) throws(JournalError) -> JournalFile {
        let file = try directory.open(segment: first, flags: O_RDWR)
        let size = try file.size()
        if try isEmpty(file, first: first, size: size) {
            recovery.cut = JournalRecovery.Cut(
                segment: SegmentFormat.name(first: first), offset: 0, bytes: size, records: 0,
                reason: .header)
            return try begin(first: first)
        }
        let seed = try takeSession(of: file, first: first).seed
        var cursor = SegmentCursor(file: file, first: first, seed: seed)
        let (summary, stop) = try scan(&cursor)
        var end = cursor.offset
        if case .sealed(let sealed) = stop {
            guard sealed == summary else {
                throw directory.damage(in: first, at: end, record: cursor.next, .sequence)
            }
            isSealed = true
            end += SegmentFormat.sealBytes
        } else {
            try judgeTail(of: cursor, size: size, stop: stop, seed: seed)
        }
        segments.append(summary)
        try makeDurable(cursor.file, from: cursor.groupOffset, to: end, size: size)
        return try JournalFile.open(
            directory.path(of: first), flags: O_RDWR, calls: directory.calls)
    }

    /// Writes the last group once more before it is trusted.
    ///
    /// The process may have ended between its write and its sync, or the sync may have failed: its
    /// pages then look written though no disk has them, and only a new write makes them dirty.
    private func makeDurable(
        _ file: borrowing JournalFile, from start: Int, to end: Int, size: Int
    ) throws(JournalError) {
        if size > end { try file.truncate(to: end) }
        var group: [UInt8] = []
        _ = try file.read(end - start, at: start, appendingTo: &group)
        try file.write(group.span, at: start)
        try file.sync()
        try directory.sync()
    }

    private mutating func judgeTail(
        of cursor: borrowing SegmentCursor, size: Int, stop: SegmentCursor.Stop, seed: UInt32
    ) throws(JournalError) {
        var rest: [UInt8] = []
        _ = try cursor.file.read(size - cursor.offset, at: cursor.offset, appendingTo: &rest)
        let reason: DamageReason = if case .bad(let found) = stop { found } else { .length }
        switch SegmentTail(rest, expected: cursor.next, seed: seed) {
        case .unwritten: break
        case .damaged:
            throw directory.damage(
                in: cursor.first, at: cursor.offset, record: cursor.next, reason)
        case .torn(let bytes, let records):
            recovery.cut = JournalRecovery.Cut(
                segment: SegmentFormat.name(first: cursor.first), offset: cursor.offset,
                bytes: bytes, records: records, reason: reason)
        }
    }

    /// Whether a file has neither a header nor anything else.
    private func isEmpty(
        _ file: borrowing JournalFile, first: UInt64, size: Int
    ) throws(JournalError) -> Bool {
        var header: [UInt8] = []
        _ = try file.read(SegmentFormat.headerBytes, at: 0, appendingTo: &header)
        switch SegmentFormat.readHeader(header, first: first) {
        case .success, .failure(.version): return false
        case .failure(.damage): break
        }
        guard size > SegmentFormat.headerBytes else { return true }
        var rest: [UInt8] = []
        _ = try file.read(
            size - SegmentFormat.headerBytes, at: SegmentFormat.headerBytes, appendingTo: &rest)
        return rest.allSatisfy { $0 == 0 }
    }

    private mutating func takeSession(
        of file: borrowing JournalFile, first: UInt64
    ) throws(JournalError) -> JournalSession {
        let found = try directory.session(in: file, first: first)
        guard session == nil || session == found else {
            throw directory.damage(in: first, at: 0, record: first, .foreign)
        }
        session = found
        return found
    }

    private mutating func scan(
        _ cursor: inout SegmentCursor
    ) throws(JournalError) -> (SegmentSummary, SegmentCursor.Stop) {
        var summary = SegmentSummary(first: cursor.first)
        var batch = JournalBatch()
        while true {
            let stop = try cursor.read(into: &batch, maxBytes: 1 << 20)
            summary.add(batch.records, encoded: batch.bytes.count)
            recovery.recordsRead += UInt64(batch.records.count)
            guard stop == .full else { return (summary, stop) }
        }
    }

    private func readSeal(
        _ file: borrowing JournalFile, first: UInt64, seed: UInt32
    ) throws(JournalError) -> SegmentSummary? {
        let place = try file.size() - SegmentFormat.sealBytes
        guard place >= SegmentFormat.headerBytes else { return nil }
        var bytes: [UInt8] = []
        _ = try file.read(SegmentFormat.sealBytes, at: place, appendingTo: &bytes)
        let raw = bytes.span
        guard case .record(let fields) = RecordFormat.read(raw, at: 0, seed: seed),
            fields.kind == RecordFormat.sealKind, fields.length == SegmentFormat.sealBytes,
            let summary = SegmentSummary(
                encoded: raw.extracting(droppingFirst: RecordFormat.headerBytes)),
            summary.first == first, summary.bytes == place, summary.end == fields.number
        else { return nil }
        return summary
    }

    /// Ends the journal before damage.
    ///
    /// What comes last goes first, so that this can be repeated.
    private mutating func setAside(_ damage: JournalDamage) throws(JournalError) {
        recovery.setAside = recovery.setAside ?? damage
        guard let damaged = SegmentFormat.first(ofName: damage.segment) else { return }
        for first in try directory.segments().reversed() where first >= damaged {
            guard first == damaged, damage.offset >= SegmentFormat.headerBytes else {
                try directory.setAside(segment: first)
                continue
            }
            try directory.setAside(segment: first, from: damage.offset)
        }
        try directory.sync()
    }
}
