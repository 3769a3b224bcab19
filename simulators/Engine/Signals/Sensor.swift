/// A measured quantity as it moves; values are in units of the last decimal place.
struct Sensor: Sendable {
    private let profile: SensorProfile
    private let every: Milliseconds
    private var random: SplitMix64
    /// How far the random walk has gone.
    private var drift: Int64 = 0
    private var excursionEnd: Milliseconds = 0

    init(_ profile: SensorProfile, every: Milliseconds, random: SplitMix64) {
        self.profile = profile
        self.every = every
        self.random = random
    }

    mutating func sample(at now: Milliseconds, in surroundings: Surroundings) -> Int64 {
        // The walk is drawn back to its middle, or it would leave every band in the end.
        drift += random.within(-profile.walk...profile.walk) - drift / 16
        var value = profile.base + drift + random.within(-profile.noise...profile.noise)
        value += profile.daily * Self.dailyCycle(surroundings.timeOfDay) / 1000
        if surroundings.isProducing { value += profile.running }
        if isOut(at: now) { value += profile.excursion?.height ?? 0 }
        return max(0, value)
    }

    private mutating func isOut(at now: Milliseconds) -> Bool {
        guard let excursion = profile.excursion else { return false }
        if now < excursionEnd { return true }
        guard random.below(excursion.every) < every else { return false }
        excursionEnd = now + random.within(excursion.length)
        return true
    }

    /// From -1000 at 02:00 to 1000 at 14:00: two parabolas in place of a sine, in whole numbers.
    private static func dailyCycle(_ timeOfDay: Milliseconds) -> Int64 {
        let hour = ShiftCalendar.hour
        let half = 12 * hour
        let phase = (timeOfDay + 16 * hour) % (2 * half)
        let part = (phase % half) / 1000
        let seconds = half / 1000
        let height = 4000 * part * (seconds - part) / (seconds * seconds)
        return phase < half ? height : -height
    }
}
