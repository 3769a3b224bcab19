/// Choices that are the same for the same seed on every machine: SplitMix64.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    /// The seed is mixed, else the choices of one seed would be those of the next, moved by one.
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
    mutating func oneIn(_ count: Int64) -> Bool { int(1...count) == 1 }

    mutating func int(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &self)
    }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int(int(0...Int64(choices.count - 1)))]
    }
}
