import Plant
import Production
import Reporting

extension StopsRequest {
    /// The page's address with these filters.
    func address(_ plant: Plant) -> Address {
        var address = Address(path: LineNavigation.Place.stops.path(line: plant.lines[line].id))
        if let from { address = address.with("from", from.rfc3339) }
        if let to { address = address.with("to", to.rfc3339) }
        if let unit { address = address.with("unit", plant.workUnits[unit].id) }
        if let cause = filter.cause {
            address = address.with("reason", cause.identifier(plant))
        }
        if let isMinor = filter.isMinor { address = address.with("minor", "\(isMinor)") }
        return address
    }
}
