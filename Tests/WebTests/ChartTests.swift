import Plant
import Production
import Reporting
import Telemetry
import Testing

@testable import Web

@Suite("Charts")
struct ChartTests {
    @Test func waterfallAddsUpToPlannedTimeExactly() throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let snapshot = try LineSnapshot.read(
            line: 0, figures: context.figures, store: context.store, clock: context.now())
        let steps = LossWaterfall(snapshot.sums, wording: Wording(.english, context.plant)).steps
        let planned = try #require(steps.first)
        #expect(planned.time == snapshot.sums.planned && planned.time > 0)
        #expect(steps.dropFirst().reduce(0) { $0 + $1.time } == planned.time)
        #expect(steps.contains { $0.name == "Delay: Jam" })
        #expect(steps.last?.time == snapshot.sums.idealTime(\.knownGood))
    }

    @Test func drawsUnknownTimeHatchedAndPlannedTimeApart() throws {
        let workshop = try Workshop()
        workshop.pass(seconds: 3600)
        try workshop.workThroughMorning()
        let context = workshop.context()
        let snapshot = try LineSnapshot.read(
            line: 0, figures: context.figures, store: context.store, clock: context.now())
        let timeline = snapshot.units[0].timeline.clipped(to: snapshot.figures.elapsed)
        #expect(timeline.stretches.first?.state == .unknown)
        #expect(timeline.stretches.first?.span.duration == 3600 * nanosecondsPerSecond)
        #expect(timeline.plannedTimes.values.reduce(0, +) == snapshot.sums.planned)
        let svg = StateStrip(
            wording: Wording(.english, context.plant), timeline: timeline,
            span: snapshot.period.span, label: "x"
        ).svg.source
        #expect(svg.contains("class=\"state-unknown\""))
    }

    @Test func showsTheWorstWhereAScreenCannotShowAll() throws {
        let plant = try MaskPlant.read()
        let from = try plant.parse(instant: "2026-03-02T08:00:00")
        let span = TimeSpan(from: from, to: from + 28_800 * nanosecondsPerSecond)
        var conditions: [(at: Timestamp, condition: Condition)] = []
        for second in 0..<28_800 {
            var condition = Condition.unknown
            condition.state = second == 10_000 ? .faulted : second % 2 == 0 ? .producing : .idle
            conditions.append((from + Int64(second) * nanosecondsPerSecond, condition))
        }
        let timeline = StateTimeline(
            conditions: conditions, schedule: plant.schedule(line: 1, over: span), span: span,
            horizon: span.to)
        let shown = timeline.decimated(span: span, limit: StateStrip.limit)
        #expect(shown.count <= StateStrip.limit + 1)
        #expect(shown.contains { $0.state == .faulted })
        #expect(shown.reduce(0) { $0 + $1.span.duration } == span.duration)
    }

    @Test func placesAreExactToAHundredthOfAPercent() {
        #expect(Axis.percent(1.0 / 3) == "33.33%")
        #expect(Axis.percent(0) == "0.00%")
        #expect(Axis.percent(1) == "100.00%")
    }
}
