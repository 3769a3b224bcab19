public import Plant
public import Reporting

/// What a company says of itself over a stretch of days.
public struct CompanyFigure: Hashable, Sendable {
    /// What it is, by its name in the file.
    public enum Item: String, CaseIterable, Sendable {
        /// B09: turnover of the whole company as its auditor certified it.
        case turnover
        /// Jobs of the enterprise in Hong Kong on the last day.
        case headcount
        /// B24.
        case newProducts = "new_products"
        case patentsFiled = "patents_filed"
        case patentsGranted = "patents_granted"
        /// B25: a certificate from its first to its last day.
        case certification
        /// B26: another function of the company in Hong Kong, from its first day on.
        case function
        /// B29: why a target was missed or exceeded, or why there are more jobs than the headcount
        /// rose.
        case reason

        /// What kind of value it has.
        public var value: Value {
            switch self {
            case .turnover: .dollars
            case .headcount, .newProducts, .patentsFiled, .patentsGranted: .count
            case .certification, .function, .reason: .none
            }
        }

        /// Its class.
        public var source: SourceClass { self == .turnover ? .audited : .declared }
    }

    /// Kinds of values.
    public enum Value: Hashable, Sendable {
        case dollars, count, none
    }

    /// What it is.
    public var item: Item
    /// What it is of: the certificate, the function, the identifier of a target or `headcount`;
    /// empty of the others.
    public var name: String
    /// The first day.
    public var from: LocalDate
    /// The last day; nil: open.
    public var to: LocalDate?
    /// Cents, or how many; 0 where it has no value.
    public var value: Int64
    /// What is said besides: the reason, the number of a certificate.
    public var text: String
    /// Its line in the file, from 1.
    public var line: Int

    /// Makes a figure.
    public init(
        item: Item, name: String = "", from: LocalDate, to: LocalDate?, value: Int64 = 0,
        text: String = "", line: Int
    ) {
        (self.item, self.name, self.from, self.to) = (item, name, from, to)
        (self.value, self.text, self.line) = (value, text, line)
    }
}
