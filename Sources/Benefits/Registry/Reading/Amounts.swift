internal import Plant

/// Parsers for amounts and counts of a project file; nothing passes through floating point.
enum Amounts {
    /// The largest amount in cents: ten billion dollars.
    static let largest: Int64 = 1_000_000_000_000

    /// `2290000.00` Hong Kong dollars.
    static func money(_ text: String) throws(Mismatch) -> Money {
        let (number, rest) = try ExactNumber.prefix(of: text)
        guard rest.isEmpty else {
            throw Mismatch(
                problem: "is not an amount",
                hint: "write HK$ without currency and separators: 2290000.00")
        }
        guard let cents = try number.times(100).whole else {
            throw Mismatch(problem: "has more than 2 decimals")
        }
        guard cents <= largest else { throw Mismatch(problem: "is above ten billion") }
        return Money(cents: cents)
    }

    /// A whole number within a range.
    static func count(_ range: ClosedRange<Int>) -> (String) throws(Mismatch) -> Int {
        { (text: String) throws(Mismatch) -> Int in
            let (number, rest) = try ExactNumber.prefix(of: text)
            guard rest.isEmpty, let whole = number.whole else {
                throw Mismatch(problem: "is not a whole number")
            }
            guard range.contains(Int(whole)) else {
                throw Mismatch(
                    problem: "is not from \(range.lowerBound) to \(range.upperBound)")
            }
            return Int(whole)
        }
    }

    /// A quantity of at most a million millions in millionths.
    static func quantity(_ text: String) throws(Mismatch) -> Int64 {
        let (number, rest) = try ExactNumber.prefix(of: text)
        guard rest.isEmpty else { throw Mismatch(problem: "is not a plain number") }
        guard number.numerator / number.denominator <= 1_000_000_000_000 else {
            throw Mismatch(problem: "is larger than 1000000000000")
        }
        guard let millionths = try number.times(1_000_000).whole else {
            throw Mismatch(problem: "has more than 6 decimals")
        }
        return millionths
    }
}

extension Fields {
    /// An amount, if the key is there.
    func money(_ key: String) -> Money? {
        value(key, "an amount in HK$ such as 2290000.00", Amounts.money)
    }

    /// An amount that must be there.
    func requiredMoney(_ key: String) -> Money? {
        requiredValue(key, "an amount in HK$ such as 2290000.00", Amounts.money)
    }

    /// A date, if the key is there.
    func date(_ key: String) -> LocalDate? {
        value(key, "a date such as 2022-08-31", WallClockTexts.date)
    }

    /// A date that must be there.
    func requiredDate(_ key: String) -> LocalDate? {
        requiredValue(key, "a date such as 2022-08-31", WallClockTexts.date)
    }

    /// One of an enumeration's words, if the key is there.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ what: String) -> Word?
    where Word.RawValue == String {
        word(key, what, Word.allCases.map { ($0.rawValue, $0) })
    }

    /// One of an enumeration's words, which must be there.
    func requiredWord<Word: RawRepresentable & CaseIterable>(
        _ key: String, _ what: String
    ) -> Word? where Word.RawValue == String {
        required(key, what) == nil ? nil : word(key, what)
    }

    /// The text of a key that is not empty, if it is there.
    func plainText(_ key: String, _ expected: String) -> String? {
        has(key) ? requiredText(key, expected)?.string : nil
    }

    /// Refuses a date that is before another one.
    func refuse(
        _ later: String, _ laterDate: LocalDate?, before earlier: LocalDate?, _ what: String
    ) {
        guard let laterDate, let earlier, laterDate < earlier else { return }
        report.error(
            place(of: later), "\(laterDate) is before \(earlier), \(what)",
            hint: "one of the two dates is wrong")
    }
}
