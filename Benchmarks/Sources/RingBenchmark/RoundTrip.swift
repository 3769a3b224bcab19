import Synchronization

/// How long a cache line takes to the other core and back.
///
/// Virtual cores move; near and far differ fivefold.
enum RoundTrip {
    /// Nanoseconds that no two cores need: above, the threads did not run at the same time.
    static let disturbed = 1_500.0

    static func nanoseconds() -> Double {
        let turns = 20_000
        let line = Line()
        let time = ContinuousClock().measure {
            let other = BenchmarkThread {
                var waiting = Patience()
                for turn in 0..<turns { line.answer(2 * turn, &waiting) }
            }
            var waiting = Patience()
            for turn in 0..<turns {
                line.ball.store(2 * turn + 1, ordering: .releasing)
                while line.ball.load(ordering: .acquiring) != 2 * turn + 2 { waiting.idle() }
            }
            other.join()
        }
        return time / .nanoseconds(1) / Double(turns)
    }
}

private final class Line: Sendable {
    let ball = Atomic(0)

    func answer(_ turn: Int, _ waiting: inout Patience) {
        while ball.load(ordering: .acquiring) != turn + 1 { waiting.idle() }
        ball.store(turn + 2, ordering: .releasing)
    }
}
