/// Where the parts of a chart are, as fractions of its plot.
///
/// Page and PDF draw from it, each with its own pen. Bars lie, a row below the other, so that the
/// name of each has room at its side; lines go from left to right.
public struct ChartGeometry: Hashable, Sendable {
    /// A lying bar.
    public struct Bar: Hashable, Sendable {
        /// The row.
        public var category: Int
        /// The column, as an index into the chart's series.
        public var series: Int
        /// Within the room of its row, from the top.
        public var across: ClosedRange<Double>
        /// Along the axis of values, from the left.
        public var along: ClosedRange<Double>
    }

    /// A place on a line.
    public struct Point: Hashable, Sendable {
        /// From the left.
        public var x: Double
        /// From the bottom.
        public var y: Double
    }

    /// A line without a gap.
    public struct Line: Hashable, Sendable {
        /// The column, as an index into the chart's series.
        public var series: Int
        /// Its places, at least one.
        public var points: [Point]
    }

    /// A place on the axis of values with its number.
    public struct Tick: Hashable, Sendable {
        /// From the least value: the left of bars, the bottom of lines.
        public var place: Double
        /// What it stands for, in the unit of the chart.
        public var value: Ratio
    }

    /// The bars, those of a row together.
    public let bars: [Bar]
    /// The lines.
    public let lines: [Line]
    /// The places of round numbers, from the least.
    public let ticks: [Tick]
    /// How many rows there are: each has the same width.
    public let categoryCount: Int

    /// Works out the places.
    public init(_ chart: Document.Chart) {
        let values = chart.series.indices.map { series in
            chart.values(series: series).map { $0.map(Self.number) }
        }
        let count = chart.rows.count
        categoryCount = count
        var ends = values.flatMap { $0.compactMap { $0?.double } }
        if chart.kind == .stacked {
            ends = (0..<count).flatMap { row -> [Double] in
                let column = values.compactMap { $0[row]?.double }
                return [
                    column.filter { $0 > 0 }.reduce(0, +), column.filter { $0 < 0 }.reduce(0, +),
                ]
            }
        }
        let scale = Scale(over: min(0, ends.min() ?? 0)...max(0, ends.max() ?? 0))
        ticks = scale.ticks
        switch chart.kind {
        case .lines:
            bars = []
            lines = Self.lines(values, count, scale)
        case .bars:
            bars = Self.sideBySide(values, count, scale)
            lines = []
        case .stacked:
            bars = Self.stacked(values, count, scale)
            lines = []
        }
    }

    /// Where zero is on the axis of values.
    public var zero: Double { ticks.first { $0.value.numerator == 0 }?.place ?? 0 }

    /// The bars of a row.
    public func bars(of category: Int) -> [Bar] { bars.filter { $0.category == category } }

    /// A figure as the axis counts it: lengths of time in hours.
    private static func number(_ value: Document.Value) -> Ratio {
        if case .duration(let nanoseconds) = value {
            return Ratio(Int128(nanoseconds), 3_600_000_000_000)
        }
        return value.natural ?? Ratio(0, 1)
    }

    private static func sideBySide(_ values: [[Ratio?]], _ count: Int, _ scale: Scale) -> [Bar] {
        let width = 0.76 / Double(max(1, values.count))
        return (0..<count).flatMap { row in
            values.indices.compactMap { series -> Bar? in
                guard let value = values[series][row]?.double else { return nil }
                let top = 0.12 + Double(series) * width
                return Bar(
                    category: row, series: series, across: top...(top + width),
                    along: scale.range(0, value))
            }
        }
    }

    private static func stacked(_ values: [[Ratio?]], _ count: Int, _ scale: Scale) -> [Bar] {
        (0..<count).flatMap { row in
            var (above, below) = (0.0, 0.0)
            return values.indices.compactMap { series -> Bar? in
                guard let value = values[series][row]?.double else { return nil }
                let from = value < 0 ? below : above
                if value < 0 { below += value } else { above += value }
                return Bar(
                    category: row, series: series, across: 0.2...0.8,
                    along: scale.range(from, from + value))
            }
        }
    }

    private static func lines(_ values: [[Ratio?]], _ count: Int, _ scale: Scale) -> [Line] {
        let slot = 1 / Double(max(1, count))
        return values.indices.flatMap { series in
            var runs: [[Point]] = [[]]
            for (row, value) in values[series].enumerated() {
                if let value = value?.double {
                    let point = Point(x: (Double(row) + 0.5) * slot, y: scale.place(value))
                    runs[runs.count - 1].append(point)
                } else {
                    runs.append([])
                }
            }
            return runs.filter { !$0.isEmpty }.map { Line(series: series, points: $0) }
        }
    }
}

/// Numbers from the bottom to the top of a chart, which both are round.
private struct Scale {
    let ticks: [ChartGeometry.Tick]
    private let low: Double
    private let high: Double

    /// Takes a range that holds zero.
    init(over range: ClosedRange<Double>) {
        let step = Self.step(for: (range.upperBound - range.lowerBound) / 5)
        let first = Int((range.lowerBound / step.double).rounded(.down))
        let last = max(first + 1, Int((range.upperBound / step.double).rounded(.up)))
        low = Double(first) * step.double
        high = Double(last) * step.double
        ticks = (first...last).map { place in
            let value = step.multiplied(by: Ratio(Int128(place), 1)) ?? step
            return .init(place: Double(place - first) / Double(last - first), value: value)
        }
    }

    func place(_ value: Double) -> Double { (value - low) / (high - low) }

    func range(_ one: Double, _ other: Double) -> ClosedRange<Double> {
        place(min(one, other))...place(max(one, other))
    }

    /// 1, 2 or 5 times a power of ten: the first that is not less than `least`.
    private static func step(for least: Double) -> Ratio {
        guard least > 1e-9 else { return Ratio(1, 1) }
        var power = Ratio(1, 1_000_000_000)
        let ten = Ratio(10, 1)
        while let next = power.multiplied(by: ten), next.double <= least { power = next }
        for factor: Int128 in [1, 2, 5] {
            let step = power.multiplied(by: Ratio(factor, 1)) ?? power
            if step.double >= least { return step }
        }
        return power.multiplied(by: ten) ?? power
    }
}
