public import Telemetry

/// A store that knows what was sealed: what was reported of a period stays as it was, whatever
/// becomes of the facts.
///
/// Seals and records of keys are rows that are only ever added. What is in them is opaque here.
public protocol SealingStore: Store {
    /// Records a seal, in one transaction, durably.
    ///
    /// Called by the thread that owns all writes.
    ///
    /// - Throws: ``StoreError`` with the code `failed` where another seal has its number already;
    ///   nothing is written then.
    func append(_ seal: StoredSeal) throws(StoreError)

    /// All seals in order of their numbers, without their files.
    func seals() throws(StoreError) -> [StoredSeal]

    /// A file of a seal.
    func file(_ name: String, ofSeal number: Int64) throws(StoreError) -> [UInt8]?

    /// The names of a seal's files, in order.
    func files(ofSeal number: Int64) throws(StoreError) -> [String]

    /// The sealed periods of a line that overlap a span, each once, in order.
    func seals(line: String, over span: TimeSpan) throws(StoreError) -> [TimeSpan]

    /// Records what became of a key, as ``append(_:)-(StoredSeal)`` does.
    func append(_ record: StoredKeyRecord) throws(StoreError)

    /// All records of keys in order of their numbers.
    func keyRecords() throws(StoreError) -> [StoredKeyRecord]

    /// The number of the newest change of settled facts; 0: there is none.
    func lastChange() throws(StoreError) -> Int64
}

/// A seal as it is stored.
public struct StoredSeal: Hashable, Sendable {
    /// The place in the chain, from 1.
    public var number: Int64
    /// Identifier of the line; of several, with commas between them.
    public var line: String
    /// The period.
    public var span: TimeSpan
    /// When it was recorded.
    public var at: Timestamp
    /// The manifest's bytes.
    public var manifest: [UInt8]
    /// The signature over them.
    public var signature: [UInt8]
    /// What the report was made from, and the report, by name.
    public var files: [String: [UInt8]]

    /// Makes one.
    public init(
        number: Int64, line: String, span: TimeSpan, at: Timestamp, manifest: [UInt8],
        signature: [UInt8], files: [String: [UInt8]] = [:]
    ) {
        (self.number, self.line, self.span, self.at) = (number, line, span, at)
        (self.manifest, self.signature, self.files) = (manifest, signature, files)
    }

    /// Identifiers of its lines.
    public var lines: [String] { line.split(separator: ",").map(String.init) }
}

/// What became of a key, as it is stored.
public struct StoredKeyRecord: Hashable, Sendable {
    /// The place among the records, from 1.
    public var number: Int64
    /// The record's bytes.
    public var text: [UInt8]
    /// The signature over them.
    public var signature: [UInt8]

    /// Makes one.
    public init(number: Int64, text: [UInt8], signature: [UInt8]) {
        (self.number, self.text, self.signature) = (number, text, signature)
    }
}

extension Figures {
    /// The span of facts that a work unit's figures over a span are read from: as far around it as
    /// corrections carry.
    public func readSpan(unit: Int, over span: TimeSpan) throws(StoreError) -> TimeSpan {
        try corrected(unit: unit, over: span, withPieces: true).span
    }
}
