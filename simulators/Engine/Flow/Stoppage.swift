/// A stop with a cause in the unit itself, as drawn before it happens.
struct Stoppage: Sendable {
    let state: UnitState
    let word: String?
    let length: Milliseconds
    /// Its alarm code as JSON; nil where nobody knows the cause.
    let code: String?
    let needsOperator: Bool

    init(_ profile: StoppageProfile, _ random: inout SplitMix64) {
        state = profile.state
        word = profile.word
        let range = profile.lengths.draw(&random)
        var shortest = random.within(range)
        for _ in 1..<profile.draws { shortest = min(shortest, random.within(range)) }
        length = shortest
        code = profile.codes?.draw(&random)
        needsOperator = profile.needsOperator
    }

    /// Whether it lasts whoever is away; else the unit stands for want of its operator.
    var lastsInAbsence: Bool { state != .stopped }
}
