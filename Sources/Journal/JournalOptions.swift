public import Telemetry

/// The fixed limits of the journal's format.
public enum JournalLimits {
    /// The longest topic, in bytes.
    public static let topicBytes = 65_535
    /// The longest payload, in bytes.
    public static let payloadBytes = 16 << 20
    /// The most records in one group.
    public static let groupRecords = 65_536
    /// The most bytes in one group; at least one record of any size fits.
    public static let groupBytes = 32 << 20

    /// A group with so many records is committed before more is taken.
    public static let fullGroup = Limit("journal_group", groupRecords, .records)
    /// How long a segment is kept.
    public static let age = Limit("journal_age", 30, .days)
    /// The most that is kept: the oldest segments that are stored go, also younger ones.
    public static let size = Limit("journal_size", 20 << 30, .bytes)

    /// All that are counted.
    public static let all = [fullGroup, age, size]
}

/// How a ``JournalWriter`` behaves.
public struct JournalOptions: Sendable {
    /// How much of the journal is read when it is opened.
    public enum Verification: Sendable {
        /// Every record of the last segment, header and seal of the others. Readers find the rest.
        case lastSegment
        /// Every record of every segment: as long as reading the whole journal takes.
        case allSegments
    }

    /// What happens where durable records cannot be read.
    public enum DamagePolicy: Sendable {
        /// Opening throws ``JournalError/damaged(_:)`` and changes nothing.
        case refuse
        /// The journal ends before the damage; everything after it is set aside as `.damaged`
        /// files.
        ///
        /// The numbers of what is set aside are used again, so that whoever stored a position
        /// beyond ``JournalWriter/lastDurableRecord`` has to go back.
        case setAside
    }

    /// A segment that has reached this many bytes is closed and a new one begun.
    public var segmentBytes: Int
    /// How much is read when the journal is opened.
    public var verification: Verification
    /// What to do about damage.
    public var damagePolicy: DamagePolicy

    /// Makes options; the defaults suit a plant.
    ///
    /// - Parameters:
    ///   - segmentBytes: Size of a segment in bytes, 4 KiB or more.
    ///   - verification: How much is read when the journal is opened.
    ///   - damagePolicy: What to do about damage.
    /// - Precondition: `segmentBytes` is 4,096 or more.
    public init(
        segmentBytes: Int = 64 << 20, verification: Verification = .lastSegment,
        damagePolicy: DamagePolicy = .refuse
    ) {
        precondition(segmentBytes >= 4_096, "a segment holds at least 4 KiB")
        self.segmentBytes = segmentBytes
        self.verification = verification
        self.damagePolicy = damagePolicy
    }
}

/// How long the journal keeps what is already stored elsewhere.
///
/// A segment goes when it is too old **or** the journal too large, and all of it is stored.
public struct JournalRetention: Sendable {
    /// Nanoseconds after which a segment is no longer kept.
    public var maxAge: Int64
    /// The most bytes to keep.
    public var maxBytes: Int
    /// The QoS 1 messages that are kept whatever age and size: the memory for redeliveries.
    public var minMessages: UInt64

    /// Makes a rule; the defaults are 30 days, 20 GiB and 32,000 messages.
    public init(
        maxAge: Int64 = Int64(JournalLimits.age.value) * 86_400 * nanosecondsPerSecond,
        maxBytes: Int = JournalLimits.size.value,
        minMessages: UInt64 = 32_000
    ) {
        self.maxAge = maxAge
        self.maxBytes = maxBytes
        self.minMessages = minMessages
    }
}
