/// A decimal number as it is written: `mantissa * 10^exponent`, exact to 19 significant digits.
struct DecimalNumber {
    /// The first 19 significant digits.
    var mantissa: UInt64 = 0
    /// The power of ten of the mantissa's last digit, held within ±1,000,000.
    var exponent = 0
    /// Whether a minus sign stands before it.
    var isNegative = false
    /// Whether significant digits behind the 19th were dropped.
    var isTruncated = false
    /// Whether a 0 stands before another digit, as in `007`.
    var hasLeadingZero = false

    private static let largestExponent = 1_000_000
    private static let mostDigits = 19

    /// Reads a number that fills a range; short ones without a sign are read at once.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        if let short = DecimalNumber(short: bytes.word(range.lowerBound), count: range.count) {
            self = short
        } else {
            self.init(bytes.extracting(range))
        }
    }

    /// Reads up to eight bytes that are digits with at most one point among them.
    @inline(__always)
    private init?(short word: UInt64, count: Int) {
        guard count > 0, count <= 8 else { return nil }
        let word = count == 8 ? word : word & ((1 << UInt64(8 * count)) - 1)
        let whole = Ascii.leadingDigits(word)
        var digits = word
        var length = count
        if whole < count {
            let shift = UInt64(8 * whole)
            guard whole > 0, whole < count - 1, (word >> shift) & 0xFF == UInt64(Ascii.dot) else {
                return nil
            }
            // Closes the gap that the point leaves.
            let low: UInt64 = (1 << shift) - 1
            digits = (word & low) | (word >> 8 & ~low)
            length = count - 1
            exponent = whole - length
        }
        guard Ascii.leadingDigits(digits) >= length else { return nil }
        mantissa = Self.value(digits, length)
        hasLeadingZero = whole > 1 && UInt8(truncatingIfNeeded: word) == Ascii.zero
    }

    /// The number that one to eight digits are, the first in the lowest byte.
    @inline(__always)
    private static func value(_ digits: UInt64, _ count: Int) -> UInt64 {
        // Digits move to the top, zeros fill in below; then pairs, fours and eights are joined.
        let ones = (digits & 0x0F0F_0F0F_0F0F_0F0F) << UInt64(8 * (8 - count))
        let pairs = (ones &* 10 &+ ones >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
    }

    /// Reads a number that fills the bytes: sign, digits, point, exponent.
    ///
    /// Takes what JSON takes and besides: a plus sign, leading zeros, no digit on one side of the
    /// point. Anything else, `NaN` and `inf` included, gives nil.
    init?(_ text: Span<UInt8>) {
        var place = 0
        let sign = text.byte(0)
        if sign == Ascii.minus || sign == Ascii.plus {
            isNegative = sign == Ascii.minus
            place = 1
        }
        hasLeadingZero = text.byte(place) == Ascii.zero && Ascii.digit(text.byte(place + 1)) != nil
        var digits = 0
        var seen = readDigits(text, from: &place, digits: &digits, scale: 0)
        if text.byte(place) == Ascii.dot {
            place += 1
            seen += readDigits(text, from: &place, digits: &digits, scale: 1)
        }
        guard seen > 0 else { return nil }
        if text.byte(place) | 0x20 == UInt8(ascii: "e") {
            place += 1
            guard readExponent(text, from: &place) else { return nil }
        }
        guard place == text.count else { return nil }
    }

    /// Appends digits to the mantissa and counts them; `scale` is 1 behind the point.
    private mutating func readDigits(
        _ text: Span<UInt8>, from place: inout Int, digits: inout Int, scale: Int
    ) -> Int {
        let start = place
        while let digit = Ascii.digit(text.byte(place)) {
            place += 1
            if digits < Self.mostDigits {
                mantissa = mantissa &* 10 &+ digit
                if mantissa != 0 { digits += 1 }
                exponent -= scale
            } else {
                isTruncated = isTruncated || digit != 0
                exponent += 1 - scale
            }
        }
        return place - start
    }

    private mutating func readExponent(_ text: Span<UInt8>, from place: inout Int) -> Bool {
        let sign = text.byte(place)
        if sign == Ascii.minus || sign == Ascii.plus { place += 1 }
        let start = place
        var value = 0
        while let digit = Ascii.digit(text.byte(place)) {
            value = min(value * 10 + Int(digit), 2 * Self.largestExponent)
            place += 1
        }
        let sum = exponent + (sign == Ascii.minus ? -value : value)
        exponent = max(-Self.largestExponent, min(Self.largestExponent, sum))
        return place > start
    }

    /// The magnitude times a power of ten, cut toward zero, or nil where it exceeds `Int64`.
    ///
    /// Exact: 19 digits hold every such number.
    func magnitude(scaledBy power: Int) -> Int64? {
        let shift = exponent + power
        if mantissa == 0 || shift <= -20 { return 0 }
        if shift < 0 { return Int64(exactly: mantissa / Self.power(-shift)) }
        guard shift < 20 else { return nil }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.power(shift))
        return overflow ? nil : Int64(exactly: product)
    }

    /// The number, where it is whole and fits.
    var integer: Int64? {
        guard let size = magnitude(scaledBy: 0), !isTruncated else { return nil }
        if exponent < 0, mantissa != 0 {
            guard exponent > -20, mantissa % Self.power(-exponent) == 0 else { return nil }
        }
        return isNegative ? -size : size
    }

    /// Ten to a power from 0 to 19.
    @inline(__always)
    static func power(_ exponent: Int) -> UInt64 { powers[exponent] }

    private static let powers: InlineArray<20, UInt64> = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]
}
