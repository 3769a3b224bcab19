public import Plant
internal import Sealing
public import Storage
public import Telemetry

/// A declared file as it was recorded, without its rows.
public struct DeclaredEntry: Hashable, Sendable {
    /// The number of its record.
    public var number: Int64
    /// When it was recorded.
    public var at: Timestamp
    /// Who handed it in.
    public var by: String
    /// Why it replaces another; empty where it does not.
    public var why: String
    /// The record that it replaces.
    public var supersedes: Int64?
    /// What it is of.
    public var kind: DeclaredKind
    /// Its line, by identifier; nil: it is of the project.
    public var line: String?
    /// The first day on which a whole list holds, of other files the first of which they speak.
    public var from: LocalDate
    /// The last day that it names.
    public var to: LocalDate
    /// How many rows it has; 0: it only takes back what it supersedes.
    public var rows: Int
    /// The file.
    public var file: DeclaredFile
    /// What it rests on.
    public var evidence: [DeclaredFile]

    /// The days of which it speaks, in words.
    public var days: LocalizedText {
        kind.holdsUntilReplaced && rows > 0
            ? words("from \(from)", "由 \(from) 起")
            : words("\(from) – \(to)", "\(from) 至 \(to)")
    }

    /// What the file of a record is called in the store.
    public static let fileRole = "declared"
    /// What the evidence of one is called.
    public static let evidenceRole = "evidence"

    /// Takes it from a record.
    ///
    /// - Throws: ``Storage/StoreError`` where it is no record of a declared file.
    public init(_ record: ProjectRecord) throws(StoreError) {
        guard record.kind == .declared,
            let content = SealJSON(record.content),
            let kind = content["kind"]?.string.flatMap(DeclaredKind.init(rawValue:)),
            let from = content["from"]?.string.flatMap(calendarDate),
            let to = content["to"]?.string.flatMap(calendarDate),
            let rows = content["rows"]?.integer,
            let file = record.files.first(where: { $0.role == Self.fileRole })
        else {
            throw StoreError(
                code: .failed, message: "record \(record.number) is no declared file")
        }
        (number, at, by, why) = (record.number, record.at, record.by, record.why)
        (supersedes, self.kind, line) = (record.supersedes, kind, content["line"]?.string)
        (self.from, self.to, self.rows) = (from, to, Int(rows))
        self.file = DeclaredFile(name: file.name, sha256: file.sha256)
        evidence = record.files.filter { $0.role == Self.evidenceRole }.map {
            DeclaredFile(name: $0.name, sha256: $0.sha256)
        }
    }
}
