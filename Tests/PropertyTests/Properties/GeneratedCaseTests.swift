import Promises
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

    private struct Tally: Summable {
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
        let count = Environment.number("LINESIDE_CASES") ?? 50
        let first = UInt64(Environment.number("LINESIDE_SEED") ?? 0)
        let began = ContinuousClock.now
        let tally = await Workers.reduce(first..<first + UInt64(count), into: Tally()) {
            Self.hold($1, counting: &$0)
        }
        let seconds = (ContinuousClock.now - began).components.seconds
        Environment.tell(
            "properties: \(tally.cases) cases of \(Property.all.count) properties, "
                + "\(tally.messages) messages, seeds \(first)..<\(first + UInt64(count)), "
                + "commit \(PromiseLine.commit), \(seconds) s, \(tally.failures.count) failures")
        #expect(tally.cases == count)
        for failure in Self.firstOfEach(tally.failures) { Self.report(failure) }
    }

    private static func hold(_ seed: UInt64, counting tally: inout Tally) {
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
