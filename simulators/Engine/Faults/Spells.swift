/// Seeded spans of time, one after the other, with pauses between.
struct Spells: Sendable {
    /// What lengths are drawn from.
    struct Pattern: Sendable {
        let pause: ClosedRange<Milliseconds>
        let length: ClosedRange<Milliseconds>
        /// How many of 1,000 last no longer than the shortest length twenty times over.
        let short: Int64
    }

    /// The one that runs or comes next; at the end of time where there is none.
    private(set) var from: Milliseconds
    private(set) var to: Milliseconds
    /// For whatever else is drawn about one of them.
    var random: SplitMix64
    private let pattern: Pattern

    init(_ pattern: Pattern, random: SplitMix64, start: Milliseconds) {
        self.pattern = pattern
        self.random = random
        from = start
        to = start
        next(after: start)
    }

    /// Draws the next one, at least a pause after the instant.
    mutating func next(after instant: Milliseconds) {
        from = instant + random.within(pattern.pause)
        let isShort = random.chance(perMille: pattern.short)
        let longest = isShort ? 20 * pattern.length.lowerBound : pattern.length.upperBound
        to = from + random.within(pattern.length.lowerBound...longest)
    }
}
