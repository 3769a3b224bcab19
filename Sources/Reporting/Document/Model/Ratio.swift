/// An exact fraction in lowest terms.
public struct Ratio: Hashable, Comparable, Sendable {
    /// The number above the line.
    public let numerator: Int128
    /// The number below it: greater than zero.
    public let denominator: Int128

    /// Makes a fraction.
    ///
    /// - Precondition: `denominator` is not zero, and neither is the least 128-bit integer.
    public init(_ numerator: Int128, _ denominator: Int128) {
        precondition(denominator != 0, "nothing is divided by zero")
        let common = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        let divisor = Int128(common) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// A number that was calculated as a binary fraction, to nine decimals; nil where it is not
    /// finite or beyond a thousand million.
    public init?(nearest value: Double) {
        let scaled = (value * 1e9).rounded()
        guard scaled.magnitude < 1e18 else { return nil }
        self.init(Int128(scaled), 1_000_000_000)
    }

    /// The nearest binary fraction.
    public var double: Double { Double(numerator) / Double(denominator) }

    /// So many decimals of it as a whole number, halves rounded away from zero; nil where that does
    /// not fit.
    public func scaled(digits: Int) -> Int64? {
        var scale: Int128 = 1
        for _ in 0..<digits { scale *= 10 }
        let (product, overflow) = numerator.multipliedReportingOverflow(by: scale)
        guard !overflow else { return nil }
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: denominator)
        let isUp = rest.magnitude >= denominator.magnitude - rest.magnitude
        return Int64(exactly: isUp ? quotient + (numerator < 0 ? -1 : 1) : quotient)
    }

    /// By value; by the nearest binary fraction where the products do not fit.
    public static func < (left: Self, right: Self) -> Bool {
        let a = left.numerator.multipliedReportingOverflow(by: right.denominator)
        let b = right.numerator.multipliedReportingOverflow(by: left.denominator)
        return a.overflow || b.overflow
            ? left.double < right.double : a.partialValue < b.partialValue
    }

    private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}

extension Ratio {
    /// The sum; nil where it does not fit.
    func adding(_ other: Self) -> Self? {
        let left = numerator.multipliedReportingOverflow(by: other.denominator)
        let right = other.numerator.multipliedReportingOverflow(by: denominator)
        let below = denominator.multipliedReportingOverflow(by: other.denominator)
        let above = left.partialValue.addingReportingOverflow(right.partialValue)
        guard !left.overflow, !right.overflow, !below.overflow, !above.overflow else { return nil }
        return Ratio(above.partialValue, below.partialValue)
    }

    /// The product; nil where it does not fit.
    func multiplied(by other: Self) -> Self? {
        let above = numerator.multipliedReportingOverflow(by: other.numerator)
        let below = denominator.multipliedReportingOverflow(by: other.denominator)
        guard !above.overflow, !below.overflow else { return nil }
        return Ratio(above.partialValue, below.partialValue)
    }

    /// With the other sign.
    var negated: Self { Ratio(-numerator, denominator) }

    /// One over it; nil for zero.
    var inverted: Self? { numerator == 0 ? nil : Ratio(denominator, numerator) }
}
