internal import Benefits
internal import Sealing
public import Storage

/// A file of which a seal has the hash, whether its bytes are in the pack or stay with the company.
public struct NamedEvidence: Hashable, Sendable {
    /// What it is called: its name, or its place in the pack.
    public let name: String
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    public let sha256: String
    /// The declaration that rests on it; nil: the bytes are in the pack.
    public let record: Int64?

    /// What the declarations of a sealed project's report rest on and the company keeps, in order
    /// of their records.
    ///
    /// - Throws: `StoreError`.
    public static func kept(
        ofSeal number: Int64, in store: some SealingStore
    ) throws(StoreError) -> [NamedEvidence] {
        kept(request: try store.file(PeriodicSeal.requestName, ofSeal: number))
    }

    /// The same as the files of a pack tell it.
    static func kept(request: [UInt8]?) -> [NamedEvidence] {
        guard case .array(let records)? = request.flatMap({ SealJSON($0) })?["records"] else {
            return []
        }
        return records.flatMap { record in
            let files = record.elements("files").filter {
                $0["role"]?.string == DeclaredEntry.evidenceRole
            }
            return files.compactMap { file -> NamedEvidence? in
                guard let name = file["name"]?.string, let sha256 = file["sha256"]?.string,
                    let number = record["number"]?.integer
                else { return nil }
                return NamedEvidence(name: name, sha256: sha256, record: number)
            }
        }
    }

    /// All that a pack has and names.
    static func all(_ manifest: Manifest, request: [UInt8]?) -> [NamedEvidence] {
        manifest.evidence.sorted { $0.key < $1.key }.map {
            NamedEvidence(name: $0.key, sha256: $0.value.hex, record: nil)
        } + kept(request: request)
    }
}
