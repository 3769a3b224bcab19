/// Names, texts and numbers.
extension JSONReader {
    /// Reads a member's name from behind its quote and finds the node that it leads to.
    ///
    /// - Returns: The position behind the colon, or a refusal.
    @inline(__always)
    mutating func member(
        _ bytes: Span<UInt8>, from start: Int, _ parent: FieldTree.Node, child: inout Int32
    ) -> Int {
        let word = bytes.word(start)
        let plain = Self.plainBytes(word)
        // Up to six bytes, the quote and the colon are all in one word.
        guard plain < 7, (word >> UInt64(8 * plain)) & 0xFFFF == 0x3A22 else {
            return longMember(bytes, from: start, parent, child: &child)
        }
        if parent.keyMask >= 0 {
            let head = word & ((1 << UInt64(8 * plain)) - 1)
            child = tree.child(of: parent, KeyName(short: head, count: plain), bytes, at: start)
        }
        return start + plain + 2
    }

    @inline(never)
    private mutating func longMember(
        _ bytes: Span<UInt8>, from start: Int, _ parent: FieldTree.Node, child: inout Int32
    ) -> Int {
        sawEscape = false
        let end = text(bytes, from: start)
        guard end >= 0 else { return end }
        if parent.keyMask >= 0 {
            if sawEscape {
                name.removeAll(keepingCapacity: true)
                JSONText.unescape(bytes.extracting(start..<end - 1), into: &name)
                let packed = KeyName(name.span, 0..<name.count)
                child = tree.child(of: parent, packed, name.span, at: 0)
            } else {
                let packed = KeyName(bytes, start..<end - 1)
                child = tree.child(of: parent, packed, bytes, at: start)
            }
        }
        let colon = skipSpace(bytes, end)
        return bytes.byte(colon) == Ascii.colon ? colon + 1 : Self.malformed
    }

    /// Reads a text from behind its quote; returns the position behind the closing one.
    @inline(__always)
    mutating func text(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while true {
            let word = bytes.word(place)
            let plain = Self.plainBytes(word)
            place += plain
            if plain == 8 { continue }
            let stop = UInt8(truncatingIfNeeded: word >> UInt64(8 * plain))
            return stop == Ascii.quote ? place + 1 : intricateText(bytes, from: place)
        }
    }

    /// The rest of a text that holds escapes or characters beyond ASCII.
    @inline(never)
    private mutating func intricateText(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while true {
            let byte = bytes.byte(place)
            if byte == Ascii.quote { return place + 1 }
            if byte == Ascii.backslash {
                sawEscape = true
                place = JSONText.escapeEnd(bytes, from: place)
            } else if byte >= 0x80 {
                place = JSONText.characterEnd(bytes, from: place)
            } else {
                place = byte >= 0x20 ? place + 1 : Self.malformed
            }
            if place < 0 { return Self.malformed }
        }
    }

    /// Reads a number whose first eight bytes are given; returns the position behind it.
    @inline(__always)
    func number(_ bytes: Span<UInt8>, from start: Int, _ word: UInt64) -> Int {
        let digits = Ascii.leadingDigits(word)
        let next = UInt8(truncatingIfNeeded: word >> UInt64(8 * (digits & 7)))
        // Most numbers are short, whole and followed by a comma.
        guard next == Ascii.comma, digits == 1 || UInt8(truncatingIfNeeded: word) != Ascii.zero,
            digits > 0
        else { return longNumber(bytes, from: start, word) }
        return start + digits
    }

    @inline(never)
    private func longNumber(_ bytes: Span<UInt8>, from start: Int, _ word: UInt64) -> Int {
        let isNegative = UInt8(truncatingIfNeeded: word) == Ascii.minus
        let whole = isNegative ? start + 1 : start
        let lead = UInt8(truncatingIfNeeded: isNegative ? word >> 8 : word)
        var place = digitsEnd(bytes, from: whole)
        guard place > whole else { return Self.malformed }
        if lead == Ascii.zero, place > whole + 1 { return Self.malformed }
        var next = bytes.byte(place)
        if next == Ascii.dot {
            let fraction = place + 1
            place = digitsEnd(bytes, from: fraction)
            guard place > fraction else { return Self.malformed }
            next = bytes.byte(place)
        }
        return next | 0x20 == UInt8(ascii: "e") ? exponentEnd(bytes, from: place + 1) : place
    }

    @inline(never)
    private func exponentEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        let sign = bytes.byte(start)
        let digits = sign == Ascii.minus || sign == Ascii.plus ? start + 1 : start
        let place = digitsEnd(bytes, from: digits)
        return place > digits ? place : Self.malformed
    }

    @inline(__always)
    private func digitsEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while true {
            let digits = Ascii.leadingDigits(bytes.word(place))
            place += digits
            if digits < 8 { return place }
        }
    }

    /// How many of a word's bytes, from the lowest, stand for themselves within a text.
    @inline(__always)
    static func plainBytes(_ word: UInt64) -> Int {
        // A difference borrows into the byte above only where it has marked a byte below.
        let quotes = (word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101
        let escapes = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
        let controls = word &- 0x2020_2020_2020_2020
        let marks = (quotes | escapes | controls | word) & 0x8080_8080_8080_8080
        return marks.trailingZeroBitCount >> 3
    }
}
