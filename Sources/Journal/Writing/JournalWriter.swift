internal import Telemetry

/// Appends to a journal: the segmented, durable log of all that one broker session received.
///
/// Records are appended to a *group* in memory; ``commit()`` makes the group durable with one
/// write and one sync. After a crash the journal opens on a prefix of what was appended that
/// holds all that was committed.
///
/// One thread uses a writer. One writer at a time, in any process, has a directory.
/// Memory: one group (at most ``JournalLimits/groupBytes``) and 256 KiB.
public struct JournalWriter: ~Copyable, Sendable {
    /// What opening found and mended.
    public let recovery: JournalRecovery
    /// What was done since it was opened.
    public internal(set) var counters = JournalCounters()

    let directory: JournalDirectory
    let options: JournalOptions
    let session: JournalSession
    let seed: UInt32
    let lock: DirectoryLock
    var file: JournalFile
    /// All segments in order; the last one is being written.
    var segments: [SegmentSummary]
    /// Whether the last segment is closed and the next one could not be begun yet.
    var isSealed: Bool
    /// The size of the last segment's file, unwritten space included.
    var fileBytes: Int
    var group = JournalBatch()
    var isPending = false
    var failure: JournalError?

    /// Opens the journal in a directory, or makes one, and finds its end.
    ///
    /// - Parameters:
    ///   - path: The directory; made where it does not exist, but not its parents.
    ///   - options: How the journal behaves.
    /// - Throws: ``JournalError/locked(directory:process:)``, ``JournalError/damaged(_:)`` or a
    ///   failure of the system.
    public init(
        directory path: String, options: JournalOptions = JournalOptions()
    ) throws(JournalError) {
        try self.init(directory: JournalDirectory(path), options: options)
    }

    init(directory: JournalDirectory, options: JournalOptions) throws(JournalError) {
        try directory.createIfMissing()
        let lock = try DirectoryLock(directory: directory.path)
        var opening = JournalOpening(directory, options: options)
        let file = try opening.run()
        let fileBytes = try file.size()
        self.lock = lock
        self.file = file
        self.fileBytes = fileBytes
        self.directory = directory
        self.options = options
        recovery = opening.recovery
        session = opening.session ?? .random()
        seed = session.seed
        segments = opening.segments
        isSealed = opening.isSealed
        counters.cutBytes = UInt64(recovery.cut?.bytes ?? 0)
    }

    /// The oldest record kept, or the number of the first to come where there is none.
    public var oldestRecord: UInt64 { segments[0].first }

    /// The newest record that is durable; 0 before the first.
    public var lastDurableRecord: UInt64 { segments[segments.count - 1].end - 1 }

    /// The records appended but not yet durable.
    public var pendingRecords: Int { isPending ? group.records.count : 0 }

    /// The bytes appended but not yet durable.
    public var pendingBytes: Int { isPending ? group.bytes.count : 0 }

    /// The number of segments.
    public var segmentCount: Int { segments.count }

    /// The bytes of all segment files, unwritten space included.
    public var sizeInBytes: Int {
        segments.dropLast().reduce(fileBytes) { $0 + $1.bytes + SegmentFormat.sealBytes }
    }

    /// Why this writer refuses all work, or nil while it works.
    public var fatalError: JournalError? { failure }

    /// The last group that became durable, to be decoded in place; empty before the first.
    ///
    /// Gone with the next append. A copy alive at that time costs an allocation, nothing else.
    ///
    /// - Precondition: nothing is pending.
    public var committed: JournalBatch {
        precondition(!isPending, "a group is pending: commit it before it is decoded")
        return group
    }

    /// Where to begin reading for the last QoS 1 messages before a record.
    ///
    /// - Parameters:
    ///   - count: How many messages are wanted.
    ///   - number: The record before which they lie.
    /// - Returns: The number of a record such that at least `count` QoS 1 messages lie from it up
    ///   to `number`; the oldest record where there are not so many. It begins a segment, so that
    ///   there may be many more.
    public func record(withMessages count: UInt64, before number: UInt64) -> UInt64 {
        var counted: UInt64 = 0
        for segment in segments.reversed() where segment.first < number {
            // Of the segment that holds the number it is not known how many lie before it.
            if segment.end <= number { counted += segment.acknowledgedMessages }
            if counted >= count { return segment.first }
        }
        return oldestRecord
    }
}
