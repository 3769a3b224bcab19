public import Telemetry

/// A store that keeps what people say about funded projects: declared files, flags and the replies
/// to them, sign-offs.
///
/// Records are rows that are only ever added. What is in them is opaque here.
public protocol RecordStore: Store {
    /// Records what somebody says, with its files, in one transaction, durably.
    ///
    /// Called by the thread that owns all writes.
    ///
    /// - Parameters:
    ///   - draft: what is said.
    ///   - instant: when it is recorded.
    /// - Returns: What became of it.
    /// - Throws: ``StoreError``; nothing is written then.
    func append(
        _ draft: RecordDraft, at instant: Timestamp
    ) throws(StoreError) -> RecordOutcome

    /// The records of a project in order of their numbers, without the bytes of their files.
    ///
    /// - Parameters:
    ///   - project: its identifier.
    ///   - kind: which of them; nil: all.
    ///   - asOf: only what was recorded before that instant; nil: all.
    /// - Returns: The records.
    /// - Throws: ``StoreError`` where they cannot be read.
    func records(
        project: String, kind: ProjectRecord.Kind?, asOf: Timestamp?
    ) throws(StoreError) -> [ProjectRecord]

    /// A record by its number; nil where there is none.
    func record(_ number: Int64) throws(StoreError) -> ProjectRecord?

    /// The bytes of a file of a record; nil where there is none of that role and name.
    func file(
        role: String, name: String, ofRecord number: Int64
    ) throws(StoreError) -> [UInt8]?
}

/// What somebody says about a project, before it is recorded; nothing of it is checked here.
public struct RecordDraft: Hashable, Sendable {
    /// Who says it; never empty.
    public var by: String
    /// Identifier of the project.
    public var project: String
    /// What kind of thing is said.
    public var kind: ProjectRecord.Kind
    /// What it is about, within project and kind.
    public var subject: String
    /// What is said: canonical JSON.
    public var content: [UInt8]
    /// The record that it replaces, of the same project and kind.
    public var supersedes: Int64?
    /// Why; empty where nothing asks for a reason.
    public var why: String
    /// The last record of the same project, kind and subject that its author saw, 0: none; nil:
    /// what others said meanwhile does not matter.
    public var seen: Int64?
    /// Its files.
    public var files: [RecordFile]

    /// Makes a draft.
    public init(
        by: String, project: String, kind: ProjectRecord.Kind, subject: String,
        content: [UInt8], supersedes: Int64? = nil, why: String = "", seen: Int64? = nil,
        files: [RecordFile] = []
    ) {
        (self.by, self.project, self.kind, self.subject) = (by, project, kind, subject)
        (self.content, self.supersedes, self.why) = (content, supersedes, why)
        (self.seen, self.files) = (seen, files)
    }
}

/// A file of a record; its role and name together are unique within the record.
public struct RecordFile: Hashable, Sendable {
    /// What it is to the record: `declared`, `evidence`.
    public var role: String
    /// Its name as it was handed in.
    public var name: String
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    public var sha256: String
    /// How many bytes it has.
    public var size: Int
    /// Its bytes; nil where only what is known of it was read.
    public var bytes: [UInt8]?

    /// Makes one that is to be recorded.
    public init(role: String, name: String, sha256: String, bytes: [UInt8]) {
        (self.role, self.name, self.sha256) = (role, name, sha256)
        (self.size, self.bytes) = (bytes.count, bytes)
    }

    /// Makes one of which the bytes are not there.
    public init(role: String, name: String, sha256: String, size: Int) {
        (self.role, self.name, self.sha256, self.size) = (role, name, sha256, size)
    }
}

/// What somebody said about a project, as it is stored.
public struct ProjectRecord: Hashable, Sendable {
    /// Kinds of records, by their names in the store.
    public enum Kind: String, CaseIterable, Sendable {
        /// A file of declared data.
        case declared
        /// An alert with its frozen figures.
        case flag
        /// What the company says to a flag.
        case reply
        /// How a flag was closed.
        case closing
        /// An officer's sign-off of a report.
        case signoff
    }

    /// Its place among all records, from 1.
    public var number: Int64
    /// When it was recorded.
    public var at: Timestamp
    /// Who said it.
    public var by: String
    /// Identifier of the project.
    public var project: String
    /// What kind of thing was said.
    public var kind: Kind
    /// What it is about, within project and kind.
    public var subject: String
    /// What was said: canonical JSON.
    public var content: [UInt8]
    /// The record that it replaces.
    public var supersedes: Int64?
    /// Why; empty where nothing asked for a reason.
    public var why: String
    /// Its files in order of role and name, without their bytes.
    public var files: [RecordFile]

    /// Makes one from a draft.
    public init(number: Int64, at: Timestamp, draft: RecordDraft) {
        (self.number, self.at, by, project) = (number, at, draft.by, draft.project)
        (kind, subject, content) = (draft.kind, draft.subject, draft.content)
        (supersedes, why) = (draft.supersedes, draft.why)
        files = draft.files.map {
            RecordFile(role: $0.role, name: $0.name, sha256: $0.sha256, size: $0.size)
        }.sorted { ($0.role, $0.name) < ($1.role, $1.name) }
    }
}

/// What became of a record that somebody handed over.
public enum RecordOutcome: Hashable, Sendable {
    /// It is recorded.
    case recorded(ProjectRecord)
    /// What it supersedes was superseded, or somebody else spoke of the same subject since; nothing
    /// was written.
    case conflict(ProjectRecord)
    /// There is no such record of that project and kind for it to supersede; nothing was written.
    case unknown(Int64)
}

extension [ProjectRecord] {
    /// Those that nothing among them supersedes, in their order.
    public func inForce() -> [ProjectRecord] {
        let superseded = Set(compactMap(\.supersedes))
        return filter { !superseded.contains($0.number) }
    }
}
