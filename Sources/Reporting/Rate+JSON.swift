import Plant
import Telemetry

extension Rate {
    /// The rate as it was declared, with who did so and why.
    func json(_ plant: Plant) -> JSON {
        .object([
            ("product", .string(plant.products[product].id)),
            ("item_time_s", secondsPerItem(itemTime, items)), ("from", .string(from.rfc3339)),
            ("by", .string(author)), ("reason", .string(reason)),
        ])
    }
}

/// Seconds for an item: exact, but where the fraction has no end.
func secondsPerItem(_ nanoseconds: Int64, _ items: Int64) -> JSON {
    items == 1
        ? .seconds(nanoseconds: nanoseconds)
        : .number(Double(nanoseconds) / Double(items) / Double(nanosecondsPerSecond))
}
