import Telemetry

@testable import Plant

/// A plant, what a calendar plans, and a stream of samples in event order, all from one seed.
struct RandomCase {
    /// What a stream may contain.
    struct Shape {
        var events = 120
        var hasLosses = true
        var hasDeltas = true
        /// Whether several samples come in one second.
        var isDense = false

        /// Seconds that a stream of this shape lasts.
        var length: Int64 { Int64(isDense ? events / 2 : events * 30) }
    }

    let seed: UInt64
    let shape: Shape
    var plant: Plant
    var schedule: Schedule?
    var samples: [Sample] = []
    /// Seconds from the start that the stream and the schedule span.
    let length: Int64

    private var random: SeededGenerator

    init(seed: UInt64, _ shape: Shape = Shape()) throws {
        self.seed = seed
        self.shape = shape
        var random = SeededGenerator(seed: seed)
        plant = try Self.plant(shape, &random)
        length = shape.length
        self.random = random
        schedule = self.random.oneIn(4) ? nil : makeSchedule()
        makeSamples()
    }

    /// A whole second within the case, edges included.
    mutating func second() -> Int64 { Int64.random(in: 0...length, using: &random) }

    mutating func pick(below count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func makeSchedule() -> Schedule {
        var busy: [(Int64, Int64)] = []
        var down: [(Int64, Int64)] = []
        var from: Int64 = 0
        while from < length {
            let to = min(length, from + Int64.random(in: 60...1500, using: &random))
            switch pick(below: 5) {
            case 0: down.append((from, to))
            case 1: break
            default: busy.append((from, to))
            }
            from = to
        }
        return Schedule(busy: busy, down: down)
    }

    private mutating func makeSamples() {
        var time = Fixtures.at(0).nanoseconds
        let end = Fixtures.at(length).nanoseconds
        var values: [Int: Int64] = [:]
        append(event: .started, at: time)
        append(event: .connectionUp, at: time)
        for signal in plant.workUnits[0].signals {
            time += 1
            append(signal, at: time, &values)
        }
        while time < end {
            time += nextStep()
            guard time < end else { break }
            if shape.hasLosses, random.oneIn(40) {
                append(event: random.oneIn(3) ? .started : .connectionLost, at: time)
                time += Int64.random(in: 1...200, using: &random).seconds
                append(event: .connectionUp, at: time, value: random.oneIn(2) ? 1 : 0)
            } else {
                append(
                    plant.workUnits[0].signals[pick(below: plant.workUnits[0].signals.count)],
                    at: time, &values)
            }
        }
        append(event: .tick, at: max(time, end))
    }

    private mutating func nextStep() -> Int64 {
        guard !shape.isDense else {
            return Int64.random(in: 1...nanosecondsPerSecond, using: &random)
        }
        let fraction = Int64.random(in: 1...999_999_999, using: &random)
        return Int64.random(in: 1...55, using: &random).seconds + fraction
    }

    private mutating func append(event kind: SampleKind, at time: Int64, value: Int64 = 0) {
        samples.append(
            Sample(
                event: kind, record: UInt64(samples.count + 1),
                at: Timestamp(nanoseconds: time), value: value))
    }

    private mutating func append(_ signal: Int, at time: Int64, _ values: inout [Int: Int64]) {
        let value = value(of: signal, before: values[signal])
        values[signal] = value
        samples.append(
            Sample(
                record: UInt64(samples.count + 1), signal: SignalIndex(rawValue: UInt32(signal)),
                value: value, eventTime: Timestamp(nanoseconds: time),
                receiveTime: Timestamp(nanoseconds: time),
                flags: random.oneIn(5) ? [.ownTime] : [.ownTime, .acknowledged]))
    }

    private mutating func value(of signal: Int, before: Int64?) -> Int64 {
        switch plant.signals[signal].meaning {
        case .state:
            let states: [UnitState] = UnitState.allCases
            // Producing is more likely: stops and production alternate.
            return Int64(
                (random.oneIn(2) ? .producing : states[pick(below: states.count)]).rawValue)
        case .mode: return Int64(random.oneIn(2) ? 1 : Int.random(in: 1...4, using: &random))
        case .product: return Int64(pick(below: 3)) - 1
        case .reason: return Int64(pick(below: 3)) - 1
        case .order: return Int64(pick(below: 3))
        case .counter(let counter) where counter.type == .delta || counter.type == .pulse:
            return Int64.random(in: 0...4, using: &random).pieces
        case .counter(let counter):
            return random.reading(after: before ?? 1000.pieces, modulus: counter.modulus)
        case .meter, .measurement, .actuator: return 0
        }
    }
}

extension RandomCase {
    private static func plant(_ shape: Shape, _ random: inout SeededGenerator) throws -> Plant {
        let choices = [
            ["made", "scrap"], ["made", "good"], ["good", "scrap"], ["made"],
            ["made", "scrap", "rework"],
            ["made", "good", "scrap"], ["good"], ["made", "good", "rework"],
        ]
        var signals = [Fixtures.state]
        for name in choices[Int.random(in: 0..<choices.count, using: &random)] {
            signals.append(Fixtures.counter(name, counter(shape, &random)))
        }
        let useMode = random.oneIn(2)
        if useMode { signals.append(Fixtures.mode) }
        if random.oneIn(2) { signals.append(Fixtures.reason) }
        if random.oneIn(2) { signals.append(Fixtures.order) }
        if random.oneIn(2) { signals.append(Fixtures.product) }
        let unit =
            [
                random.oneIn(2) ? "heartbeat: 25 s" : nil,
                random.oneIn(2)
                    ? "minor_stop: 60 s" : random.oneIn(2) ? "minor_stop: 40 items" : nil,
            ].compactMap { $0 } + [Fixtures.oneSecond]
        var plant = try Fixtures.plant(
            convention: random.oneIn(2) ? .tpm : .iso22400, unit: unit.joined(separator: ", "),
            signals: signals)
        plant.workUnits[0].rates = rates(shape, &random)
        return plant
    }

    private static func counter(_ shape: Shape, _ random: inout SeededGenerator) -> String {
        if shape.hasDeltas, random.oneIn(4) { return "type: delta" }
        var parts = ["type: \(random.oneIn(4) ? "resettable" : "cumulative")"]
        if random.oneIn(3) { parts.append("max_rate: 2/s") }
        if random.oneIn(4) { parts.append("modulus: 1500") }
        if random.oneIn(4) { parts.append("jitter: 3") }
        if random.oneIn(4) { parts.append("pieces_per_count: 2") }
        return parts.joined(separator: ", ")
    }

    private static func rates(_ shape: Shape, _ random: inout SeededGenerator) -> [Rate] {
        var rates: [Rate] = []
        for product in 0..<2 {
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let from =
                    rates.contains { $0.product == product }
                    ? Fixtures.at(Int64.random(in: 0...shape.length, using: &random))
                    : .distantPast
                rates.append(
                    Rate(
                        product: product,
                        itemTime: Int64.random(in: 1...9, using: &random) * 333_333_333,
                        items: Int64.random(in: 1...3, using: &random), from: from, author: "",
                        reason: ""))
            }
        }
        return rates
    }
}
