import Telemetry

/// A signal of the story: how it speaks, and what it said last.
struct Speaker: Hashable, Sendable {
    let shape: SignalShape
    /// Whether its payload carries a time.
    var hasTime: Bool
    var isQoS1: Bool
    /// Whether the broker keeps its last message for those who subscribe.
    var isRetained: Bool
    /// Whether it is held back where the road of its unit says so; others go on meanwhile.
    var isHeld: Bool
    /// What a counter truly counts.
    private var count: Int64
    /// The last message that was published.
    var last: Message?
    /// When what was said at a time arrived, by that time; -1: nothing else may be said at it.
    var arrivals: [Int64: Int64] = [:]

    init(_ shape: SignalShape, _ dice: inout Dice) {
        self.shape = shape
        hasTime = !dice.oneIn(6)
        isQoS1 = !dice.oneIn(5)
        isHeld = dice.oneIn(3)
        let counts = shape.counter?.countsMessages == true
        isRetained = dice.oneIn(counts ? 10 : 3)
        let step = shape.counter?.step ?? 1
        count = dice.oneIn(4) ? 0 : dice.int(0...2000) * step
        if let modulus = shape.counter?.modulus { count %= modulus }
    }

    /// The next value; see ``Telemetry/Sample``.
    mutating func value(_ dice: inout Dice) -> Int64 {
        switch shape.meaning {
        case .state, .fallback:
            let states: [UnitState] = [
                .producing, .setup, .idle, .starved, .blocked, .stopped, .faulted,
            ]
            if dice.oneIn(2) { return Int64(UnitState.producing.rawValue) }
            if dice.oneIn(12) { return Int64(dice.pick(UnitState.allCases).rawValue) }
            return Int64(dice.pick(states).rawValue)
        case .fault:
            return Int64((dice.oneIn(3) ? UnitState.faulted : .producing).rawValue)
        case .interlock: return Int64((dice.oneIn(2) ? UnitState.blocked : .starved).rawValue)
        case .mode: return dice.oneIn(2) ? 1 : dice.int(1...4)
        case .reason: return dice.int(-1...2)
        case .product: return dice.int(-1...1)
        case .order: return dice.int(0...2)
        case .measurement: return Int64(bitPattern: Double(dice.int(0...99)).bitPattern)
        case .counter(_, let counter), .meter(let counter): return reading(counter, &dice)
        }
    }

    private mutating func reading(_ counter: CounterShape, _ dice: inout Dice) -> Int64 {
        let step = counter.step
        switch counter.type {
        case .pulse: return 1_000_000
        case .delta: return dice.int(0...4) * step
        case .cumulative, .resettable: break
        }
        var said: Int64?
        switch dice.int(0...39) {
        case 0: count = 0
        case 1: count = dice.int(0...20) * step
        case 2: count += dice.int(500...5000) * step
        case 3: said = max(0, count - dice.int(0...3) * step)
        case 4: said = count + dice.int(300...5000) * step
        case 5: count = max(0, count - dice.int(1...200) * step)
        default: count += dice.int(0...6) * step
        }
        guard let modulus = counter.modulus else { return said ?? count }
        count %= modulus
        return (said ?? count) % modulus
    }
}
