internal import Telemetry

/// An exact, not negative fraction as people write it: `500`, `0.5`, `1/3`.
package struct ExactNumber: Equatable {
    package var numerator: Int64
    package var denominator: Int64

    /// Splits a text after its number: `500 ms` into 500 and `ms`; a fraction `1/3` is read where
    /// allowed.
    package static func prefix(
        of text: String, fractions: Bool = false
    ) throws(Mismatch) -> (number: ExactNumber, rest: Substring) {
        var rest = Substring(text)
        guard !text.hasPrefix("-") else { throw Mismatch(problem: "is negative") }
        var number = try decimal(&rest, in: text)
        if fractions, rest.first == "/", rest.dropFirst().first?.isWholeNumber == true {
            rest.removeFirst()
            let divisor = try decimal(&rest, in: text)
            guard divisor.numerator > 0 else { throw Mismatch(problem: "divides by zero") }
            number = try number.divided(by: divisor)
        }
        return (number, rest.drop { $0 == " " })
    }

    /// Multiplied by a whole number and reduced.
    package func times(_ factor: Int64) throws(Mismatch) -> ExactNumber {
        let common = Self.greatestDivisor(factor, denominator)
        return try Self.reduced(
            Self.product(numerator, factor / common), denominator / common)
    }

    /// A whole number divided by this one, which is above zero, reduced.
    func dividing(_ whole: Int64) throws(Mismatch) -> ExactNumber {
        try ExactNumber(numerator: whole, denominator: 1).divided(by: self)
    }

    /// As a whole number of parts, nil where it is none.
    package var whole: Int64? { denominator == 1 ? numerator : nil }

    private func divided(by other: ExactNumber) throws(Mismatch) -> ExactNumber {
        try Self.reduced(
            Self.product(numerator, other.denominator), Self.product(denominator, other.numerator))
    }

    private static func decimal(
        _ rest: inout Substring, in text: String
    ) throws(Mismatch) -> ExactNumber {
        let whole = rest.prefix { $0.isASCII && $0.isWholeNumber }
        rest = rest.dropFirst(whole.count)
        var decimals = Substring()
        if rest.first == ".", rest.dropFirst().first?.isWholeNumber == true {
            decimals = rest.dropFirst().prefix { $0.isASCII && $0.isWholeNumber }
            rest = rest.dropFirst(decimals.count + 1)
            while decimals.last == "0" { decimals.removeLast() }
        }
        guard !whole.isEmpty else { throw Mismatch(problem: "does not begin with a number") }
        guard decimals.count <= 12, let digits = Int64(whole + decimals) else {
            throw Mismatch(problem: "has more digits than can be kept exactly")
        }
        let scale = decimals.reduce(into: Int64(1)) { scale, _ in scale *= 10 }
        return reduced(digits, scale)
    }

    private static func product(_ left: Int64, _ right: Int64) throws(Mismatch) -> Int64 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow else { throw Mismatch(problem: "is too large") }
        return product
    }

    private static func reduced(_ numerator: Int64, _ denominator: Int64) -> ExactNumber {
        let common = max(1, greatestDivisor(numerator, denominator))
        return ExactNumber(numerator: numerator / common, denominator: denominator / common)
    }

    private static func greatestDivisor(_ left: Int64, _ right: Int64) -> Int64 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
