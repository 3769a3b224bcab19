import HummingbirdCore
import Telemetry

/// Lets so many connections be open at once; more wait until one is closed.
struct ConnectionSeats: AvailableConnectionsDelegate {
    let meter: LimitMeter
    var open = 0

    mutating func connectionOpened() {
        open += 1
        if open == WebLimits.connections.value { meter.reached(WebLimits.connections) }
    }

    mutating func connectionClosed() { open -= 1 }

    func isAcceptingNewConnections() -> Bool { open < WebLimits.connections.value }
}
