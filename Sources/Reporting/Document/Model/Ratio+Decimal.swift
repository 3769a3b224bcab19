extension Ratio {
    /// After so many significant digits a fraction that never ends is rounded.
    static let significantDigits = 12

    /// As a decimal number: exact where it ends, else rounded to ``significantDigits``, halves away
    /// from zero; a whole part keeps all of its digits.
    var decimal: String {
        let divisor = denominator.magnitude
        var (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
        let limit = lastDecimal(of: divisor)
        var digits: [UInt8] = []
        var significant = whole == 0 ? 0 : String(whole).count
        while rest > 0, limit.map({ digits.count < $0 }) ?? (significant < Self.significantDigits) {
            let digit = Self.nextDigit(&rest, divisor)
            digits.append(digit)
            if significant > 0 || digit > 0 { significant += 1 }
        }
        if rest > 0, Self.nextDigit(&rest, divisor) >= 5 {
            while digits.last == 9 { digits.removeLast() }
            if digits.isEmpty { whole += 1 } else { digits[digits.count - 1] += 1 }
        }
        while digits.last == 0 { digits.removeLast() }
        let fraction = digits.map { String($0) }.joined()
        return (numerator < 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// How many decimals it has; nil: it never ends.
    private func lastDecimal(of divisor: UInt128) -> Int? {
        var (divisor, twos, fives) = (divisor, 0, 0)
        while divisor.isMultiple(of: 2) { (divisor, twos) = (divisor / 2, twos + 1) }
        while divisor.isMultiple(of: 5) { (divisor, fives) = (divisor / 5, fives + 1) }
        return divisor == 1 ? max(twos, fives) : nil
    }

    /// One step of a long division.
    private static func nextDigit(_ rest: inout UInt128, _ divisor: UInt128) -> UInt8 {
        let (digit, next) = divisor.dividingFullWidth(rest.multipliedFullWidth(by: 10))
        rest = next
        return UInt8(digit)
    }
}
