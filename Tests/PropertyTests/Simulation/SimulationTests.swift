import Foundation
import Promises
import StorageSQLite
import Testing

/// P8: a plant, a broker, disks and clocks under one seed, faults at every step; what must hold
/// holds.
///
/// `LINESIDE_RUNS` says how many seeds, `LINESIDE_SEED` the first one.
@Suite struct SimulationTests {
    @Test func holdsWhateverFails() async throws {
        let first = UInt64(Environment.number("LINESIDE_SEED") ?? 0)
        let count = Environment.number("LINESIDE_RUNS") ?? 10
        let line = PromiseLine(promise: "P8", part: "simulation", seed: first)
        let began = ContinuousClock.now
        let template = try Template()
        let tally = await Workers.reduce(first..<first + UInt64(count), into: SimulationTally()) {
            tally, seed in
            tally.run(seed, template: template.path)
        }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        tally.report(line, seconds: seconds)
        #expect(tally.runs == count)
        for failure in tally.failures.sorted(by: { $0.seed < $1.seed }).prefix(10) {
            Issue.record(
                """
                seed \(failure.seed): \(failure.text)
                Again: LINESIDE_ONLY=PropertyTests LINESIDE_SEED=\(failure.seed) LINESIDE_RUNS=1 \
                swift test -c release --filter SimulationTests/holdsWhateverFails
                """)
        }
    }
}

extension SimulationTests {
    /// A flag that was claimed wrongly, counts that brought the time before a step back, and what
    /// moved the ends of gaps.
    @Test(
        arguments: [
            3596, 2584, 3216, 3864, 2296, 2567, 4203, 4391, 4434, 4475, 4763, 5523, 6891, 9408,
            10192,
        ] as [UInt64])
    func holdsWhereItOnceFailed(seed: UInt64) throws {
        let template = try Template()
        var tally = SimulationTally()
        tally.run(seed, template: template.path)
        #expect(tally.failures.isEmpty, "\(tally.failures.first?.text ?? "")")
    }
}

/// A store without anything in it, made once.
struct Template: ~Copyable {
    let path = NSTemporaryDirectory() + "lineside-sim-" + UUID().uuidString + ".sqlite"

    init() throws { _ = try SQLiteStore(path: path) }

    deinit {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }
}

/// What simulations found.
struct SimulationTally: Summable {
    struct Failure: Sendable {
        var seed: UInt64
        var text: String
    }

    var runs = 0
    var published = 0
    var records: UInt64 = 0
    var lostByBroker = 0
    var doubledByBroker = 0
    var redelivered = 0
    var lost = 0
    var doubled = 0
    /// Units folded again.
    var patches = 0
    var lineDays = 0.0
    /// The longest, in seconds.
    var drained = 0.0
    var faults: [Fault: Int] = [:]
    var failures: [Failure] = []

    mutating func run(_ seed: UInt64, mutant: Mutant? = nil, template: String) {
        runs += 1
        do {
            let simulation = try Simulation(seed: seed, mutant: mutant, template: template)
            defer {
                lineDays += simulation.lineDays
                patches += simulation.store.patches
                faults.merge(simulation.world.faults, uniquingKeysWith: +)
            }
            try simulation.run()
            let judgement = try Judgement(simulation)
            published += judgement.published
            records += judgement.records
            lostByBroker += judgement.lostByBroker.count
            doubledByBroker += judgement.doubledByBroker
            redelivered += judgement.redelivered
            drained = max(drained, Double(simulation.drained) / 1e9)
        } catch {
            let failure = error as? Simulation.Failure
            lost += failure?.lost ?? 0
            doubled += failure?.doubled ?? 0
            failures.append(Failure(seed: seed, text: "\(error)"))
        }
    }

    static func += (left: inout Self, right: Self) {
        left.runs += right.runs
        left.published += right.published
        left.records += right.records
        left.lostByBroker += right.lostByBroker
        left.doubledByBroker += right.doubledByBroker
        left.redelivered += right.redelivered
        left.lost += right.lost
        left.doubled += right.doubled
        left.lineDays += right.lineDays
        left.patches += right.patches
        left.drained = max(left.drained, right.drained)
        left.faults.merge(right.faults, uniquingKeysWith: +)
        left.failures += right.failures
    }

    /// Prints the figures in a line and the promise.
    func report(_ line: consuming PromiseLine, seconds: Double) {
        let kinds = Fault.allCases.map { "\($0.rawValue) \(faults[$0, default: 0])" }
        let speed = Int(lineDays / seconds)
        Environment.tell(
            "simulation: \(runs) seeds from \(line.seed), \(failures.count) failures, \(records) records, \(redelivered) told as "
                + "redelivered, \(patches) patches; by the broker \(lostByBroker) lost and \(doubledByBroker) doubled; "
                + "\(Int(lineDays)) line-days, \(speed) a second; \(kinds.joined(separator: ", "))")
        (line.runs, line.faults) = (runs, faults.values.reduce(0, +))
        (line.messages, line.lost, line.doubled) = (published, lost, doubled)
        line.recovery_s = drained
        line.close()
    }
}
