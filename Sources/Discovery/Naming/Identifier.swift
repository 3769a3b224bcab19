/// Makes identifiers of the plant file (`[a-z0-9-]+`, at most 64 bytes) out of any names.
enum Identifier {
    /// The identifier nearest to a name; `fallback` where nothing of it is left.
    static func make(_ name: String, fallback: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case 65...90: text.append(Character(Unicode.Scalar(byte + 32)))
            case 97...122, 48...57: text.append(Character(Unicode.Scalar(byte)))
            default: if !text.isEmpty, !text.hasSuffix("-") { text.append("-") }
            }
        }
        text = String(text.prefix(48))
        while text.hasSuffix("-") { text.removeLast() }
        return text.isEmpty ? fallback : text
    }

    /// An identifier that none has yet, which is noted as taken.
    static func unused(_ wanted: String, _ taken: inout Set<String>) -> String {
        var candidate = wanted
        var number = 1
        while !taken.insert(candidate).inserted {
            number += 1
            candidate = "\(wanted)-\(number)"
        }
        return candidate
    }
}
