import Plant
import Promises
import Testing

/// P9: messages that carry their own, distinct event times give the same facts in whatever order
/// and however often they come.
///
/// `LINESIDE_RUNS` says how many streams, `LINESIDE_SEED` the first seed.
@Suite struct PermutationTests {
    private struct Tally: Summable {
        var runs = 0
        var messages = 0
        /// Messages that came later than others that were published after them.
        var moved = 0
        /// Messages that came twice.
        var doubled = 0
        /// Of the facts of all streams.
        var hash: UInt64 = 0
        var failures: [(seed: UInt64, text: String)] = []

        static func += (left: inout Tally, right: Tally) {
            left.runs += right.runs
            left.messages += right.messages
            left.moved += right.moved
            left.doubled += right.doubled
            left.hash ^= right.hash
            left.failures += right.failures
        }
    }

    @Test func permutedAndDoubledStreamsGiveTheSameFacts() async {
        let first = UInt64(Environment.number("LINESIDE_SEED") ?? 0)
        let count = Environment.number("LINESIDE_RUNS") ?? 50
        var line = PromiseLine(promise: "P9", part: "permuted and doubled", seed: first)
        let tally = await Workers.reduce(first..<first + UInt64(count), into: Tally()) {
            do { try Self.permute($1, counting: &$0) } catch {
                $0.failures.append(($1, "\(error)"))
            }
        }
        line.runs = tally.runs
        line.faults = tally.moved + tally.doubled
        line.messages = tally.messages
        line.close()
        Environment.tell(
            "permuted: \(tally.failures.count) failures, facts \(String(tally.hash, radix: 16))")
        #expect(tally.runs == count)
        #expect(count < 50 || tally.moved > count && tally.doubled > count)
        for failure in tally.failures.prefix(3) {
            Issue.record(
                """
                seed \(failure.seed): \(failure.text)
                Again: LINESIDE_ONLY=PropertyTests LINESIDE_SEED=\(failure.seed) LINESIDE_RUNS=1 \
                swift test -c release --filter PermutationTests
                """)
        }
    }

    private static func permute(_ seed: UInt64, counting tally: inout Tally) throws {
        var story = GeneratedCase(seed: seed, isUndisturbed: true)
        story.messages = story.messages.filter { !story.isLate($0) }
        let prompt = story.undelayed
        var dice = Dice(seed: seed ^ 0x9E)
        let other = prompt.permuted(&dice)
        tally.runs += 1
        tally.messages += prompt.messages.count
        tally.moved += other.moved
        tally.doubled += other.story.messages.count - prompt.messages.count
        let trial = try Trial(prompt.ticking(with: other.story))
        let permuted = try Trial(other.story.ticking(with: prompt), plant: trial.plant)
        let (facts, others) = (try trial.facts(), try permuted.facts())
        for subject in trial.plant.subjects.indices {
            let (sheet, otherSheet) = (FactSheet(facts[subject]), FactSheet(others[subject]))
            tally.hash ^= sheet.hash &* (seed &* 2 &+ 1)
            guard sheet.hash != otherSheet.hash else { continue }
            let different = sheet.difference(from: otherSheet) ?? "only the hash"
            tally.failures.append((seed, "\(trial.plant.subjects[subject]):\n\(different)"))
        }
    }
}

extension GeneratedCase {
    /// The same with messages delayed, and some delivered once more; how many were overtaken.
    fileprivate func permuted(_ dice: inout Dice) -> (story: GeneratedCase, moved: Int) {
        struct Saying: Hashable {
            var place: Message.Place
            var time: Int64
        }
        var said: [Saying: Int] = [:]
        for message in messages {
            guard let place = message.place, let own = message.ownTime else { continue }
            said[Saying(place: place, time: own), default: 0] += 1
        }
        let longest = (messages.last?.received ?? 0) - (messages.first?.received ?? 0)
        let lateness = plant.lateness ?? Self.lateness
        var other = self
        var moved = 0
        for (index, message) in messages.enumerated() {
            guard let place = message.place, let own = message.ownTime, !message.isRetained,
                !isAhead(message), said[Saying(place: place, time: own)] == 1
            else { continue }
            func later(than received: Int64) -> Int64 {
                let room = min(own + lateness - received, longest)
                return room < 1 ? received : received + dice.int(0...room)
            }
            if dice.oneIn(2) { other.messages[index].received = later(than: message.received) }
            let received = other.messages[index].received
            if messages[(index + 1)...].contains(where: { $0.received < received }) { moved += 1 }
            let shape = plant.units[place.unit].signals[place.signal]
            guard message.isQoS1, shape.counter?.countsMessages != true, dice.oneIn(4) else {
                continue
            }
            var again = other.messages[index]
            again.received = later(than: received)
            (again.origin, again.number) = (message.number, messages.count + index)
            other.messages.append(again)
        }
        other.messages.sort { ($0.received, $0.number) < ($1.received, $1.number) }
        return (other, moved)
    }
}
