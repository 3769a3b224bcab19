public import Plant
public import Reporting
internal import Sealing

/// A file that somebody hands over, held against the files that a pack names.
public struct HandedIn: Sendable {
    /// The file.
    public let file: String
    /// SHA-256 of its bytes.
    public let sha256: String
    /// As what the pack names it; none: it does not.
    public let named: [NamedEvidence]

    /// Looks a file up in a pack that was verified.
    public init(_ file: String, bytes: [UInt8], in verification: SealVerification) {
        let hash = Digest(of: bytes).hex
        (self.file, sha256) = (file, hash)
        named = verification.evidence.filter { $0.sha256 == hash }
    }

    /// What people are told, in a line.
    public var words: LocalizedText {
        guard !named.isEmpty else {
            return LocalizedText(
                english: "\(file): the pack names no such file, SHA-256 \(sha256)",
                traditionalChinese: "\(file)：證據包未有列明此檔案，SHA-256 \(sha256)")
        }
        return LocalizedText(
            english: "\(file): it is " + named.map(\.words.english).joined(separator: ", and ")
                + ", SHA-256 \(sha256)",
            traditionalChinese: "\(file)：即"
                + named.map(\.words.traditionalChinese).joined(separator: "，亦即")
                + "，SHA-256 \(sha256)")
    }

    /// The same for programs.
    public var json: JSON {
        .object([
            ("file", .string(file)), ("sha256", .string(sha256)),
            (
                "named",
                .array(
                    named.map {
                        .object([
                            ("name", .string($0.name)),
                            ("record", $0.record.map { .integer($0) } ?? .null),
                        ])
                    })
            ),
        ])
    }
}

extension NamedEvidence {
    fileprivate var words: LocalizedText {
        guard let record else {
            return LocalizedText(
                english: "\(name) of the pack", traditionalChinese: "證據包內的 \(name)")
        }
        return LocalizedText(
            english: "\(name), on which the declaration of record \(record) rests and which the "
                + "company keeps",
            traditionalChinese: "記錄 \(record) 的申報所依據、由企業保存的 \(name)")
    }
}
