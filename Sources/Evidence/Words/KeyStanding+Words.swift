public import Plant
public import Reporting
public import Sealing

extension KeyRing.Standing {
    /// A key and when it counts, in a line of both languages.
    public var words: LocalizedText {
        let id = key.id.hex
        guard let until else {
            return LocalizedText(
                english: "key \(id): counts from \(from.text)",
                traditionalChinese: "金鑰 \(id)：自 \(from.text) 起有效")
        }
        return LocalizedText(
            english: "key \(id): counted from \(from.text), "
                + (isRevoked ? "revoked" : "replaced") + " from \(until.text)",
            traditionalChinese: "金鑰 \(id)：自 \(from.text) 起有效，\(until.text) "
                + (isRevoked ? "撤銷" : "被更換"))
    }

    /// For programs.
    public var json: JSON {
        .object([
            ("key", .string(key.id.hex)), ("public_key", .string(Hex.text(key.bytes))),
            ("from", .string(from.text)), ("until", until.map { .string($0.text) } ?? .null),
            ("revoked", .bool(isRevoked)),
        ])
    }
}
