/// A works order: so many bodies of one product.
struct Order: Sendable {
    /// As printed in its number, `WO-1001`.
    let number: Int
    let product: Product
    /// Bodies to be made, scrap included.
    let bodies: Int64
}

/// The works orders one after the other, endless; products take turns.
struct OrderBook: Sendable {
    private var random: SplitMix64
    private var orders: [Order] = []
    private let cycleScale: Int64

    init(random: SplitMix64, cycleScale: Int64) {
        self.random = random
        self.cycleScale = cycleScale
        extend(to: 0)
    }

    /// The order at a place of the book, which has been reached by ``extend(to:)``.
    subscript(index: Int) -> Order { orders[index] }

    /// Draws orders as far as that place: two to three hours of body making each.
    mutating func extend(to index: Int) {
        while orders.count <= index {
            let product: Product = orders.count.isMultiple(of: 2) ? .blue : .white
            let cycle = PlannedTime.perPiece(product, on: .body, cycleScale: cycleScale)
            let time = random.within(2 * Schedule.hour...3 * Schedule.hour)
            orders.append(
                Order(number: 1001 + orders.count, product: product, bodies: time / cycle))
        }
    }
}
