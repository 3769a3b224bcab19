import Plant
import Telemetry
import Testing

@testable import Production

/// Which time element each condition gives.
@Suite struct TimeElementTests {
    private static func element(
        _ state: UnitState, _ mode: UnitMode = .production, order: Int64 = 0,
        tracksOrders: Bool = false
    ) -> TimeElement {
        Condition(
            state: state, mode: mode, product: -1, reason: -1, order: order, isRetained: false
        ).element(tracksOrders: tracksOrders)
    }

    @Test func followsTheTableOfStates() {
        let expected: [UnitState: TimeElement] = [
            .unknown: .unknown, .producing: .production, .setup: .setup, .idle: .delay,
            .starved: .delay, .blocked: .delay, .stopped: .delay, .faulted: .delay,
            .notScheduled: .notScheduled,
        ]
        for state in UnitState.allCases {
            #expect(Self.element(state) == expected[state], "\(state)")
        }
    }

    @Test func takesIdleForDownOnlyWithoutARunningOrder() {
        #expect(Self.element(.idle, order: 0, tracksOrders: true) == .down)
        #expect(Self.element(.idle, order: 7, tracksOrders: true) == .delay)
        #expect(Self.element(.idle, order: 0, tracksOrders: false) == .delay)
    }

    @Test func takesEveryKnownStateInMaintenanceForDelay() {
        for mode in [UnitMode.maintenance, .manual] {
            for state in [UnitState.producing, .setup, .idle, .stopped, .faulted] {
                #expect(Self.element(state, mode, tracksOrders: true) == .delay, "\(state)")
            }
            #expect(Self.element(.unknown, mode) == .unknown)
        }
    }

    @Test func takesModeSetupForSetupUnlessFaulted() {
        #expect(Self.element(.producing, .setup) == .setup)
        #expect(Self.element(.stopped, .setup) == .setup)
        #expect(Self.element(.faulted, .setup) == .delay)
    }

    @Test func givesMaintenanceAsReason() throws {
        var bench = Bench(try Fixtures.plant(signals: [Fixtures.state, Fixtures.mode]))
        bench.state(.producing, at: 0)
        bench.say("mode", Int64(UnitMode.maintenance.rawValue), at: 50)
        bench.say("mode", Int64(UnitMode.manual.rawValue), at: 60)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        #expect(
            sums.delayByReason == [.maintenance: 10.seconds, .manual: 40.seconds])
    }

    @Test func keepsWhatTheSourceDoesNotScheduleOutOfPlannedTime() throws {
        var bench = Bench(try Fixtures.plant())
        bench.state(.notScheduled, at: 0)
        bench.state(.producing, at: 60)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        #expect(sums.notScheduled == 60.seconds && sums.planned == 40.seconds)
        #expect(sums.isBalanced)
    }

    @Test func readsAnOrderFromTheStream() throws {
        var bench = Bench(try Fixtures.plant(signals: [Fixtures.state, Fixtures.order]))
        bench.state(.idle, at: 0)
        bench.say("order", 99, at: 40)
        bench.say("order", 0, at: 60)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums
        #expect(sums.down == 80.seconds && sums.delay == 20.seconds)
    }
}
