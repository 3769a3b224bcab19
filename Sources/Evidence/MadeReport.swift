public import Reporting
public import Telemetry

/// A report that was made: as it is sealed, and as the document that people read.
public struct MadeReport: Sendable {
    /// The form that is sealed.
    public let json: JSON
    /// ``Benefits/PeriodicReport/signedHash`` of a project's report; nil of others.
    var signedHash: String?
    private let make: @Sendable (Timestamp, String) -> Document

    /// Makes one from both forms; the document is made when it is asked for.
    init(
        json: JSON, document make: @escaping @Sendable (_ asOf: Timestamp, _ by: String) -> Document
    ) {
        (self.json, self.make) = (json, make)
    }

    /// The sealed bytes.
    var bytes: [UInt8] { Array(json.text().utf8) }

    /// The document: `asOf` says up to when what was known is in it, `software` is the program's
    /// name and version.
    public func document(asOf: Timestamp, software: String) -> Document { make(asOf, software) }
}
