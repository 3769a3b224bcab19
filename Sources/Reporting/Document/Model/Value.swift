public import Plant

extension Document {
    /// What stands in a cell: exact.
    public enum Value: Hashable, Sendable {
        /// Words.
        case text(LocalizedText)
        /// Millionths of a unit.
        case count(millionths: Int64, Unit)
        /// Hong Kong dollars in cents.
        case money(cents: Int64)
        /// One number over another.
        case ratio(Ratio, RatioForm)
        /// A date of the local calendar.
        case date(LocalDate)
        /// A length of time.
        case duration(nanoseconds: Int64)
        /// Nothing is known, which is not zero, and why.
        case none(LocalizedText)

        /// Whether it is a number, a date or a length of time.
        public var isFigure: Bool {
            switch self {
            case .text, .none: false
            case .count, .money, .ratio, .date, .duration: true
            }
        }

        /// The value as a spreadsheet calculates with it: units, dollars, days, and days since the
        /// end of 1899; nil where it is no figure.
        public var natural: Ratio? {
            switch self {
            case .text, .none: nil
            case .count(let millionths, _): Ratio(Int128(millionths), 1_000_000)
            case .money(let cents): Ratio(Int128(cents), 100)
            case .ratio(let ratio, _): ratio
            case .date(let date): Ratio(Int128(date.dayNumber) + Self.dayOfEpoch, 1)
            case .duration(let nanoseconds): Ratio(Int128(nanoseconds), 86_400_000_000_000)
            }
        }

        /// 1970-01-01 in a spreadsheet's days.
        static let dayOfEpoch: Int128 = 25_569
    }

    /// What is counted.
    public struct Unit: Hashable, Sendable {
        /// Its code in the manner of UCUM, for example `{piece}` or `kWh`.
        public var code: String
        /// How it is written behind a number.
        public var name: LocalizedText
        /// How it is written behind 1; nil: as behind every number.
        public var one: LocalizedText?
        /// With how many decimals it is shown: 0 to 6.
        public var digits: Int

        /// Makes a unit.
        ///
        /// - Precondition: `digits` is 0 to 6.
        public init(
            code: String, name: LocalizedText, one: LocalizedText? = nil, digits: Int = 0
        ) {
            precondition(0...6 ~= digits, "millionths have six decimals")
            self.code = code
            self.name = name
            self.one = one
            self.digits = digits
        }

        /// How it is written behind so many millionths.
        public func name(of millionths: Int64) -> LocalizedText {
            millionths.magnitude == 1_000_000 ? one ?? name : name
        }
    }

    /// How a ratio is shown.
    public enum RatioForm: String, CaseIterable, Sendable {
        /// In percent with one decimal.
        case percent
        /// As a number with two decimals.
        case number
        /// As a number with all of up to nine decimals: what two decimals do not tell apart.
        case exact
    }
}
