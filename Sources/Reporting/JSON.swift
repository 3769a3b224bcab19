/// A JSON value whose numbers are exact decimals and whose members keep their order.
///
/// Foundation's encoder would send exact decimals through binary fractions.
public indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case string(String)
    case integer(Int64)
    /// `value` divided by ten to the power of `digits`, exactly.
    case decimal(value: Int64, digits: Int)
    /// A ratio, with as many digits as are needed to read the same number again; null if not
    /// finite.
    case number(Double)
    case array([JSON])
    case object([(String, JSON)])

    /// Nanoseconds as seconds.
    public static func seconds(nanoseconds: Int64) -> JSON {
        .decimal(value: nanoseconds, digits: 9)
    }

    /// Millionths as a number.
    public static func quantity(millionths: Int64) -> JSON {
        .decimal(value: millionths, digits: 6)
    }

    /// The text, in one line, or indented by two spaces a level.
    public func text(indented: Bool = false) -> String {
        var text = ""
        write(to: &text, indent: indented ? 0 : nil)
        return text
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .string(let value): Self.write(value, to: &text)
        case .integer(let value): text += String(value)
        case .decimal(let value, let digits): text += decimalText(value, digits: digits)
        case .number(let value): text += value.isFinite ? Self.text(of: value) : "null"
        case .array(let elements):
            Self.write(elements, "[", "]", to: &text, indent: indent) { element, text, indent in
                element.write(to: &text, indent: indent)
            }
        case .object(let members):
            Self.write(members, "{", "}", to: &text, indent: indent) { member, text, indent in
                Self.write(member.0, to: &text)
                text += indent == nil ? ":" : ": "
                member.1.write(to: &text, indent: indent)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], _ opening: String, _ closing: String, to text: inout String,
        indent: Int?, element: (Element, inout String, Int?) -> Void
    ) {
        text += opening
        for (index, one) in elements.enumerated() {
            if index > 0 { text += indent == nil ? "," : "," }
            if let indent { text += "\n" + String(repeating: "  ", count: indent + 1) }
            element(one, &text, indent.map { $0 + 1 })
        }
        if let indent, !elements.isEmpty {
            text += "\n" + String(repeating: "  ", count: indent)
        }
        text += closing
    }

    private static func text(of value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

/// A decimal number, `value` divided by ten to the power of `digits`, without trailing zeroes.
public func decimalText(_ value: Int64, digits: Int) -> String {
    var scale: UInt64 = 1
    for _ in 0..<digits { scale *= 10 }
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: scale)
    let sign = value < 0 ? "-" : ""
    guard rest > 0 else { return sign + String(whole) }
    let padded = String(rest)
    var fraction = String(repeating: "0", count: digits - padded.count) + padded
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(sign)\(whole).\(fraction)"
}
