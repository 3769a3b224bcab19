extension Property {
    /// The smallest case that still contradicts it, as far as so many attempts get.
    func shrink(_ story: GeneratedCase, attempts: Int = 4000) -> GeneratedCase {
        var (smallest, left) = (story, attempts)
        var isSmaller = true
        while isSmaller, left > 0 {
            isSmaller = false
            for step in GeneratedCase.steps {
                // What a step makes smaller it may make smaller still.
                while left > 0, let next = attempt(step, on: smallest, &left) {
                    smallest = next
                    isSmaller = true
                }
            }
        }
        return smallest
    }

    private func attempt(
        _ step: (GeneratedCase) -> [GeneratedCase], on story: GeneratedCase, _ left: inout Int
    ) -> GeneratedCase? {
        for smaller in step(story) where left > 0 {
            left -= 1
            if smaller != story, failure(of: smaller) != nil { return smaller }
        }
        return nil
    }
}

extension GeneratedCase {
    /// The ways to make a case smaller, the boldest first.
    fileprivate static let steps: [@Sendable (GeneratedCase) -> [GeneratedCase]] = [
        { $0.withoutUnits }, { $0.withoutMessages }, { $0.withFewerAsks }, { $0.withoutSignals },
        { $0.withPlainPlant }, { $0.withPlainUnits }, { $0.withPlainMessages },
        { $0.withShorterAsks },
    ]

    private var withoutUnits: [GeneratedCase] {
        plant.units.indices.filter { _ in plant.units.count > 1 }.map { unit in
            var other = self
            other.plant.units.remove(at: unit)
            other.messages = messages.compactMap { message in
                guard case .value(let place, let signal, let value) = message.content else {
                    return message
                }
                guard place != unit else { return nil }
                var message = message
                message.content = .value(
                    unit: place > unit ? place - 1 : place, signal: signal, value)
                return message
            }
            return other
        }
    }

    private var withoutSignals: [GeneratedCase] {
        plant.units.indices.flatMap { unit in
            plant.units[unit].signals.indices.map { without(unit: unit, signal: $0) }
        }
    }

    private func without(unit: Int, signal: Int) -> GeneratedCase {
        var other = self
        other.plant.units[unit].signals.remove(at: signal)
        other.messages = messages.compactMap { message in
            guard case .value(unit, let place, let value) = message.content else { return message }
            guard place != signal else { return nil }
            var message = message
            message.content = .value(
                unit: unit, signal: place > signal ? place - 1 : place, value)
            return message
        }
        return other
    }

    /// Without halves, quarters and so on of the messages, down to single ones.
    private var withoutMessages: [GeneratedCase] {
        var all: [GeneratedCase] = []
        var size = messages.count / 2
        while size > 0 {
            for start in stride(from: 0, to: messages.count, by: size) {
                var other = self
                other.messages.removeSubrange(start..<min(start + size, messages.count))
                all.append(other)
            }
            size /= 2
        }
        return all
    }

    private var withFewerAsks: [GeneratedCase] {
        asks.indices.filter { _ in asks.count > 1 }.map { index in
            var other = self
            other.asks = [asks[index]]
            return other
        }
    }

    private var withShorterAsks: [GeneratedCase] {
        asks.indices.flatMap { index in
            let (from, to) = (asks[index].from, asks[index].to)
            var shorter: [Ask] = []
            var part = (to - from) / 2
            while part > 0 {
                shorter += [Ask(from: from, to: to - part), Ask(from: from + part, to: to)]
                part /= 4
            }
            return shorter.map { ask in
                var other = self
                other.asks[index] = ask
                return other
            }
        }
    }

    private func changed(_ changes: [(inout GeneratedCase) -> Void]) -> [GeneratedCase] {
        changes.map { change in
            var other = self
            change(&other)
            return other
        }
    }

    private var withPlainPlant: [GeneratedCase] {
        var changes: [(inout GeneratedCase) -> Void] = [
            { $0.plant.calendar = nil }, { $0.plant.timeZone = "UTC" },
            { $0.plant.lateness = nil }, { $0.plant.isTPM = false },
            { $0.plant.calendar?.exceptions = [] }, { $0.plant.calendar?.maintenance = [] },
        ]
        for shift in (plant.calendar?.shifts ?? []).indices {
            changes += [
                { $0.plant.calendar?.shifts.remove(at: shift) },
                { $0.plant.calendar?.shifts[shift].breaks = [] },
                { $0.plant.calendar?.shifts[shift].effective = nil },
                { $0.plant.calendar?.shifts[shift].until = nil },
                { $0.plant.calendar?.shifts[shift].days = Array(1...7) },
            ]
        }
        return changed(changes)
    }

    private var withPlainUnits: [GeneratedCase] {
        plant.units.indices.flatMap { unit -> [GeneratedCase] in
            var changes: [(inout GeneratedCase) -> Void] = [
                { $0.plant.units[unit].usesCalendar = false },
                { ($0.plant.units[unit].heartbeat, $0.plant.units[unit].staleAfter) = (nil, nil) },
                { $0.plant.units[unit].staleAfter = nil },
                { $0.plant.units[unit].minorStop = .usual },
                { $0.plant.units[unit].prefer = nil }, { $0.plant.units[unit].product = 0 },
            ]
            for rate in plant.units[unit].rates.indices {
                changes.append { $0.plant.units[unit].rates.remove(at: rate) }
            }
            for place in plant.units[unit].signals.indices {
                changes += plainCounters(unit, place)
            }
            return changed(changes)
        }
    }

    private func plainCounters(
        _ unit: Int, _ place: Int
    ) -> [(inout GeneratedCase) -> Void] {
        func change(
            _ body: @escaping (inout CounterShape) -> Void
        ) -> (inout GeneratedCase) -> Void {
            { story in
                switch story.plant.units[unit].signals[place].meaning {
                case .counter(let kind, var counter):
                    body(&counter)
                    story.plant.units[unit].signals[place].meaning = .counter(kind, counter)
                case .meter(var counter):
                    body(&counter)
                    story.plant.units[unit].signals[place].meaning = .meter(counter)
                default: break
                }
            }
        }
        return [
            change { $0.modulus = nil }, change { $0.maxRate = nil }, change { $0.jitter = nil },
            change { $0.step = 1_000_000 }, change { $0.piecesPerCount = 1_000_000 },
        ]
    }

    /// Without delays and marks; what arrives sooner stays in its place.
    private var withPlainMessages: [GeneratedCase] {
        messages.indices.flatMap { index -> [GeneratedCase] in
            guard messages[index].unit != nil else { return [] }
            return changed([
                { $0.messages[index].isBad = false }, { $0.messages[index].isRetained = false },
                { $0.messages[index].isUnknownWord = false }, { $0.messages[index].isQoS1 = true },
            ])
        }
    }
}
