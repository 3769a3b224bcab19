public import Plant

/// The price list of a product from a day on; prices are net, of one unit of the product.
public struct PriceRange: Hashable, Sendable {
    /// Index into `Plant.products`.
    public var product: Int
    /// The first day on which it holds.
    public var from: LocalDate
    /// The lowest listed price.
    public var lowest: Money
    /// The highest one.
    public var highest: Money
    /// The median of the sector; nil: nobody says.
    public var sectorMedian: Money?
    /// Its line in the file, from 1.
    public var line: Int

    /// Makes a range.
    public init(
        product: Int, from: LocalDate, lowest: Money, highest: Money, sectorMedian: Money?,
        line: Int
    ) {
        (self.product, self.from, self.line) = (product, from, line)
        (self.lowest, self.highest, self.sectorMedian) = (lowest, highest, sectorMedian)
    }
}
