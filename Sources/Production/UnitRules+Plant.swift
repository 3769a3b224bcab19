import Plant
import Telemetry

extension Signal {
    /// What an event of the work unit's track is about, or nil where the signal has none there.
    var subject: UnitEvent.Subject? {
        switch meaning {
        case .state:
            switch stateRole {
            case .fallback: .fallback
            case .fault: .fault
            case .blocked: .blocked
            case .state, nil: .state
            }
        case .mode: .mode
        case .reason: .reason
        case .product: .product
        case .order: .order
        case .counter(let counter): counter.counts.map { UnitEvent.Subject($0) }
        case .meter, .measurement, .actuator: nil
        }
    }
}

extension SignalMeaning {
    /// Whether every message of it counts.
    var isDelta: Bool {
        switch self {
        case .counter(let counter), .meter(let counter, _):
            counter.type == .delta || counter.type == .pulse
        default: false
        }
    }
}

extension UnitRules {
    init(unit: WorkUnit, plant: Plant) {
        var counters = [Counter?](repeating: nil, count: CountKind.allCases.count)
        var signals = [SignalIndex](
            repeating: UnitFold.unitItself, count: UnitEvent.Subject.count)
        for index in unit.signals {
            let meaning = plant.signals[index].meaning
            guard let subject = plant.signals[index].subject else { continue }
            signals[Int(subject.rawValue)] = SignalIndex(rawValue: UInt32(index))
            guard case .counter(let counter) = meaning, let kind = counter.counts else { continue }
            counters[Int(kind.rawValue)] = counter
        }
        self.init(
            staleAfter: unit.staleAfter, counters: counters, signals: signals,
            product: plant.lines[unit.line].product.map { Int32($0) } ?? -1)
        let product = plant.lines[unit.line].product.map { plant.products[$0].id } ?? ""
        let faults = unit.signals.filter { plant.signals[$0].stateRole == .fault }
        fingerprint = Self.hash(
            ["\(counters)", "\(unit.staleAfter ?? -1)", product]
                + faults.map { plant.signals[$0].path })
    }

    /// FNV-1a: the same in every process.
    private static func hash(_ texts: [String]) -> UInt64 {
        texts.joined(separator: "\n").utf8.reduce(0xcbf2_9ce4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
    }

    /// A meter is folded as a counter of its own, by which nobody knows what the unit did.
    init(meter signal: Int, plant: Plant) {
        var counters = [Counter?](repeating: nil, count: CountKind.allCases.count)
        var signals = [SignalIndex](
            repeating: UnitFold.unitItself, count: UnitEvent.Subject.count)
        if case .meter(let counter, _) = plant.signals[signal].meaning {
            counters[Int(CountKind.made.rawValue)] = counter
            signals[Int(UnitEvent.Subject.made.rawValue)] = SignalIndex(rawValue: UInt32(signal))
        }
        self.init(staleAfter: nil, counters: counters, signals: signals, product: -1)
        fingerprint = Self.hash(["\(counters)"])
    }
}
