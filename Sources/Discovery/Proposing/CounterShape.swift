import Plant
import Telemetry

/// How a counter is declared by what its readings did.
enum CounterShape {
    /// The declaration; modulus and greatest rate are given only where there is evidence for them.
    ///
    /// Received times lie closer together than events do, and a greatest rate would then hold back
    /// real pieces: without a time of its own a counter gets none.
    static func counter(
        _ numbers: NumberRecord, counts: CountKind?, type: Counter.ReadingType, hasOwnTime: Bool
    ) -> Counter {
        var step = quantityScale
        for _ in 0..<min(numbers.decimals, 6) { step /= 10 }
        var counter = Counter(counts: counts, type: type, jitter: step, step: step)
        guard type == .cumulative || type == .resettable else { return counter }
        if let fall = jitter(numbers) {
            let count = Int64((fall * Double(quantityScale)).rounded(.up))
            counter.jitter = max(step, (count + step - 1) / step * step)
        }
        counter.modulus = modulus(numbers).map { $0 * quantityScale }
        if hasOwnTime { counter.maxRate = maxRate(numbers) }
        return counter
    }

    /// The largest of the small falls.
    private static func jitter(_ numbers: NumberRecord) -> Double? {
        numbers.falls.filter { $0.to > 0 && $0.from - $0.to <= max(2, 0.01 * $0.from) }
            .map { $0.from - $0.to }.max()
    }

    /// A number of values that a fall from just below it to just above zero speaks for.
    private static func modulus(_ numbers: NumberRecord) -> Int64? {
        let known: [Int64] = [
            1000, 10_000, 32_768, 65_536, 100_000, 1_000_000, 10_000_000, 100_000_000,
            1_000_000_000, 2_147_483_648, 4_294_967_296,
        ]
        let near = max(2 * numbers.largestRise, 1)
        for (from, to) in numbers.falls where to <= near {
            if let modulus = known.first(where: { Double($0) > from }),
                Double(modulus) - from <= near
            {
                return modulus
            }
        }
        return nil
    }

    /// Twice the fastest rise, as a round number a second.
    private static func maxRate(_ numbers: NumberRecord) -> MaxRate? {
        guard numbers.rises >= 20 else { return nil }
        let wanted = max(2 * numbers.fastest, 4 * numbers.mostInSecond)
        var round = 1.0
        let factors = [2.0, 2.5, 2.0]
        var place = 0
        while round < wanted {
            round *= factors[place]
            place = (place + 1) % 3
        }
        guard round <= 10_000 else { return nil }
        return MaxRate(count: Int64(round) * quantityScale, per: nanosecondsPerSecond)
    }
}
