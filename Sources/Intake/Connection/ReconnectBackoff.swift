/// Pauses between attempts to connect: doubling up to a limit, each with its own jitter.
///
/// Pure: the same seed gives the same pauses. A pause lies between half its step and the whole
/// of it, so that clients that lost the same broker do not come back at once.
struct ReconnectBackoff {
    private let firstMilliseconds: Int
    private let lastMilliseconds: Int
    private var step: Int
    private var state: UInt64

    init(firstMilliseconds: Int, lastMilliseconds: Int, seed: UInt64) {
        precondition(firstMilliseconds > 0, "a pause takes time")
        precondition(lastMilliseconds >= firstMilliseconds, "pauses do not shrink")
        self.firstMilliseconds = firstMilliseconds
        self.lastMilliseconds = lastMilliseconds
        self.step = firstMilliseconds
        self.state = seed
    }

    /// The next pause in milliseconds.
    mutating func next() -> Int {
        let half = step / 2
        let pause = half + Int(random() % UInt64(step - half + 1))
        step = step > lastMilliseconds / 2 ? lastMilliseconds : step * 2
        return pause
    }

    /// Begins again with the shortest pause.
    mutating func reset() { step = firstMilliseconds }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
