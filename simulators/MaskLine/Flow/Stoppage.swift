/// A stop with a cause in the unit itself, as drawn before it happens.
struct Stoppage: Sendable {
    let state: UnitState
    let length: Milliseconds
    /// Its alarm code; nil where nobody knows the cause.
    let code: Int?

    /// Seconds to less than five minutes; most are short.
    static func microStop(_ random: inout SplitMix64) -> Stoppage {
        let length =
            switch random.below(100) {
            case ..<70: random.within(2_000...20_000)
            case ..<95: random.within(20_000...90_000)
            default: random.within(90_000...290_000)
            }
        let code: Int? =
            switch random.below(100) {
            case ..<60: 17
            case ..<85: 33
            default: nil
            }
        return Stoppage(state: .stopped, length: length, code: code)
    }

    /// Five to twenty-five minutes, shorter ones more often.
    static func breakdown(_ random: inout SplitMix64) -> Stoppage {
        let first = random.within(300_000...1_500_000)
        let second = random.within(300_000...1_500_000)
        let code = random.chance(perMille: 750) ? 21 : 17
        return Stoppage(state: .faulted, length: min(first, second), code: code)
    }
}
