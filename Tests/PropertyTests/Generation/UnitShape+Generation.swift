import Telemetry

extension UnitShape {
    /// A work unit whose story spans so many nanoseconds from an instant.
    static func generate(from start: Int64, length: Int64, _ dice: inout Dice) -> UnitShape {
        var unit = UnitShape()
        unit.usesCalendar = !dice.oneIn(4)
        unit.product = dice.oneIn(6) ? nil : Int32(dice.int(0...1))
        unit.signals = signals(&dice)
        if dice.oneIn(2) {
            unit.heartbeat = dice.pick([10, 25, 60, 300]) * 1_000_000_000
            if dice.oneIn(3) { unit.staleAfter = unit.heartbeat.map { $0 + $0 / 2 } }
        }
        switch dice.int(0...3) {
        case 0: unit.minorStop = .time(dice.pick([0, 60, 90, 600]) * 1_000_000_000)
        case 1: unit.minorStop = .items(dice.pick([1, 3, 40, 200]))
        default: break
        }
        if dice.oneIn(3) { unit.prefer = dice.pick([[.made, .good], [.scrap, .good]]) }
        for product in Int32(0)...1 where !dice.oneIn(6) {
            unit.rates += rates(of: product, from: start, length: length, &dice)
        }
        return unit
    }

    private static func rates(
        of product: Int32, from start: Int64, length: Int64, _ dice: inout Dice
    ) -> [RateShape] {
        var rates: [RateShape] = []
        var froms: Set<Int64?> = []
        for _ in 0...(dice.oneIn(3) ? dice.int(1...2) : 0) {
            let minute = (start + dice.int(0...length)) / 60_000_000_000 * 60_000_000_000
            let from: Int64? = rates.isEmpty && !dice.oneIn(6) ? nil : minute
            guard froms.insert(from).inserted else { continue }
            rates.append(
                RateShape(
                    product: product,
                    itemTime: dice.pick([1_000_000_000, 333_333_333, 2_500_000_000, 9_999_999_997]),
                    items: dice.pick([1, 1, 2, 3, 7]), from: from))
        }
        return rates
    }

    private static func signals(_ dice: inout Dice) -> [SignalShape] {
        var signals: [SignalShape] = []
        func add(_ id: String, _ meaning: SignalShape.Meaning) {
            signals.append(SignalShape(id: id, meaning: meaning))
        }
        if !dice.oneIn(20) { add("state", .state) }
        if dice.oneIn(8) { add("number", .fallback) }
        if dice.oneIn(6) { add("blocked", .interlock) }
        if dice.oneIn(5) {
            add("fault0", .fault(0))
            if dice.oneIn(2) { add("fault1", .fault(1)) }
        }
        let counts: [[CountKind]] = [
            [.made, .scrap], [.made, .good], [.good, .scrap], [.made], [.made, .scrap, .rework],
            [.made, .good, .scrap], [.good], [.made, .good, .rework], [],
            [.made, .good, .scrap, .rework],
        ]
        for kind in dice.pick(counts) { add("\(kind)", .counter(kind, .generate(&dice))) }
        if dice.oneIn(3) { add("mode", .mode) }
        if dice.oneIn(3) { add("reason", .reason) }
        if dice.oneIn(3) { add("order", .order) }
        if dice.oneIn(3) { add("product", .product) }
        if signals.isEmpty { add("state", .state) }
        if dice.oneIn(6) { add("temperature", .measurement) }
        if dice.oneIn(6) { add("energy", .meter(.generate(isMeter: true, &dice))) }
        return signals
    }
}

extension CounterShape {
    static func generate(isMeter: Bool = false, _ dice: inout Dice) -> CounterShape {
        var counter = CounterShape()
        counter.type = dice.pick([
            .cumulative, .cumulative, .cumulative, .resettable, .delta, .pulse,
        ])
        if dice.oneIn(6) { counter.step = dice.pick([100_000, 500_000, 2_000_000]) }
        if !isMeter, dice.oneIn(5) {
            counter.piecesPerCount = dice.pick([2_000_000, 4_000_000, 500_000, 333_333])
        }
        guard !counter.countsMessages else { return counter }
        if dice.oneIn(3) {
            counter.maxRate = dice.pick([1, 2, 5]) * counter.step
            counter.ratePer = dice.pick([1_000_000_000, 7_000_000_000, 333_000_000])
        }
        if dice.oneIn(3) { counter.modulus = dice.pick([16, 200, 1000, 10_000]) * counter.step }
        if dice.oneIn(4) { counter.jitter = dice.int(0...3) * counter.step }
        return counter
    }
}
