/// Something that a station measures or moves, beside state and counts.
public struct SignalProfile: Sendable {
    /// What it is, with how it behaves.
    public enum Kind: Sendable {
        /// A measured quantity.
        case sensor(SensorProfile)
        /// Energy in kWh with three decimals, from a power standing and one producing, in watts.
        case meter(idle: Int64, running: Int64)
        /// Something that is told where to go.
        case actuator(ActuatorProfile)
        /// Operators who are there.
        case operatorsPresent
        /// Operators with a repair or a changeover.
        case operatorsBusy
    }

    /// Its identifier in topics and plant files.
    public let name: String
    /// Its UCUM unit.
    public let unit: String
    /// Decimal places of its values.
    public let decimals: Int
    /// The longest time between two messages.
    public let every: Milliseconds
    /// What it is.
    public let kind: Kind
}

/// How a measured quantity moves; all values in units of the last decimal place.
public struct SensorProfile: Sendable {
    let base: Int64
    /// Added while the station produces.
    let running: Int64
    /// Highest reading error.
    let noise: Int64
    /// Widest step of the random walk around the base.
    let walk: Int64
    /// Height of the daily cycle, highest at 14:00 and lowest at 02:00.
    let daily: Int64
    /// What is normal.
    public let normal: ClosedRange<Int64>?
    let excursion: Excursion?

    struct Excursion: Sendable {
        /// Mean time between two.
        let every: Milliseconds
        let length: ClosedRange<Milliseconds>
        /// Added meanwhile.
        let height: Int64
    }
}

/// How an actuator is told and follows; all values in units of the last decimal place.
public struct ActuatorProfile: Sendable {
    /// What it is told, one of these.
    let levels: [Int64]
    /// Time between two commands.
    let commands: ClosedRange<Milliseconds>
    /// How soon the feedback is to arrive.
    public let within: Milliseconds
    /// How near.
    public let tolerance: Int64
    /// Commands of 1,000 that are followed late.
    let latePerMille: Int64
    /// Commands of 1,000 that are not followed.
    let stuckPerMille: Int64
}
