import Plant
import Telemetry

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// The seed is mixed, else the numbers of one seed would be those of the next, moved by one.
    init(seed: UInt64) { state = Self.mixed(seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    private static func mixed(_ state: UInt64) -> UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True once in so many times.
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

    /// What a counter may say after a value: mostly a rise, now and then a reset, spike or jitter.
    mutating func reading(after value: Int64, modulus: Int64?) -> Int64 {
        let next =
            switch Int.random(in: 0..<40, using: &self) {
            case 0: Int64(0)
            case 1: Int64.random(in: 0...20, using: &self).pieces
            case 2: value + Int64.random(in: 500...5000, using: &self).pieces
            case 3: value - Int64.random(in: 0...3, using: &self).pieces
            default: value + Int64.random(in: 0...6, using: &self).pieces
            }
        let positive = max(0, next)
        return modulus.map { positive % $0 } ?? positive
    }
}

extension Counter {
    /// A declaration of a cumulative counter.
    static func random(_ random: inout SeededGenerator) -> Counter {
        Counter(
            counts: .made, type: random.oneIn(4) ? .resettable : .cumulative,
            modulus: random.oneIn(3) ? 1000.pieces : nil,
            maxRate: random.oneIn(2) ? MaxRate(count: 1.pieces, per: nanosecondsPerSecond) : nil,
            jitter: Int64.random(in: 0...3, using: &random).pieces)
    }
}
