import Telemetry
import Testing

@testable import Plant
@testable import Production

/// The fold and the evaluation agree with a walk second by second.
@Suite struct OracleTests {
    @Test(arguments: 0..<200)
    func agreesWithAWalkSecondBySecond(seed: UInt64) throws {
        let shape = RandomCase.Shape(
            events: 60, hasLosses: false, hasDeltas: false, hasUnknown: false, isSimple: true,
            wholeSeconds: true)
        var example = try RandomCase(seed: seed, shape)
        guard example.plant.signals.contains(where: { $0.id == "made" }) else { return }
        example.plant.workUnits[0].rates = [
            Rate(
                product: 0, itemTime: nanosecondsPerSecond, items: 1, from: .distantPast,
                author: "", reason: ""),
            Rate(
                product: 1, itemTime: nanosecondsPerSecond, items: 1, from: .distantPast,
                author: "", reason: ""),
        ]
        // A multiple of the item time has its own tests.
        if case .items = example.plant.workUnits[0].minorStop {
            example.plant.workUnits[0].minorStop = .time(40.seconds)
        }
        let oracle = Oracle(example)
        let facts = example.facts()
        for _ in 0..<3 {
            let (from, to) = example.span()
            let expected = oracle.verdict(from, to)
            let result = example.result(from, to, of: facts)
            #expect(
                Oracle.Verdict(result) == expected,
                "seed \(seed), \(from) to \(to)")
        }
    }
}

extension Oracle.Verdict {
    /// The same of sums.
    init(_ result: UnitResult) {
        let sums = result.sums
        products = result.products.mapValues {
            [$0.production / nanosecondsPerSecond, $0.pieces.good]
        }.filter { $0.value != [0, 0] }
        let elements = [
            "production": sums.production, "setup": sums.setup, "delay": sums.delay,
            "down": sums.down, "unknown": sums.unknown, "not scheduled": sums.notScheduled,
            "planned down": sums.plannedDown,
        ]
        self.elements = elements.filter { $0.value != 0 }.mapValues { $0 / nanosecondsPerSecond }
        for (reason, time) in sums.delayByReason {
            delays[reason.number, default: 0] += time / nanosecondsPerSecond
        }
        made = sums.pieces.made
        good = sums.pieces.good
        outside = sums.outside.made
        stops = sums.stops
        minorStops = sums.minorStops
        failures = sums.failures
    }
}

extension DelayReason {
    fileprivate var number: Int32 {
        switch self {
        case .none: -1
        case .declared(let index): index
        case .maintenance: -3
        case .manual: -4
        }
    }
}
