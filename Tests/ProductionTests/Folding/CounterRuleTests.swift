import Plant
import Telemetry
import Testing

@testable import Production

/// The seven rules of a cumulative counter: each case reads values, one per ten seconds, and says
/// what was credited in all and what was found.
struct CounterRuleCase: Sendable, CustomTestStringConvertible {
    var name: String
    var readings: [Int64]
    var maxRate: Int64?
    var modulus: Int64?
    var jitter: Int64 = 1
    var type = Counter.ReadingType.cumulative
    var credited: Int64
    var findings: [FindingKind]

    var testDescription: String { name }

    static let all: [CounterRuleCase] = [
        .init(name: "first reading", readings: [500], credited: 0, findings: []),
        .init(
            name: "rise without max_rate", readings: [5, 9, 900_000], credited: 899_995,
            findings: []),
        .init(name: "equal values", readings: [5, 5, 5], credited: 0, findings: []),
        .init(
            name: "rise to the limit", readings: [5, 15], maxRate: 1, credited: 10, findings: []),
        .init(
            name: "spike", readings: [5, 3000, 12], maxRate: 1, credited: 7,
            findings: [.counterSpike]),
        .init(
            name: "spike, back one below", readings: [5, 3000, 4, 6], maxRate: 1, credited: 1,
            findings: [.counterSpike, .counterJitter]),
        .init(
            name: "spike, back to the limit since the last accepted one", readings: [5, 3000, 25],
            maxRate: 1, credited: 20, findings: [.counterSpike]),
        .init(
            name: "jump, credited to its own limit", readings: [5, 3000, 3004, 3008], maxRate: 1,
            credited: 14, findings: [.counterJump]),
        .init(
            name: "just over the limit is held", readings: [5, 16, 26], maxRate: 1, credited: 10,
            findings: [.counterJump]),
        .init(
            name: "held without a next reading", readings: [5, 3000], maxRate: 1, credited: 0,
            findings: []),
        .init(name: "jitter", readings: [50, 49, 50, 51], credited: 1, findings: [.counterJitter]),
        .init(
            name: "jitter as declared", readings: [50, 47, 51], jitter: 3, credited: 1,
            findings: [.counterJitter]),
        .init(
            name: "one below and zero is a reset", readings: [1, 0, 2], credited: 2,
            findings: [.counterReset]),
        .init(
            name: "rollover with max_rate", readings: [9997, 2], maxRate: 1, modulus: 10_000,
            credited: 5, findings: [.counterRollover]),
        .init(
            name: "rollover beyond the limit is a reset", readings: [9900, 2], maxRate: 1,
            modulus: 10_000, credited: 2, findings: [.counterReset]),
        .init(
            name: "rollover without max_rate", readings: [9997, 2], modulus: 10_000, credited: 5,
            findings: [.counterRollover]),
        .init(
            name: "rollover of 31 bits", readings: [2_147_483_646, 3], modulus: 2_147_483_648,
            credited: 5, findings: [.counterRollover]),
        .init(
            name: "not from the top tenth: reset", readings: [8999, 2], modulus: 10_000,
            credited: 2, findings: [.counterReset]),
        .init(
            name: "not to the bottom tenth: reset", readings: [9997, 1000], modulus: 10_000,
            credited: 1000, findings: [.counterReset]),
        .init(
            name: "reset to zero", readings: [8120, 0, 4], credited: 4, findings: [.counterReset]),
        .init(
            name: "reset to a number that is not zero", readings: [8120, 30, 34], credited: 34,
            findings: [.counterReset]),
        .init(
            name: "reset within the limit", readings: [8120, 10], maxRate: 1, credited: 10,
            findings: [.counterReset]),
        .init(
            name: "other drop: a new baseline", readings: [8120, 4000, 4003], maxRate: 1,
            credited: 3, findings: [.counterBaseline]),
        .init(
            name: "resettable is silent", readings: [80, 0, 4, 0, 7], type: .resettable,
            credited: 11, findings: []),
        .init(
            name: "resettable still tells a spike", readings: [5, 3000, 12], maxRate: 1,
            type: .resettable, credited: 7, findings: [.counterSpike]),
    ]
}

@Suite struct CounterRuleTests {
    @Test(arguments: CounterRuleCase.all)
    func creditsAndFindsByTheRules(_ example: CounterRuleCase) {
        var run = CounterRun(example.rules)
        for (index, value) in example.readings.enumerated() {
            run.read(value.pieces, at: Int64(index) * 10)
        }
        #expect(run.credited == example.credited.pieces)
        #expect(run.findings == [.counterBaseline] + example.findings)
        #expect(run.fold.isBalanced)
    }

    @Test func holdsAtLeastOneStepWhateverTheTime() {
        var run = CounterRun(
            CounterRuleCase(name: "", readings: [], maxRate: 1, credited: 0, findings: []).rules)
        run.read(5.pieces, at: 0)
        run.read(6.pieces, at: 0)
        #expect(run.credited == 1.pieces)
        run.read(8.pieces, at: 0)
        #expect(run.fold.hasHeld)
    }

    @Test func creditsAJumpAtItsOwnTime() {
        var run = CounterRun(
            CounterRuleCase(name: "", readings: [], maxRate: 1, credited: 0, findings: []).rules)
        run.read(5.pieces, at: 0)
        run.read(900.pieces, at: 10)
        run.read(903.pieces, at: 60)
        #expect(run.credits.map(\.at) == [Fixtures.at(10)])
        #expect(run.credits.map(\.quantity) == [10.pieces])
    }

    @Test func bridgesRisesAndRolloversOnly() {
        var run = CounterRun(
            CounterRuleCase(name: "", readings: [], modulus: 100, credited: 0, findings: []).rules)
        for (index, value) in [90, 95, 2, 1, 50, 20].enumerated() {
            run.read(Int64(value).pieces, at: Int64(index))
        }
        #expect(run.credits.map(\.isBridged) == [true, true, true, false])
    }

    @Test(arguments: 0..<200)
    func accountsForEveryReading(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rules = Counter.random(&random)
        var run = CounterRun(rules)
        var (value, second): (Int64, Int64) = (0, 0)
        for _ in 0..<60 {
            value = random.reading(after: value, modulus: rules.modulus)
            second += Int64.random(in: 0...20, using: &random)
            run.read(value, at: second)
        }
        #expect(run.fold.isBalanced, "seed \(seed)")
        #expect(run.credits.allSatisfy { $0.quantity >= 0 }, "seed \(seed)")
        #expect(run.credited == run.fold.credited, "seed \(seed)")
    }
}

extension CounterRuleCase {
    var rules: Counter {
        Counter(
            counts: .made, type: type, modulus: modulus?.pieces,
            maxRate: maxRate.map { MaxRate(count: $0.pieces, per: nanosecondsPerSecond) },
            jitter: jitter.pieces)
    }
}

/// Readings of one counter with what came of them.
private struct CounterRun {
    let rules: Counter
    var fold = CounterFold()
    var credits: [(quantity: Int64, at: Timestamp, isBridged: Bool)] = []
    var findings: [FindingKind] = []

    init(_ rules: Counter) { self.rules = rules }

    var credited: Int64 { credits.reduce(0) { $0 + $1.quantity } }

    mutating func read(_ value: Int64, at second: Int64) {
        var mark = CounterFold.Mark()
        mark.time = Fixtures.at(second)
        fold.read(value, at: mark, rules: rules) { outcome in
            switch outcome {
            case .credit(let quantity, _, let to, let isBridged):
                credits.append((quantity, to.time, isBridged))
            case .finding(let kind, _, _, _, _): findings.append(kind)
            }
        }
    }
}
