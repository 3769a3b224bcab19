import Foundation
import Testing

/// The five invariants of `production.md`, and an oracle that works everything out again, over
/// generated plants, streams and faults.
///
/// `LINESIDE_CASES` says how many cases, `LINESIDE_SEED` the first seed. A case that fails is made
/// as small as it gets and printed as a plant file and a recording.
@Suite struct GeneratedCaseTests {
    private struct Failure: Sendable {
        var property: Property
        var story: GeneratedCase
    }

    private struct Tally: Sendable {
        var cases = 0
        var messages = 0
        var failures: [Failure] = []

        static func += (left: inout Tally, right: Tally) {
            left.cases += right.cases
            left.messages += right.messages
            left.failures += right.failures
        }
    }

    @Test func everyPropertyHolds() async {
        let count = Self.number("LINESIDE_CASES") ?? 150
        let first = UInt64(Self.number("LINESIDE_SEED") ?? 0)
        let began = ContinuousClock.now
        let workers = ProcessInfo.processInfo.activeProcessorCount
        let tally = await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    Self.hold(
                        stride(from: worker, to: count, by: workers).map { first + UInt64($0) })
                }
            }
            return await group.reduce(into: Tally()) { $0 += $1 }
        }
        let seconds = (ContinuousClock.now - began).components.seconds
        let commit = ProcessInfo.processInfo.environment["LINESIDE_COMMIT"] ?? "not said"
        print(
            "properties: \(tally.cases) cases of \(Property.all.count) properties, "
                + "\(tally.messages) messages, seeds \(first)..<\(first + UInt64(count)), "
                + "commit \(commit), \(seconds) s, \(tally.failures.count) failures")
        #expect(tally.cases == count)
        for failure in Self.firstOfEach(tally.failures) { Self.report(failure) }
    }

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    private static func hold(_ seeds: [UInt64]) -> Tally {
        var tally = Tally()
        for seed in seeds {
            let story = GeneratedCase(seed: seed)
            tally.cases += 1
            tally.messages += story.messages.count
            do {
                let trial = try Trial(story)
                for property in Property.all where try property.contradiction(trial) != nil {
                    tally.failures.append(Failure(property: property, story: story))
                }
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
        return tally
    }

    private static func firstOfEach(_ failures: [Failure]) -> [Failure] {
        var seen: Set<String> = []
        return failures.sorted { $0.story.messages.count < $1.story.messages.count }
            .filter { seen.insert($0.property.name).inserted }
    }

    private static func report(_ failure: Failure) {
        let smallest = failure.property.shrink(failure.story)
        let contradiction = failure.property.failure(of: smallest) ?? "it holds when tried again"
        Issue.record(
            """
            \(failure.property.name), seed \(failure.story.seed): \(contradiction)
            \(smallest.reproduction)
            """)
    }
}
