/// What a reader must know before believing a report.
///
/// Not a judgement: measured and declared figures stay side by side.
public struct BenefitFinding: Hashable, Sendable {
    /// Kinds of findings, by their stable name in the interface.
    public enum Code: String, CaseIterable, Sendable {
        /// The period is not over: measured figures are of a part of it.
        case periodNotOver = "period_not_over"
        /// Coverage is so low that measured figures are an estimate.
        case coverageEstimated = "coverage_estimated"
        /// Coverage is too low to judge the stock identity.
        case coverageUnusable = "coverage_unusable"
        /// Good pieces were counted of which nobody said the product.
        case piecesWithoutProduct = "pieces_without_product"
        /// Good pieces of a product that the company does not declare.
        case salesMissing = "sales_missing"
        /// The declaration does not speak of every day of the period.
        case salesIncomplete = "sales_incomplete"
        /// A declared opening stock is not the closing stock before it.
        case stockBreak = "stock_break"
        /// The stock identity does not hold within the tolerance.
        case stockIdentityBroken = "stock_identity_broken"
        /// More is declared as sold than there was to sell.
        case soldExceedsAvailable = "sold_exceeds_available"
    }

    /// An exact number with its name: `value` divided by ten to the power of `digits`.
    public struct Number: Hashable, Sendable {
        /// Stable name in the interface, for example `sold` or `ratio`.
        public var name: String
        /// Numerator.
        public var value: Int64
        /// Decimal places.
        public var digits: Int

        /// Makes a number.
        public init(_ name: String, _ value: Int64, digits: Int) {
            self.name = name
            self.value = value
            self.digits = digits
        }
    }

    /// Its kind.
    public var code: Code
    /// Index into `Plant.products`, where it is about one.
    public var product: Int?
    /// The figures behind it.
    public var numbers: [Number]

    /// Makes a finding.
    public init(code: Code, product: Int? = nil, numbers: [Number] = []) {
        self.code = code
        self.product = product
        self.numbers = numbers
    }
}
