/// One scalar of a payload, as far as its meaning is asked for.
enum FieldValue: Equatable {
    /// A number, and its text.
    case number(Double, text: String)
    /// A text, without quotes and escapes.
    case text(String)
    /// `true` or `false`.
    case flag(Bool)
    /// `null`, or nothing at all.
    case null

    /// The value of a payload that is no JSON object: a number, a word, a text.
    init(plain text: String) {
        switch text {
        case "", "null": self = .null
        case "true": self = .flag(true)
        case "false": self = .flag(false)
        default: self = Self.number(text) ?? .text(text)
        }
    }

    /// A decimal number; hexadecimal and `inf`, which `Double` reads too, are texts.
    static func number(_ text: String) -> FieldValue? {
        guard let first = text.utf8.first, text.utf8.count <= 40,
            first == UInt8(ascii: "-") || (48...57).contains(first),
            text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }),
            let value = Double(text), value.isFinite
        else { return nil }
        return .number(value, text: text)
    }

    /// The word of a value; nil for null.
    var word: String? {
        switch self {
        case .number(_, let text), .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .null: nil
        }
    }
}

/// How many decimals a number's text has.
func decimals(_ text: String) -> Int {
    guard !text.utf8.contains(where: { $0 == 101 || $0 == 69 }) else { return 7 }
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
}
