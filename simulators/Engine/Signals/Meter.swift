/// The energy that a station has taken up since the start.
struct Meter: Sendable {
    /// Watts standing and producing.
    let idle: Int64
    let running: Int64
    let start: Milliseconds

    /// Whole watt-hours, which are kWh with three decimals.
    func reading(at now: Milliseconds, in surroundings: Surroundings) -> Int64 {
        let producing = surroundings.producingTime
        let millijoules = idle * (now - start) + (running - idle) * producing
        return millijoules / 3_600_000
    }
}
