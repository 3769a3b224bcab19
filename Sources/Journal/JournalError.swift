/// Why the journal could not do what it was asked: a failure of the outside world.
public enum JournalError: Error, Equatable, Sendable {
    /// Another process, or another writer of this one, has the journal open.
    case locked(directory: String, process: Int32?)
    /// No room to write. Nothing of the group is in the file, and it can be committed again.
    case storeFull(path: String, systemError: Int32)
    /// A call of the operating system failed.
    case system(call: String, path: String, systemError: Int32)
    /// An earlier write or sync failed, so this writer refuses all work; open the journal anew.
    case dead(cause: String)
    /// Records that had been made durable cannot be read.
    case damaged(JournalDamage)
    /// A segment was written in another version of the format; nothing was changed.
    case unknownVersion(segment: String, version: UInt32)
    /// The journal does not reach back to this record any more.
    case recordRemoved(number: UInt64, oldest: UInt64)
    /// The message is over a limit of the format; see ``JournalLimits``.
    case messageTooLarge(topicBytes: Int, payloadBytes: Int)
    /// The pending group is full: commit first. See ``JournalLimits``.
    case groupFull(records: Int, bytes: Int)

    /// A short stable word for logs, metrics and tests.
    public var code: String {
        switch self {
        case .locked: "journal_locked"
        case .storeFull: "store_full"
        case .system: "journal_system_error"
        case .dead: "journal_dead"
        case .damaged: "journal_damaged"
        case .unknownVersion: "journal_unknown_version"
        case .recordRemoved: "record_removed"
        case .messageTooLarge: "message_too_large"
        case .groupFull: "group_full"
        }
    }
}

/// A place in the journal where durable records cannot be read.
public struct JournalDamage: Equatable, Sendable {
    /// File name of the segment, within the journal's directory.
    public var segment: String
    /// Where in the file the first unreadable byte is.
    public var offset: Int
    /// The first record that is lost, where it is known.
    public var record: UInt64?
    /// What is wrong there.
    public var reason: DamageReason
}

/// What is wrong with the bytes of a record or segment.
public enum DamageReason: String, Equatable, Sendable {
    /// The segment's header is not one.
    case header = "the segment's header is not valid"
    /// The segment was written by another journal.
    case foreign = "the segment belongs to another journal"
    /// The file ends within a record.
    case truncated = "the file ends within a record"
    /// The length is impossible.
    case length = "the length of a record is impossible"
    /// The checksum does not match.
    case checksum = "the checksum of a record does not match"
    /// The checksum matches, but the record is not the one that belongs there.
    case sequence = "a record is out of sequence"
    /// The record is of a kind that this program does not know.
    case kind = "the kind of a record is not known"
    /// An earlier segment ends without its seal.
    case unsealed = "an earlier segment has no seal at its end"
    /// A segment between two others is not there.
    case missing = "a segment is missing"
}

extension JournalError: CustomStringConvertible {
    /// What happened, in one sentence.
    public var description: String {
        switch self {
        case .locked(let directory, let process):
            let owner = process.map { "process \($0)" } ?? "another process"
            return "the journal in \(directory) is in use by \(owner)"
        case .storeFull(let path, let systemError):
            return "no room to write \(path) (\(systemErrorText(systemError)))"
        case .system(let call, let path, let systemError):
            return "\(call) of \(path) failed (\(systemErrorText(systemError)))"
        case .dead(let cause):
            return "the journal stopped for good: \(cause)"
        case .damaged(let damage):
            let record = damage.record.map { ", record \($0)" } ?? ""
            return "\(damage.segment) is damaged at offset \(damage.offset)\(record): "
                + damage.reason.rawValue
        case .unknownVersion(let segment, let version):
            return "\(segment) is of version \(version), this program knows version "
                + "\(SegmentFormat.version): run the program that wrote it"
        case .recordRemoved(let number, let oldest):
            return "record \(number) is no longer kept; the oldest is \(oldest)"
        case .messageTooLarge(let topicBytes, let payloadBytes):
            return "a message with \(topicBytes) bytes of topic and \(payloadBytes) of payload "
                + "is over the journal's limit"
        case .groupFull(let records, let bytes):
            return "the pending group is full: \(records) records, \(bytes) bytes"
        }
    }
}
