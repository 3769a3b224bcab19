import LockFree
import Testing

@Suite struct IdleStrategyTests {
    @Test func backoffSpinsThenYieldsThenSleepsLonger() {
        var waiting = Backoff(spins: 2, yields: 1, shortestPark: 100, longestPark: 300)
        #expect(
            steps(of: &waiting, count: 7) == [
                .spin, .spin, .yield, .park(nanoseconds: 100), .park(nanoseconds: 200),
                .park(nanoseconds: 300), .park(nanoseconds: 300),
            ])
    }

    @Test func backoffBeginsAgainAfterWork() {
        var waiting = Backoff(spins: 1, yields: 0, shortestPark: 100, longestPark: 300)
        _ = steps(of: &waiting, count: 4)
        waiting.reset()
        #expect(steps(of: &waiting, count: 2) == [.spin, .park(nanoseconds: 100)])
    }

    @Test func backoffSleepsForAsLongAsItSays() {
        var waiting = Backoff(spins: 0, yields: 0, shortestPark: 2_000_000, longestPark: 2_000_000)
        let slept = ContinuousClock().measure { waiting.idle() }
        #expect(slept >= .milliseconds(2))
    }

    @Test func spinningAndYieldingReturn() {
        var spinning = BusySpin()
        var yielding = Yielding()
        for _ in 0..<1_000 {
            spinning.idle()
            yielding.idle()
        }
        spinning.reset()
        yielding.reset()
    }

    private func steps(of waiting: inout Backoff, count: Int) -> [Backoff.Step] {
        (0..<count).map { _ in
            defer { waiting.idle() }
            return waiting.next
        }
    }
}
