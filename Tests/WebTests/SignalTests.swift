import Production
import Reporting
import Telemetry
import Testing

@testable import Web

@Suite("Signals")
struct SignalTests {
    private static let begin = Timestamp(nanoseconds: 1_772_409_600_000_000_000)
    private static let minute = SignalWindow.minute

    /// Minutes after the beginning, each with one value.
    private static func minutes(_ values: [(Int64, Double)]) -> [MinuteSummary] {
        values.map { offset, value in
            let at = begin + offset * minute
            var summary = SignalSummary()
            summary.add(value, at: at)
            return MinuteSummary(minute: at.minute, summary: summary)
        }
    }

    private static func span(minutes count: Int64) -> TimeSpan {
        TimeSpan(from: begin, to: begin + count * minute)
    }

    @Test(arguments: [1, 7, 100, 1000, 5000])
    func putsADayIntoAtMostSoManyColumns(count: Int) {
        let minutes = Self.minutes((0..<1440).map { ($0, Double($0 % 17)) })
        let columns = SignalColumn.columns(
            minutes, over: Self.span(minutes: 1440), count: count, normal: nil)
        #expect(columns.count <= count)
        #expect(columns.reduce(0) { $0 + $1.summary.count } == 1440)
        #expect(columns.map(\.summary.high).max() == 16)
        #expect(columns.map(\.summary.low).min() == 0)
    }

    @Test func countsMinutesOutsideOnEitherSide() throws {
        let minutes = Self.minutes([(0, 17), (1, 18), (2, 26), (3, 27), (4, 30)])
        let columns = SignalColumn.columns(
            minutes, over: Self.span(minutes: 10), count: 1, normal: 18...26)
        let whole = try #require(columns.first)
        #expect((whole.below, whole.above, whole.outside) == (1, 2, 3))
    }

    @Test func leavesMinutesOutsideOfTheSpanOut() {
        let minutes = Self.minutes([(-1, 5), (0, 1), (9, 2), (10, 7)])
        let columns = SignalColumn.columns(
            minutes, over: Self.span(minutes: 10), count: 10, normal: nil)
        #expect(columns.map(\.summary.last) == [1, 2])
    }

    @Test func drawsNoLineAcrossAGap() {
        let minutes = Self.minutes([(0, 1), (1, 1), (2, 1), (30, 2), (31, 2)])
        let columns = SignalColumn.columns(
            minutes, over: Self.span(minutes: 60), count: 60, normal: nil)
        let pieces = columns.pieces(patience: minutes.patience)
        #expect(pieces.map(\.count) == [3, 2])
        let gaps = columns.gaps(in: Self.span(minutes: 60), patience: minutes.patience)
        #expect(gaps.map { ($0.from - Self.begin) / Self.minute } == [3, 32])
        #expect(gaps.map { $0.duration / Self.minute } == [27, 28])
    }

    @Test func takesASlowSourceForWhatItIs() {
        let minutes = Self.minutes((0..<12).map { ($0 * 5, 1) })
        #expect(minutes.patience == 5 * Self.minute)
        let columns = SignalColumn.columns(
            minutes, over: Self.span(minutes: 60), count: 60, normal: nil)
        #expect(columns.pieces(patience: minutes.patience).count == 1)
    }

    @Test func zoomsAroundTheMiddleAndNeverBeyondTheTimeThatHasCome() throws {
        let horizon = Self.begin + 10_000 * Self.minute
        let window = try #require(
            SignalWindow(from: Self.begin, to: Self.begin + 600 * Self.minute))
        let nearer = window.scaled(by: 1, over: 2, horizon: horizon)
        #expect(
            nearer.span
                == TimeSpan(
                    from: Self.begin + 150 * Self.minute, to: Self.begin + 450 * Self.minute))
        #expect(nearer.scaled(by: 2, over: 1, horizon: horizon) == window)
        let live = SignalWindow(upTo: horizon, length: 8 * SignalWindow.hour)
        #expect(live.moved(by: 1, horizon: horizon) == live)
        #expect(live.moved(by: -1, horizon: horizon).moved(by: 1, horizon: horizon) == live)
        #expect(SignalWindow(from: Self.begin, to: Self.begin + Self.minute) == nil)
    }

    @Test(arguments: [10, 60, 480, 1440, 10_080, 44_640] as [Int64])
    func cutsEveryWindowIntoRoundParts(minutes: Int64) throws {
        let plant = try MaskPlant.read()
        let span = Self.span(minutes: minutes)
        let cells = TimeTicks(plant: plant, span: span).cells(most: 24)
        #expect(cells.count <= 25)
        #expect(cells.first?.from == span.from)
        #expect(cells.last?.to == span.to)
        #expect(zip(cells, cells.dropFirst()).allSatisfy { $0.to == $1.from })
    }

    @Test(arguments: [(0.05, 0.07, 4), (20, 22, 2), (0, 100, 0), (3, 3, 2), (0, 1e9, 0)])
    func showsAsManyDecimalsAsTellValuesApart(low: Double, high: Double, digits: Int) {
        #expect(SignalScale(values: [low, high]).digits == digits)
    }

    @Test func writesUnitsAsPeopleDo() throws {
        let wording = Wording(.english, try MaskPlant.read())
        #expect(wording.measure(21.456, digits: 1, unit: "Cel") == "21.5 °C")
        #expect(wording.measure(-3520, digits: 0, unit: "/m3") == "−3,520 /m³")
        #expect(wording.measure(7, digits: 2, unit: "[pH]") == "7.00 pH")
        #expect(wording.measure(5, digits: 0, unit: nil) == "5")
    }
}
