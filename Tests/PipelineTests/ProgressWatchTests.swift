import Testing

@testable import Pipeline

/// Which threads stand still.
@Suite struct ProgressWatchTests {
    private let start = ContinuousClock.now

    private func health(
        intake: UInt64 = 0, core: UInt64 = 0, refold: UInt64? = nil, attempts: UInt64 = 0,
        pending: Int = 0, isReloading: Bool = false, reloads: Int = 0
    ) -> DaemonHealth {
        var own = LaneHealth.Intake()
        own.turns = intake
        let lane = LaneHealth.Reading(
            lane: "floor", intake: own, coreTurns: core, refoldTurns: refold ?? core, ringFill: 0,
            ringCapacity: 1)
        var store = StoreHealth()
        (store.attempts, store.pending) = (attempts, pending)
        return DaemonHealth(
            lanes: [lane], store: store, storeBytes: 0, isReloading: isReloading,
            reloads: reloads)
    }

    /// What a watch with ten seconds of patience says, second by second.
    private func verdicts(
        seconds: Int, _ health: (UInt64) -> DaemonHealth
    ) -> [[String]] {
        var watch = ProgressWatch(patience: .seconds(10))
        return (0...seconds).map {
            watch.look(at: health(UInt64($0)), now: start + .seconds($0))
        }
    }

    @Test func isContentWhileEverythingTurns() {
        let all = verdicts(seconds: 30) { health(intake: $0, core: $0) }
        #expect(all.allSatisfy { $0.isEmpty })
    }

    @Test func namesTheThreadThatStandsStillLongerThanItsPatience() {
        let intake = verdicts(seconds: 11) { health(intake: 5, core: $0) }
        #expect(intake[10] == [] && intake[11] == ["intake of floor"])
        let core = verdicts(seconds: 11) { health(intake: $0, core: 5, refold: $0) }
        #expect(core[10] == [] && core[11] == ["core of floor"])
        let refold = verdicts(seconds: 11) { health(intake: $0, core: $0, refold: 5) }
        #expect(refold[10] == [] && refold[11] == ["refold of floor"])
    }

    @Test func forgivesAThreadThatGoesOnAgain() {
        let all = verdicts(seconds: 12) { health(intake: $0 > 11 ? 6 : 5, core: $0) }
        #expect(all[11] == ["intake of floor"] && all[12] == [])
    }

    @Test func expectsTheStoreToTryOnlyWhereSomethingWaits() {
        let idle = verdicts(seconds: 20) { health(intake: $0, core: $0) }
        #expect(idle[20] == [])
        let full = verdicts(seconds: 20) {
            health(intake: $0, core: $0, attempts: $0, pending: 1)
        }
        #expect(full[20] == [])
        let hung = verdicts(seconds: 20) { health(intake: $0, core: $0, pending: 1) }
        #expect(hung[20] == ["store"])
    }

    @Test func letsLanesStandDuringAReloadThatComesToItsEnd() {
        let short = verdicts(seconds: 20) { second in
            health(intake: second / 9, core: second / 9, isReloading: second % 9 > 0)
        }
        #expect(short[20] == [])
        let hung = verdicts(seconds: 20) { health(isReloading: $0 > 2) }
        #expect(hung[20] == ["reload"])
    }
}
