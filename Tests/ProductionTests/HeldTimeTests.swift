import Plant
import Telemetry
import Testing

@testable import Production

/// What minutes tell of a value that holds until the next one.
@Suite struct HeldTimeTests {
    private static let minute: Int64 = 60_000_000_000
    private static let start = Timestamp(clampingSeconds: 1_700_000_040)

    private static func at(_ minutes: Double) -> Timestamp {
        start + Int64(minutes * Double(minute))
    }

    /// Minutes of values at times in minutes from the start.
    private static func minutes(_ values: [(Double, Double)]) -> [MinuteSummary] {
        var found: [Int64: SignalSummary] = [:]
        for (time, value) in values {
            let instant = at(time)
            found[instant.nanoseconds / minute, default: SignalSummary()].add(value, at: instant)
        }
        return found.sorted { $0.key < $1.key }.map { MinuteSummary(minute: $0, summary: $1) }
    }

    private static func held(
        _ values: [(Double, Double)], to end: Double = 60, planned: ClosedRange<Double> = 0...60,
        silentAfter: Double? = nil
    ) -> HeldTime {
        held(minutes(values), to: end, planned: planned, silentAfter: silentAfter)
    }

    private static func held(
        _ minutes: [MinuteSummary], to end: Double = 60, planned: ClosedRange<Double> = 0...60,
        silentAfter: Double? = nil
    ) -> HeldTime {
        let busy = ScheduledSpan(
            span: TimeSpan(from: at(planned.lowerBound), to: at(planned.upperBound)), kind: .busy,
            shift: 0)
        return HeldTime(
            minutes, over: TimeSpan(from: start, to: at(end)),
            schedule: Schedule(spans: [busy], shifts: []),
            silentAfter: silentAfter.map { Int64($0 * Double(minute)) })
    }

    /// In units times minutes.
    private static func sum(_ held: HeldTime) -> Double {
        Double(held.sum) / 1e6 / Double(minute)
    }

    private static func unitMinutes(_ number: Int64) -> Int128 {
        Int128(number) * 1_000_000 * Int128(minute)
    }

    @Test func valueHoldsFromItsInstantUntilTheNext() {
        let held = Self.held([(0, 7), (10.5, 6), (20.25, 0)])
        #expect(Self.sum(held) == 7 * 10.5 + 6 * 9.75)
        #expect(held.known == held.planned && held.planned == 60 * Self.minute)
        #expect(held.atMost == held.sum)
    }

    @Test func nothingIsKnownBeforeTheFirstValue() {
        let held = Self.held([(12, 4)])
        #expect(Self.sum(held) == 4 * 48 && held.known == 48 * Self.minute)
        #expect(held.atMost == Self.unitMinutes(4 * 60))
    }

    /// Every ten seconds, as many do: the mean of the others up to the newest, then that.
    @Test func severalValuesAMinuteStandByTheirMean() {
        let values = (0..<6).map { (10 + Double($0) / 6, $0 < 3 ? 2.0 : 4.0) }
        let held = Self.held([(0, 3)] + values, to: 20)
        let others = (2.0 * 3 + 4 * 2) / 5 * (5.0 / 6)
        #expect(abs(Self.sum(held) - (3 * 10 + others + 4 * (9 + 1.0 / 6))) < 1e-5)
    }

    @Test func valueHoldsNoLongerThanItsSourceMayBeSilent() {
        let held = Self.held([(0, 7), (40, 7)], silentAfter: 15)
        #expect(Self.sum(held) == 7 * 30 && held.known == 30 * Self.minute)
        #expect(held.atMost == Self.unitMinutes(7 * 60))
        let exact = Self.held([(0, 7), (15, 7), (30, 7), (45, 7)], silentAfter: 15)
        #expect(exact.known == exact.planned)
    }

    /// Time that is not planned counts, but says nothing of how much is known.
    @Test func coverageIsOfPlannedTime() {
        let held = Self.held([(0, 2), (10, 2)], planned: 20...60, silentAfter: 20)
        #expect(Self.sum(held) == 2 * 30)
        #expect((held.planned, held.known) == (40 * Self.minute, 10 * Self.minute))
    }

    @Test func minuteOfBadValuesEndsWhatIsKnown() {
        var bad = SignalSummary()
        bad.addBad()
        let minutes = Self.minutes([(0, 5), (30, 5)])
        let spoilt = MinuteSummary(minute: Self.at(20).nanoseconds / Self.minute, summary: bad)
        let held = Self.held([minutes[0], spoilt, minutes[1]])
        #expect(Self.sum(held) == 5 * 50)
    }

    @Test func nothingHeardIsNotZero() {
        let held = Self.held([MinuteSummary]())
        #expect(held.sum == 0 && held.known == 0 && held.atMost == nil)
    }

    @Test func twoSignalsAddUp() {
        let both = Self.held([(0, 4)]).adding(Self.held([(30, 3)]))
        #expect(Self.sum(both) == 4 * 60 + 3 * 30)
        #expect((both.planned, both.known) == (120 * Self.minute, 90 * Self.minute))
        #expect(both.adding(Self.held([MinuteSummary]())).atMost == nil)
    }
}
