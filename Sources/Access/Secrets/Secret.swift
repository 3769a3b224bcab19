import Crypto

/// 256 random bits as 64 hexadecimal digits: an API token, or what a session's cookie holds.
///
/// Only the hash is ever kept.
public struct Secret: Sendable {
    /// What its holder shows.
    public let text: String
    /// What is kept.
    public var hash: String { Hexadecimal.text(SHA256.hash(data: Array(text.utf8))) }

    /// A new one.
    public init() {
        var random = SystemRandomNumberGenerator()
        text = Hexadecimal.text(
            (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }

    /// What somebody shows; nil where it can be none of ours.
    public init?(shown: some StringProtocol) {
        guard shown.utf8.count == 64, Hexadecimal.bytes(shown) != nil else { return nil }
        text = String(shown)
    }
}

/// Bytes as hexadecimal digits, in small letters.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.reduce(into: "") { text, byte in
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }

    /// nil where there is anything but pairs of digits in small letters.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var digits: [UInt8] = []
        for digit in text.utf8 {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                digits.append(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        guard digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
