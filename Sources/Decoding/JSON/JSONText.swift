/// Escapes and UTF-8 within JSON texts; -1 in place of a position says malformed.
enum JSONText {
    /// The position behind an escape whose backslash stands at `start`.
    static func escapeEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        switch bytes.byte(start + 1) {
        case Ascii.quote, Ascii.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            guard let unit = unit(bytes, at: start) else { return -1 }
            guard unit & 0xF800 == 0xD800 else { return start + 6 }
            // Half of a pair is no character and cannot be compared with any name.
            guard unit < 0xDC00, let low = self.unit(bytes, at: start + 6), low & 0xFC00 == 0xDC00
            else { return -1 }
            return start + 12
        default: return -1
        }
    }

    /// The position behind a character beyond ASCII, where it is well-formed UTF-8.
    static func characterEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        let first = bytes.byte(start)
        let second = bytes.byte(start + 1)
        var length = 0
        var allowed: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, allowed) = (3, 0xA0...0xBF)
        case 0xED: (length, allowed) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, allowed) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, allowed) = (4, 0x80...0x8F)
        default: return -1
        }
        guard allowed.contains(second) else { return -1 }
        for offset in 2..<max(length, 2) where bytes.byte(start + offset) & 0xC0 != 0x80 {
            return -1
        }
        return start + length
    }

    /// Whether bytes are text: well-formed UTF-8 without control characters.
    static func isText(_ bytes: Span<UInt8>) -> Bool {
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            place = byte >= 0x80 ? characterEnd(bytes, from: place) : byte < 0x20 ? -1 : place + 1
            if place < 0 { return false }
        }
        return true
    }

    /// Appends a text that the reader has accepted, without its escapes.
    static func unescape(_ text: Span<UInt8>, into bytes: inout [UInt8]) {
        var place = 0
        while place < text.count {
            guard text[place] == Ascii.backslash else {
                bytes.append(text[place])
                place += 1
                continue
            }
            if text.byte(place + 1) == UInt8(ascii: "u") {
                place += appendCharacter(text, at: place, into: &bytes)
            } else {
                bytes.append(meaning(text.byte(place + 1)))
                place += 2
            }
        }
    }

    private static func meaning(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    /// Appends the character of a `\u` escape or a pair of them; returns how many bytes it took.
    private static func appendCharacter(
        _ text: Span<UInt8>, at place: Int, into bytes: inout [UInt8]
    ) -> Int {
        var value = unit(text, at: place) ?? 0
        var length = 6
        if value & 0xFC00 == 0xD800, let low = unit(text, at: place + 6) {
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            length = 12
        }
        guard let scalar = Unicode.Scalar(value), let encoded = Unicode.UTF8.encode(scalar) else {
            return length
        }
        for byte in encoded { bytes.append(byte) }
        return length
    }

    /// The number in `\u0000`, whose backslash stands at `place`.
    private static func unit(_ bytes: Span<UInt8>, at place: Int) -> UInt32? {
        guard bytes.byte(place) == Ascii.backslash, bytes.byte(place + 1) == UInt8(ascii: "u")
        else { return nil }
        var value: UInt32 = 0
        for offset in 2..<6 {
            guard let digit = hexadecimal(bytes.byte(place + offset)) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - 0x57)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - 0x37)
        default: nil
        }
    }
}
