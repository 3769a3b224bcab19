/// Views of bytes that never read outside: behind the end stand zeros.
extension Span where Element == UInt8 {
    /// The byte at a place from 0 on, or 0 behind the end.
    @inline(__always)
    func byte(_ place: Int) -> UInt8 {
        place >= 0 && place < count ? self[place] : 0
    }

    /// Eight bytes from a place on, the first in the lowest bits; zeros behind the end.
    @inline(__always)
    func word(_ place: Int) -> UInt64 {
        guard place >= 0, place <= count - 8 else { return lastWord(place) }
        // The guard lets the optimiser drop all eight checks and join the loads into one.
        return UInt64(self[place]) | UInt64(self[place + 1]) << 8
            | UInt64(self[place + 2]) << 16 | UInt64(self[place + 3]) << 24
            | UInt64(self[place + 4]) << 32 | UInt64(self[place + 5]) << 40
            | UInt64(self[place + 6]) << 48 | UInt64(self[place + 7]) << 56
    }

    @inline(never)
    private func lastWord(_ place: Int) -> UInt64 {
        guard place >= 0, place < count else { return 0 }
        if count >= 8 {
            return word(count - 8) >> UInt64(8 * (place - (count - 8)))
        }
        var word: UInt64 = 0
        for offset in place..<count {
            word |= UInt64(self[offset]) << UInt64(8 * (offset - place))
        }
        return word
    }

    /// Whether both hold the same bytes.
    @inline(__always)
    func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var place = 0
        while place < count {
            if word(place) != other.word(place) { return false }
            place += 8
        }
        return true
    }

    /// A range without the white space at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var from = range.lowerBound
        var to = range.upperBound
        while from < to, Ascii.isSpace(self[from]) { from += 1 }
        while from < to, Ascii.isSpace(self[to - 1]) { to -= 1 }
        return from..<to
    }
}

/// The characters that the decoders look for.
enum Ascii {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let dot = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")

    /// Whether JSON takes the byte for white space.
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The digit's value, or nil.
    @inline(__always)
    static func digit(_ byte: UInt8) -> UInt64? {
        let value = byte &- zero
        return value < 10 ? UInt64(value) : nil
    }

    /// How many of a word's bytes, from the lowest, are digits.
    @inline(__always)
    static func leadingDigits(_ word: UInt64) -> Int {
        let value = word ^ 0x3030_3030_3030_3030
        let above = (value & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676
        return ((above | value) & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
    }
}
