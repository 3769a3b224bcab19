/// What opening a journal found and mended.
public struct JournalRecovery: Equatable, Sendable {
    /// An unfinished end of the last segment that was cut off.
    public struct Cut: Equatable, Sendable {
        /// File name of the segment.
        public var segment: String
        /// Where the file was cut.
        public var offset: Int
        /// The bytes cut, without unwritten space.
        public var bytes: Int
        /// The whole records among them: later ones of the group whose write was torn.
        public var records: Int
        /// What was wrong with the first of them.
        public var reason: DamageReason
    }

    /// Whether the journal did not exist before.
    public var isNew = false
    /// The number of the last record that is kept, 0 where there is none.
    public var lastRecord: UInt64 = 0
    /// The records read to find the end.
    public var recordsRead: UInt64 = 0
    /// What was cut off, where something was.
    public var cut: Cut?
    /// The damage that was set aside, under ``JournalOptions/DamagePolicy/setAside``.
    public var setAside: JournalDamage?
}

/// What a journal has done since it was opened.
public struct JournalCounters: Equatable, Sendable {
    /// Records made durable.
    public var records: UInt64 = 0
    /// Bytes of records made durable.
    public var bytes: UInt64 = 0
    /// Groups made durable.
    public var commits: UInt64 = 0
    /// Calls that made something durable, of files and of the directory.
    public var syncs: UInt64 = 0
    /// Nanoseconds that the commits' syncs took.
    public var syncNanoseconds: UInt64 = 0
    /// Commits refused for want of room.
    public var storeFull: UInt64 = 0
    /// Segments begun.
    public var segmentsCreated: UInt64 = 0
    /// Segments removed by retention.
    public var segmentsRemoved: UInt64 = 0
    /// Those of them that were not old yet: the journal was too large.
    public var segmentsRemovedForSize: UInt64 = 0
    /// Bytes cut off when it was opened.
    public var cutBytes: UInt64 = 0

    /// Nothing done yet.
    public init() {}
}
