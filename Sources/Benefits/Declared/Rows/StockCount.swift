public import Plant

/// Finished stock of a product as it was counted.
public struct StockCount: Hashable, Sendable {
    /// Index into `Plant.products`.
    public var product: Int
    /// The day at whose end it was counted.
    public var day: LocalDate
    /// Millionths.
    public var quantity: Int64
    /// Its line in the file, from 1.
    public var line: Int

    /// Makes a count.
    public init(product: Int, day: LocalDate, quantity: Int64, line: Int) {
        (self.product, self.day, self.quantity, self.line) = (product, day, quantity, line)
    }
}
