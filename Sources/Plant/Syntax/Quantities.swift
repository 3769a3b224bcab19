internal import Telemetry

/// Parsers for values with units; nothing passes through floating point.
enum Quantities {
    /// Nanoseconds of the units of time.
    static let timeUnits: [(String, Int64)] = [
        ("ns", 1), ("us", 1000), ("µs", 1000), ("ms", 1_000_000), ("s", nanosecondsPerSecond),
        ("min", 60 * nanosecondsPerSecond), ("h", 3600 * nanosecondsPerSecond),
        ("d", 86_400 * nanosecondsPerSecond),
    ]
    /// The longest time that a plant file may give: 100 years.
    static let longestTime: Int64 = 36_525 * 86_400 * nanosecondsPerSecond
    /// The largest quantity: a million millions.
    static let largestQuantity: Int64 = 1_000_000_000_000

    /// `500 ms` in nanoseconds; above zero.
    static func duration(_ text: String) throws(Mismatch) -> Int64 {
        let (number, unit) = try ExactNumber.prefix(of: text)
        let time = try number.times(nanoseconds(of: unit))
        guard let whole = time.whole else {
            throw Mismatch(problem: "is finer than a nanosecond")
        }
        guard whole > 0 else { throw Mismatch(problem: "is not above zero") }
        guard whole <= longestTime else { throw Mismatch(problem: "is longer than 100 years") }
        return whole
    }

    /// The longest year, in nanoseconds: what is kept for years is never kept too short.
    static let year: Int64 = 366 * 86_400 * nanosecondsPerSecond

    /// A duration that may be given in years too.
    static func age(_ text: String) throws(Mismatch) -> Int64 {
        let (number, unit) = try ExactNumber.prefix(of: text)
        guard unit == "y" else { return try duration(text) }
        guard let years = number.whole, (1...100).contains(years) else {
            throw Mismatch(problem: "is not a whole number of years from 1 to 100")
        }
        return years * year
    }

    /// A duration that may be zero.
    static func durationOrZero(_ text: String) throws(Mismatch) -> Int64 {
        let (number, unit) = try ExactNumber.prefix(of: text)
        if number.numerator == 0, unit.isEmpty || timeUnits.contains(where: { $0.0 == unit }) {
            return 0
        }
        return try duration(text)
    }

    /// A planned run time per item as an exact fraction: `1/3 s` is 1,000,000,000 ns for 3 items,
    /// and so is `3/s`.
    static func itemTime(_ text: String) throws(Mismatch) -> (nanoseconds: Int64, items: Int64) {
        let (number, rest) = try ExactNumber.prefix(of: text, fractions: true)
        guard number.numerator > 0 else { throw Mismatch(problem: "is not above zero") }
        let time =
            rest.first == "/"
            ? try number.dividing(nanoseconds(of: rest.dropFirst().drop { $0 == " " }))
            : try number.times(nanoseconds(of: rest))
        guard time.numerator / time.denominator <= longestTime else {
            throw Mismatch(problem: "is longer than 100 years")
        }
        guard time.denominator <= 1_000_000 else {
            throw Mismatch(problem: "is finer than a millionth of a nanosecond")
        }
        return (time.numerator, time.denominator)
    }

    /// `5 min` or `3 items`.
    static func minorStop(_ text: String) throws(Mismatch) -> MinorStop {
        let (number, unit) = try ExactNumber.prefix(of: text)
        guard unit == "items" || unit == "item" else { return .time(try durationOrZero(text)) }
        guard let items = number.whole, items > 0, items <= 1_000_000 else {
            throw Mismatch(problem: "is not a whole number of items from 1 to 1000000")
        }
        return .items(items)
    }

    /// `5/s` or `1.5 / 10 s` as a count of millionths in a time.
    static func rate(_ text: String) throws(Mismatch) -> MaxRate {
        let (number, rest) = try ExactNumber.prefix(of: text)
        guard rest.first == "/" else {
            throw Mismatch(problem: "is not a rate", hint: "expected pieces per time: 5/s")
        }
        let per = String(rest.dropFirst().drop { $0 == " " })
        let counted = per.first?.isWholeNumber == true
        return MaxRate(count: try millionths(number), per: try duration(counted ? per : "1 \(per)"))
    }

    /// A quantity above zero in millionths.
    static func quantity(_ text: String) throws(Mismatch) -> Int64 {
        let value = try quantityOrZero(text)
        guard value > 0 else { throw Mismatch(problem: "is not above zero") }
        return value
    }

    /// A quantity in millionths.
    static func quantityOrZero(_ text: String) throws(Mismatch) -> Int64 {
        let (number, rest) = try ExactNumber.prefix(of: text)
        guard rest.isEmpty else {
            throw Mismatch(problem: "is not a plain number", hint: "quantities have no unit here")
        }
        return try millionths(number, orZero: true)
    }

    /// `75 %` in millionths of the whole; above zero, at most the whole.
    static func share(_ text: String) throws(Mismatch) -> Int64 {
        let (number, rest) = try ExactNumber.prefix(of: text)
        guard rest == "%" else {
            throw Mismatch(problem: "is not a share in percent", hint: "expected 75 %")
        }
        guard let millionths = try number.times(quantityScale / 100).whole else {
            throw Mismatch(problem: "has more than 4 decimals")
        }
        guard (1...quantityScale).contains(millionths) else {
            throw Mismatch(problem: "is not above 0 % and at most 100 %")
        }
        return millionths
    }

    private static func millionths(
        _ number: ExactNumber, orZero: Bool = false
    ) throws(Mismatch) -> Int64 {
        guard number.numerator / number.denominator <= largestQuantity else {
            throw Mismatch(problem: "is larger than \(largestQuantity)")
        }
        guard let whole = try number.times(quantityScale).whole else {
            throw Mismatch(problem: "has more than 6 decimals")
        }
        guard whole > 0 || orZero else { throw Mismatch(problem: "is not above zero") }
        return whole
    }

    private static func nanoseconds(of unit: Substring) throws(Mismatch) -> Int64 {
        if let known = timeUnits.first(where: { $0.0 == unit }) { return known.1 }
        let units = timeUnits.map(\.0).filter { $0 != "µs" }
        guard !unit.isEmpty else {
            throw Mismatch(problem: "has no unit", hint: "write \(alternatives(units))")
        }
        throw Mismatch(
            problem: "has the unknown unit \(quoted(unit))",
            hint: "expected \(alternatives(units))")
    }
}
