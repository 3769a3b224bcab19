import Plant
import Telemetry
import Testing

@testable import Production

/// Invariants 3 and 4 of the arithmetic over generated plants and streams: neither order nor
/// crashes matter.
@Suite struct FoldPropertyTests {
    @Test(arguments: 0..<150)
    func orderDoesNotMatter(seed: UInt64) throws {
        let shape = RandomCase.Shape(events: seed % 50 == 0 ? 900 : 100, hasLosses: false)
        var example = try RandomCase(seed: seed, shape)
        let expected = ComparableFacts(example.facts())
        let shuffled = example.shuffledSamples()
        let facts = example.facts(shuffled)
        #expect(ComparableFacts(facts).differences(from: expected) == [], "seed \(seed)")
        let half = example.length / 2
        #expect(
            example.sums(0, half, of: facts) == example.sums(0, half, of: example.facts()),
            "seed \(seed)")
    }

    @Test(arguments: 0..<120)
    func flushesDoNotMatter(seed: UInt64) throws {
        var example = try RandomCase(
            seed: seed, .init(events: seed % 40 == 0 ? 900 : 120, isDense: seed % 3 == 1))
        let samples = seed % 2 == 0 ? example.samples : example.shuffledSamples()
        let (interrupted, uninterrupted) = try example.fold(samples, resuming: false)
        let differences = ComparableFacts(interrupted)
            .differences(from: ComparableFacts(uninterrupted))
        #expect(differences == [], "seed \(seed)")
    }

    @Test(arguments: 0..<120)
    func crashesDoNotMatter(seed: UInt64) throws {
        var example = try RandomCase(
            seed: seed, .init(events: seed % 40 == 0 ? 900 : 120, isDense: seed % 3 == 1))
        let samples = seed % 2 == 0 ? example.samples : example.shuffledSamples()
        let (interrupted, uninterrupted) = try example.fold(samples, resuming: true)
        let differences = ComparableFacts(interrupted)
            .differences(from: ComparableFacts(uninterrupted))
        #expect(differences == [], "seed \(seed)")
        let (from, to) = (example.length / 3, example.length)
        #expect(
            example.sums(from, to, of: interrupted) == example.sums(from, to, of: uninterrupted),
            "seed \(seed)")
    }

    @Test(arguments: 0..<10)
    func aCheckpointHoldsAllThatTheFoldKnows(seed: UInt64) throws {
        var example = try RandomCase(seed: seed, .init(events: 700))
        let samples = example.shuffledSamples()
        var fold = Fold(plant: example.plant, broker: 0)
        for sample in samples { fold.take(sample) }
        var stored = StoredFacts()
        stored.take(fold.takeFlush())
        var resumed = Fold(plant: example.plant, broker: 0)
        try resumed.resume(
            fold.laneState, checkpoints: stored.checkpoints, actuators: [:],
            indices: IndexChange(
                products: ["p", "q"], ["p", "q"], reasons: ["j", "b"], ["j", "b"]))
        let (before, after) = (fold.tracks[0].head, resumed.tracks[0].head)
        #expect(resumed.tracks[0].frontier > .distantPast, "the window settled")
        #expect(after.unknownBefore == before.unknownBefore, "seed \(seed)")
        #expect(after.condition == before.condition && after.lastSign == before.lastSign)
        for index in 0..<4 {
            #expect("\(after.counters[index])" == "\(before.counters[index])", "seed \(seed)")
            #expect(after.counters[index].isBalanced, "seed \(seed)")
        }
        #expect(resumed.checkpoint(track: 0) == stored.checkpoints[0])
    }

    @Test func refusesADamagedCheckpoint() throws {
        let example = try RandomCase(seed: 1)
        var fold = Fold(plant: example.plant, broker: 0)
        for sample in example.samples { fold.take(sample) }
        let state = fold.laneState
        let bytes = fold.takeFlush()[0].checkpoint
        for damaged in [Array(bytes.dropLast()), [9] + bytes.dropFirst(), []] {
            var other = Fold(plant: example.plant, broker: 0)
            #expect(throws: CheckpointError.self) {
                try other.resume(
                    state, checkpoints: [0: damaged], actuators: [:],
                    indices: IndexChange(products: [], [], reasons: [], []))
            }
        }
    }

    @Test func keepsProductsByNameWhenTheirOrderChanges() throws {
        let plant = try Fixtures.plant(signals: [Fixtures.state, Fixtures.product])
        var bench = Bench(plant)
        bench.state(.producing, at: 0)
        bench.say("product", 1, at: 1)
        bench.tick(at: 2)
        let (state, bytes) = (bench.fold.laneState, bench.flush()[0].checkpoint)
        for (names, expected) in [(["q", "p"], 0), (["p"], -1)] as [([String], Int32)] {
            var resumed = Bench(plant)
            try resumed.fold.resume(
                state, checkpoints: [0: bytes], actuators: [:],
                indices: IndexChange(products: ["p", "q"], names, reasons: [], []))
            #expect(resumed.fold.conditions()[0].condition.product == expected)
        }
    }
}

extension RandomCase {
    /// Every sample displaced by less than the window, states and cumulative readings now and then
    /// twice.
    mutating func shuffledSamples() -> [Sample] {
        let end = samples[samples.count - 1]
        var keyed: [(key: Int, sample: Sample)] = []
        for (place, sample) in samples.dropLast().enumerated() {
            guard sample.kind == .value else {
                keyed.append((place, sample))
                continue
            }
            keyed.append((place + (pick(below: 3) == 0 ? pick(below: 100) : 0), sample))
            if !isDelta(sample), pick(below: 10) == 0 {
                keyed.append((place + pick(below: 100), sample))
            }
        }
        return keyed.enumerated().sorted {
            ($0.element.key, $0.offset) < ($1.element.key, $1.offset)
        }.map(\.element.sample) + [end]
    }

    private func isDelta(_ sample: Sample) -> Bool {
        guard case .counter(let counter) = plant.signals[Int(sample.signal.rawValue)].meaning else {
            return false
        }
        return counter.type == .delta || counter.type == .pulse
    }

    /// Folds with flushes at random marks, on request each followed by a crash, and without.
    mutating func fold(
        _ samples: [Sample], resuming: Bool
    ) throws -> (interrupted: [Fact], uninterrupted: [Fact]) {
        var stored = StoredFacts()
        var fold = Fold(plant: plant, broker: 0)
        let names = (products: plant.products.map(\.id), reasons: plant.reasons.map(\.id))
        for sample in samples {
            fold.take(sample)
            guard pick(below: 12) == 0 else { continue }
            let state = fold.laneState
            stored.take(fold.takeFlush())
            guard resuming else { continue }
            fold = Fold(plant: plant, broker: 0)
            try fold.resume(
                state, checkpoints: stored.checkpoints, actuators: [:],
                indices: IndexChange(
                    products: names.products, names.products, reasons: names.reasons,
                    names.reasons))
        }
        stored.take(fold.takeFlush())
        return (stored.facts(unit: 0), facts(samples))
    }
}
