/// A JSON value whose numbers stay as they were written.
///
/// Written canonically (RFC 8785 for what is used here): members in order of their names, no
/// spaces, only those characters escaped that must be. Read strictly: no member twice, at most
/// ``deepest`` levels, nothing after the value.
public indirect enum SealJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it was written.
    case number(String)
    case string(String)
    case array([SealJSON])
    /// In the order in which they were written.
    case object([Member])

    /// A member of an object.
    public struct Member: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: SealJSON

        /// Makes a member.
        public init(_ name: String, _ value: SealJSON) { (self.name, self.value) = (name, value) }
    }

    /// More levels than this are refused.
    public static let deepest = 64

    /// A whole number.
    public static func integer(_ value: Int64) -> Self { .number(String(value)) }

    /// An object of members in any order.
    public static func members(_ members: [String: SealJSON]) -> Self {
        .object(members.map { Member($0.key, $0.value) })
    }

    /// The member of an object; nil where there is none.
    public subscript(_ name: String) -> SealJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text of a string; nil for anything else.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// A whole number that fits 64 bits; nil for anything else.
    public var integer: Int64? {
        if case .number(let text) = self { Int64(text) } else { nil }
    }

    /// The canonical text.
    public var canonical: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let value): Self.write(value, to: &text)
        case .array(let elements):
            text += "["
            for (place, element) in elements.enumerated() {
                if place > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            let sorted = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
            for (place, member) in sorted.enumerated() {
                if place > 0 { text += "," }
                Self.write(member.name, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let hex = Hex.text([UInt8(scalar.value)])
                text += "\\u00" + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
