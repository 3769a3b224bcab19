import Telemetry

extension GeneratedCase {
    /// How much happens, and how densely.
    private struct Scale {
        var events: Int64
        /// The usual time between two events of a unit.
        var pause: Int64
    }

    /// The case of a seed; what is undisturbed has no loss of connection and no restart.
    init(seed: UInt64, isUndisturbed: Bool = false) {
        var dice = Dice(seed: seed)
        let place = dice.pick(Place.all)
        let scale = Self.scale(seed: seed, &dice)
        let second: Int64 = 1_000_000_000
        let start =
            (Int64(place.day) * 86_400 + dice.int(-26...20) * 3600 + dice.int(0...3599)) * second
        let length = scale.events * scale.pause
        var plant = PlantShape(timeZone: place.zone, isTPM: dice.oneIn(2))
        if dice.oneIn(10) { plant.lateness = dice.pick([600, 3600]) * second }
        if !dice.oneIn(4) { plant.calendar = .generate(day: place.day, &dice) }
        for _ in 0..<(scale.events > 300 ? 1 : dice.pick([1, 1, 1, 2, 3])) {
            plant.units.append(.generate(from: start, length: length, &dice))
        }
        self.init(seed: seed, plant: plant.readable, messages: [], asks: [])
        var story = Story(
            plant: self.plant, start: start, length: length, pause: scale.pause,
            isUndisturbed: isUndisturbed, dice)
        messages = story.tell()
        let edges = messages.compactMap(\.ownTime)
        for _ in 0..<3 { asks.append(Self.ask(start: start, length: length, edges, &dice)) }
        remarks = Remark.generate(
            units: self.plant.units.count, from: start, to: start + length, &dice)
        asks.append(
            Ask(from: start / second - 3600, to: (start + length) / second + dice.int(0...7200)))
    }

    private static func scale(seed: UInt64, _ dice: inout Dice) -> Scale {
        let second: Int64 = 1_000_000_000
        if seed % 97 == 7 { return Scale(events: dice.int(700...1600), pause: 2 * second) }
        let pause = dice.pick([1, 20, 20, 60, 60, 900, 1800]) * second
        return Scale(events: dice.pick([5, 15, 30, 60, 90]), pause: pause)
    }

    /// Two seconds in order, now and then at the second of an event.
    private static func ask(
        start: Int64, length: Int64, _ edges: [Int64], _ dice: inout Dice
    ) -> Ask {
        func second(_ dice: inout Dice) -> Int64 {
            if !edges.isEmpty, dice.oneIn(3) { return dice.pick(edges) / 1_000_000_000 }
            let second = (start + dice.int(-length / 10...length)) / 1_000_000_000
            return dice.oneIn(3) ? second / 900 * 900 : second
        }
        let (one, other) = (second(&dice), second(&dice))
        return Ask(from: min(one, other), to: max(one, other))
    }
}

extension PlantShape {
    /// The same without what its reader would refuse: extra shifts on top of others.
    fileprivate var readable: PlantShape {
        var shape = self
        guard calendar?.exceptions.contains(where: { !$0.isClosed }) == true,
            (try? shape.read()) == nil
        else { return shape }
        shape.calendar?.exceptions = []
        return shape
    }
}
