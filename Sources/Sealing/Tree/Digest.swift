internal import Crypto

/// A SHA-256 hash, 32 bytes.
public struct Digest: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Hashes bytes.
    public init(of bytes: [UInt8]) {
        var hashed: [UInt8] = []
        hashed.reserveCapacity(Self.size)
        hashed.append(contentsOf: SHA256.hash(data: bytes))
        words = Self.words(hashed)
    }

    /// Takes a hash; nil unless it has 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        words = Self.words(bytes)
    }

    /// Reads 64 lower-case hexadecimal digits; nil where it is anything else.
    public init?(hex: String) {
        guard let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// How many bytes it has.
    public static let size = 32

    /// Its bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
        }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hex.text(bytes) }

    private static func words(_ bytes: some Collection<UInt8>) -> (UInt64, UInt64, UInt64, UInt64) {
        var all: [UInt64] = [0, 0, 0, 0]
        for (place, byte) in bytes.enumerated() {
            all[place / 8] = all[place / 8] << 8 | UInt64(byte)
        }
        return (all[0], all[1], all[2], all[3])
    }

    /// Whether two hashes are the same.
    public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    /// Hashes the hash.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

/// Bytes as hexadecimal digits, and back.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two lower-case digits a byte.
    public static func text(_ bytes: [UInt8]) -> String {
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of lower-case digits; nil where it is anything else.
    public static func bytes(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { digits.firstIndex(of: $0) }
        guard values.count.isMultiple(of: 2), !values.contains(nil) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map {
            UInt8((values[$0] ?? 0) << 4 | (values[$0 + 1] ?? 0))
        }
    }
}
