import Testing

@testable import Intake

@Suite struct ReconnectBackoffTests {
    @Test(arguments: [1, 7, 42] as [UInt64])
    func doublesWithinItsJitterUpToTheLimit(seed: UInt64) {
        var backoff = ReconnectBackoff(firstMilliseconds: 1000, lastMilliseconds: 8000, seed: seed)
        let steps = [1000, 2000, 4000, 8000, 8000, 8000]
        let pauses = steps.map { _ in backoff.next() }
        #expect(zip(steps, pauses).allSatisfy { ($0 / 2...$0).contains($1) }, "\(pauses)")
    }

    @Test func sameSeedGivesSamePauses() {
        let make = { ReconnectBackoff(firstMilliseconds: 10, lastMilliseconds: 999, seed: 5) }
        var one = make()
        var other = make()
        let ones = (0..<20).map { _ in one.next() }
        let others = (0..<20).map { _ in other.next() }
        #expect(ones == others)
    }

    @Test func differentSeedsSpread() {
        let firsts = (0..<50 as Range<UInt64>).map { seed in
            var backoff = ReconnectBackoff(
                firstMilliseconds: 1000, lastMilliseconds: 8000, seed: seed)
            return backoff.next()
        }
        #expect(Set(firsts).count > 40)
    }

    @Test func beginsAnewAfterReset() {
        var backoff = ReconnectBackoff(firstMilliseconds: 100, lastMilliseconds: 8000, seed: 3)
        for _ in 0..<6 { _ = backoff.next() }
        backoff.reset()
        let pause = backoff.next()
        #expect((50...100).contains(pause))
    }

    @Test func holdsALimitThatIsNoPowerOfTwoTimesTheFirst() {
        var backoff = ReconnectBackoff(firstMilliseconds: 1000, lastMilliseconds: 3000, seed: 9)
        let pauses = (0..<50).map { _ in backoff.next() }
        #expect(pauses.allSatisfy { $0 <= 3000 } && pauses.contains { $0 > 2000 })
    }
}
