/// A seeded generator of 64-bit numbers; the same seed gives the same numbers on every machine.
///
/// SplitMix64 of Steele, Lea and Flood (2014). Only whole numbers are drawn, so that no
/// mathematical library can make two machines differ.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A generator of its own for each stream of the same seed.
    init(seed: UInt64, stream: Int) {
        var parent = SplitMix64(seed: seed)
        for _ in 0..<stream { _ = parent.next() }
        state = parent.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number from 0 up to, not including, `bound`, which is above 0.
    mutating func below(_ bound: Int64) -> Int64 {
        precondition(bound > 0, "a bound is above 0")
        return Int64(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of the closed range.
    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True in `parts` of 1,000 cases.
    mutating func chance(perMille parts: Int64) -> Bool {
        below(1000) < parts
    }
}
