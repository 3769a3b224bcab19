/// Correctly rounded conversion to binary.
extension DecimalNumber {
    /// The nearest double, ties to even, or nil where it would be infinite.
    ///
    /// - Parameters:
    ///   - bytes: What the number was read from, for the rare number that needs all of it.
    ///   - range: Where it stands there.
    /// - Returns: The double.
    @inline(__always)
    func real(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
        let size = exactSize ?? intricateSize(bytes.extracting(range))
        guard let size, size.isFinite else { return nil }
        return isNegative ? -size : size
    }

    @inline(never)
    private func intricateSize(_ text: Span<UInt8>) -> Double? {
        wideSize ?? Self.slowSize(text)
    }

    /// Clinger's case: both operands are exact, so one operation rounds once.
    @inline(__always)
    private var exactSize: Double? {
        guard !isTruncated, mantissa <= 1 << 53, exponent >= -19, exponent <= 19 else { return nil }
        let size = Double(mantissa)
        return exponent < 0
            ? size / Double(Self.power(-exponent)) : size * Double(Self.power(exponent))
    }

    /// Up to 19 digits and small powers: one exact 128-bit operation, then rounded once.
    private var wideSize: Double? {
        guard !isTruncated, mantissa != 0, exponent >= -19, exponent <= 19 else { return nil }
        if exponent >= 0 {
            let product = UInt128(mantissa) * UInt128(Self.power(exponent))
            return Self.rounded(product, inexact: false, exponent: 0)
        }
        // With its top bit set, the dividend leaves a quotient of 64 bits or more.
        let shift = mantissa.leadingZeroBitCount
        let dividend = UInt128(mantissa << UInt64(shift)) << 64
        let (quotient, rest) = dividend.quotientAndRemainder(
            dividingBy: UInt128(Self.power(-exponent)))
        return Self.rounded(quotient, inexact: rest != 0, exponent: -64 - shift)
    }

    /// `(value + a rest below 1 where inexact) * 2^exponent`, ties to even.
    private static func rounded(_ value: UInt128, inexact: Bool, exponent: Int) -> Double {
        let surplus = (128 - value.leadingZeroBitCount) - 53
        guard surplus > 0 else {
            return Double(sign: .plus, exponent: exponent, significand: Double(UInt64(value)))
        }
        var kept = UInt64(value >> UInt128(surplus))
        let cut = value & ((1 << UInt128(surplus)) - 1)
        let half: UInt128 = 1 << UInt128(surplus - 1)
        if cut > half || (cut == half && (inexact || kept & 1 == 1)) { kept += 1 }
        return Double(sign: .plus, exponent: exponent + surplus, significand: Double(kept))
    }

    /// Numbers with 20 digits or great powers: rare enough for an allocation.
    @inline(never)
    private static func slowSize(_ text: Span<UInt8>) -> Double? {
        var digits = ""
        for place in text.indices where place > 0 || text[place] != Ascii.minus {
            digits.unicodeScalars.append(Unicode.Scalar(text[place]))
        }
        return Double(digits)
    }
}
