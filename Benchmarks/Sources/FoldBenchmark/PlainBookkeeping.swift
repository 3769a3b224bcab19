import Telemetry

/// The peer: what a plain program does with dictionaries and classes, without order, checks or
/// facts.
final class PlainBookkeeping {
    private final class Unit {
        var state: Int64 = 0
        var since: Int64 = 0
        var times: [Int64: Int64] = [:]
        var last: [Int: Int64] = [:]
        var pieces: Int64 = 0
    }

    private var units: [UInt32: Unit] = [:]

    /// All pieces counted, in millionths.
    var pieces: Int64 { units.values.reduce(0) { $0 + $1.pieces } }

    /// Takes a sample of one of the three signals of a unit.
    func take(_ sample: Sample) {
        let key = sample.signal.rawValue / 3
        let unit: Unit
        if let known = units[key] {
            unit = known
        } else {
            unit = Unit()
            units[key] = unit
        }
        let kind = Int(sample.signal.rawValue % 3)
        if kind == 0 {
            unit.times[unit.state, default: 0] += sample.eventTime.nanoseconds - unit.since
            unit.state = sample.value
            unit.since = sample.eventTime.nanoseconds
        } else {
            if let last = unit.last[kind] { unit.pieces += sample.value - last }
            unit.last[kind] = sample.value
        }
    }
}
