/// A works order: so many cycles of one product.
struct Order: Sendable {
    /// As printed in its number, `WO-1001`.
    let number: Int
    /// By its place in the scenario.
    let product: Int
    /// Cycles of the first station, those with scrap included.
    let cycles: Int64
}

/// The works orders one after the other, endless; products take turns.
struct OrderBook: Sendable {
    private var random: SplitMix64
    private var orders: [Order] = []
    private let pattern: OrderPattern
    /// Time and counts of one cycle of the first station, product by product.
    private let cycles: [Milliseconds]
    private let yield: Int64
    private let countsPerItem: Int64
    /// Cycles begun of each order, by all stations that begin the flow.
    private var begun: [Int64] = []

    init(random: SplitMix64, scenario: Scenario, cycleScale: Int64) {
        self.random = random
        pattern = scenario.orders
        let first = scenario.stations[0]
        cycles = scenario.products.indices.map { product in
            scenario.cycle(of: first, product: product) * cycleScale
        }
        yield = first.yield
        countsPerItem = scenario.countsPerItem
        extend(to: 0)
    }

    /// The order at a place of the book, which has been reached by ``extend(to:)``.
    subscript(index: Int) -> Order { orders[index] }

    /// Draws orders as far as that place.
    mutating func extend(to index: Int) {
        while orders.count <= index {
            let product = orders.count % cycles.count
            let count =
                switch pattern.size {
                case .items(let items): max(1, items * countsPerItem / yield)
                case .time(let range): random.within(range) / cycles[product]
                }
            orders.append(
                Order(number: pattern.first + orders.count, product: product, cycles: count))
            begun.append(0)
        }
    }

    /// Whether all cycles of an order have begun.
    func isBegun(_ order: Int) -> Bool { begun[order] >= orders[order].cycles }

    mutating func begin(_ order: Int) { begun[order] += 1 }
}

extension Scenario {
    /// Planned time of one cycle of a station, in milliseconds.
    func cycle(of station: StationProfile, product: Int) -> Milliseconds {
        station.itemTimes[product] / countsPerItem * station.yield / 1_000_000
    }

    /// Planned nanoseconds per count of a product at a station.
    func plannedTime(of unit: Int, product: Int, cycleScale: Int64) -> Int64 {
        stations[unit].itemTimes[product] / countsPerItem * cycleScale
    }
}
