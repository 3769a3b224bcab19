internal import Reporting

/// How the parts of a chart are told apart without colour: by grey, and by dash where they are
/// lines.
enum ChartPen {
    static let greys: [UInt32] = [0x454B52, 0x9AA2AA, 0xDFE2E5, 0x5D656D, 0xB9BEC3]
    private static let dashes: [[Double]] = [[], [5, 3], [1, 2.5], [7, 2.5, 1, 2.5], []]
    private static let widths = [2, 1.2, 1.2, 1.2, 1]

    static func fill(_ series: Int) -> Colour { Colour(greys[series % greys.count]) }

    /// A line of a series through some places.
    static func stroke(_ series: Int, _ places: [Place]) -> Stroke {
        let pen = series % dashes.count
        return Stroke(
            places: places, width: widths[pen], colour: line(series), dash: dashes[pen])
    }

    static func line(_ series: Int) -> Colour {
        series % dashes.count == 4 ? Colour(greys[1]) : .black
    }
}

extension PageFlow {
    /// A chart with its legend.
    func chart(_ chart: Document.Chart, _ wording: PrintedWording) {
        switch chart.kind {
        case .lines: lines(chart, wording)
        case .bars, .stacked: bars(chart, wording)
        }
    }

    /// The room that a chart begins with, so that its title does not stand alone.
    func least(of chart: Document.Chart, _ wording: PrintedWording) -> Double {
        let head = legend(chart, wording).height + 6
        return switch chart.kind {
        case .lines: head + Self.linesHeight
        case .bars, .stacked: head + leastOfBars(chart, wording)
        }
    }

    /// The smallest text of a page, 10 px of a screen.
    static let chartText = TypeSetter.Style(size: 7.5, colour: .grey)

    func legend(_ chart: Document.Chart, _ wording: PrintedWording) -> ChartLegend {
        let entries = chart.legend.map { TextBlock(wording.line($0), Self.chartText, setter) }
        let unit = wording.axisUnit(chart.sample)
        return ChartLegend(
            entries: entries, unit: TextBlock(unit, Self.chartText, setter), width: width,
            areLines: chart.kind == .lines)
    }

    /// A bar or a swatch, with an edge that its grey may lack.
    func fill(_ area: Rectangle, _ series: Int) {
        add(.fill(area, ChartPen.fill(series)))
        let (right, bottom) = (area.x + area.width, area.y + area.height)
        let corners = [
            Place(x: area.x, y: area.y), Place(x: right, y: area.y), Place(x: right, y: bottom),
            Place(x: area.x, y: bottom), Place(x: area.x, y: area.y),
        ]
        add(.line(Stroke(places: corners, width: 0.4, colour: .grey)))
    }

    func rule(_ from: Place, _ to: Place, isAxis: Bool) {
        add(
            .line(
                Stroke(
                    places: [from, to], width: isAxis ? 0.8 : 0.5,
                    colour: isAxis ? .grey : .rule)))
    }
}

/// What the greys of a chart mean, in as many rows as are needed, and its unit.
struct ChartLegend {
    private let places: [(x: Double, row: Int, text: TextBlock)]
    private let unit: TextBlock
    private let areLines: Bool
    private static let rowHeight = 12.0
    private static let swatch = 20.0

    init(entries: [TextBlock], unit: TextBlock, width: Double, areLines: Bool) {
        self.unit = unit
        self.areLines = areLines
        var places: [(x: Double, row: Int, text: TextBlock)] = []
        var (x, row) = (unit.width > 0 ? unit.width + 14 : 0, 0)
        for entry in entries {
            if x + entry.width + Self.swatch + 4 > width, x > 0 { (x, row) = (0, row + 1) }
            places.append((x, row, entry))
            x += entry.width + Self.swatch + 18
        }
        self.places = places
    }

    var height: Double { Double((places.last?.row ?? 0) + 1) * Self.rowHeight }

    func draw(_ flow: PageFlow) {
        if unit.width > 0 { flow.add(.text(unit, line: 0, x: flow.left, y: flow.y)) }
        for (series, place) in places.enumerated() {
            let x = flow.left + place.x
            let y = flow.y + Double(place.row) * Self.rowHeight
            let middle = y + (place.text.lines.first?.height ?? 0) / 2
            if areLines {
                let ends = [Place(x: x, y: middle), Place(x: x + Self.swatch, y: middle)]
                flow.add(.line(ChartPen.stroke(series, ends)))
            } else {
                flow.fill(Rectangle(x: x, y: middle - 4, width: 12, height: 8), series)
            }
            flow.add(.text(place.text, line: 0, x: x + Self.swatch + 4, y: y))
        }
    }
}
