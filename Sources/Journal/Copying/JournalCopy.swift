internal import Glibc

/// A copy of a journal, made while it may be written: a prefix that holds all that was durable when
/// the copying began.
public struct JournalCopy: Sendable {
    /// The version of the segments' format.
    public static let formatVersion = Int(SegmentFormat.version)

    /// The names of the copied segments, in order.
    public private(set) var segments: [String] = []
    /// The first record of the copy.
    public private(set) var oldestRecord: UInt64 = 1
    /// The last record of the copy, 0 where there is none.
    public private(set) var lastRecord: UInt64 = 0

    private let source: JournalDirectory
    private let target: JournalDirectory

    /// How much is read at once, in bytes.
    private static let chunkBytes = 1 << 20

    /// Copies the segments of a journal into another directory, and makes them durable there.
    ///
    /// Takes no lock: closed segments do not change, the open one is copied up to its last whole
    /// record, and one that retention removes meanwhile is left out. Any thread.
    ///
    /// - Parameters:
    ///   - path: The journal's directory.
    ///   - target: The new directory; made, its parent must exist.
    /// - Throws: ``JournalError``, also where the last segment cannot be read.
    public init(from path: String, to target: String) throws(JournalError) {
        source = JournalDirectory(path)
        self.target = JournalDirectory(target)
        try self.target.createIfMissing()
        let firsts = try source.segments()
        for first in firsts { try copy(first, isLast: first == firsts.last) }
        try self.target.sync()
    }

    private mutating func copy(_ first: UInt64, isLast: Bool) throws(JournalError) {
        let file: JournalFile
        do throws(JournalError) {
            file = try source.open(segment: first)
        } catch {
            // Only the oldest go, and those come first.
            if case .system(_, _, ENOENT) = error, segments.isEmpty { return }
            throw error
        }
        let name = SegmentFormat.name(first: first)
        let end = isLast ? try findEnd(first) : try file.size()
        let copy = try JournalFile.create(target.path + "/" + name, calls: target.calls)
        var offset = 0
        var bytes: [UInt8] = []
        while offset < end {
            bytes.removeAll(keepingCapacity: true)
            let count = min(Self.chunkBytes, end - offset)
            guard try file.read(count, at: offset, appendingTo: &bytes) == count else {
                throw source.damage(in: first, at: offset, record: nil, .truncated)
            }
            try copy.write(bytes.span, at: offset)
            offset += count
        }
        try copy.sync()
        if segments.isEmpty { oldestRecord = first }
        segments.append(name)
    }

    /// Where the whole records of the last segment end, its seal included where it has one.
    private mutating func findEnd(_ first: UInt64) throws(JournalError) -> Int {
        let file = try source.open(segment: first)
        let session = try source.session(in: file, first: first)
        var cursor = SegmentCursor(file: file, first: first, seed: session.seed)
        var batch = JournalBatch()
        while true {
            switch try cursor.read(into: &batch, maxBytes: Self.chunkBytes) {
            case .full: continue
            case .sealed:
                lastRecord = cursor.next - 1
                return cursor.offset + SegmentFormat.sealBytes
            // What follows is being written, or was never made durable.
            case .end, .bad:
                lastRecord = cursor.next - 1
                return cursor.offset
            }
        }
    }
}
