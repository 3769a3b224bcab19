internal import Reporting

/// How the parts of a chart are told apart: by colour, and by dash where they are lines.
enum ChartPen {
    private static let colours = [0x1F5C99, 0xE08A1E, 0x5B8C3A, 0x8A5A9E, 0x7A7A7A, 0xB04A4A]
        .map { Colour($0) }
    private static let dashes: [[Double]] = [[], [5, 2], [1.5, 2], [7, 2, 1.5, 2]]

    static func colour(_ series: Int) -> Colour { colours[series % colours.count] }
    static func dash(_ series: Int) -> [Double] { dashes[series % dashes.count] }
}

extension PageFlow {
    private static let small = TypeSetter.Style(size: 7, colour: .grey)
    private static let plotHeight = 130.0

    /// A chart with its legend; names along it are set below each other where they are long.
    func chart(_ chart: Document.Chart, _ wording: PrintedWording) {
        let geometry = ChartGeometry(chart)
        let sample =
            chart.series.indices.lazy.flatMap { chart.values(series: $0) }
            .first { $0 != nil } ?? nil
        let ticks = geometry.ticks.map { tick in
            (y: tick.y, text: TextBlock(wording.tick(tick.value, of: sample), Self.small, setter))
        }
        let gutter = (ticks.map(\.text.width).max() ?? 0) + 6
        let names = labels(chart, wording, gutter)
        let nameHeight = names.compactMap { $0?.height }.max() ?? 0
        let head = legend(chart, wording, unit: wording.axisUnit(sample))
        need(head.height + Self.plotHeight + nameHeight + 16)
        element(Element(.figure, alternative: wording.line(chart.summary))) {
            head.draw(self)
            move(head.height + 6)
            let plot = Rectangle(
                x: left + gutter, y: y, width: width - gutter, height: Self.plotHeight)
            for tick in ticks { draw(tick.y, tick.text, plot, gutter) }
            draw(geometry, plot)
            draw(names, plot)
        }
        move(Self.plotHeight + nameHeight + 10)
    }

    private func labels(
        _ chart: Document.Chart, _ wording: PrintedWording, _ gutter: Double
    ) -> [TextBlock?] {
        let names = chart.categories
        let slot = (width - gutter) / Double(max(1, names.count))
        let step = Self.step(slot)
        return names.enumerated().map { place, name in
            let slots = min(step, names.count - place)
            // The last one is left out where little room is left for it.
            guard place % step == 0, slots * 2 > step || step == 1 else { return nil }
            return TextBlock(
                wording(name), Self.small, setter, width: slot * Double(slots) - 4,
                alignment: step == 1 ? .middle : .left)
        }
    }

    /// Where a name has less room than a word needs, every second, third… is said.
    private static func step(_ slot: Double) -> Int { max(1, Int((42 / slot).rounded(.up))) }

    private func draw(_ height: Double, _ text: TextBlock, _ plot: Rectangle, _ gutter: Double) {
        let level = plot.y + plot.height * (1 - height)
        add(
            .line(
                Stroke(
                    places: [Place(x: plot.x, y: level), Place(x: plot.x + plot.width, y: level)],
                    width: 0.5, colour: .rule)))
        add(
            .text(
                text, line: 0, x: plot.x - 4 - text.width,
                y: level - (text.lines.first?.height ?? 0) / 2))
    }

    private func draw(_ geometry: ChartGeometry, _ plot: Rectangle) {
        func place(_ x: Double, _ y: Double) -> Place {
            Place(x: plot.x + plot.width * x, y: plot.y + plot.height * (1 - y))
        }
        for bar in geometry.bars {
            let corner = place(bar.x.lowerBound, bar.y.upperBound)
            let size = (bar.x.upperBound - bar.x.lowerBound, bar.y.upperBound - bar.y.lowerBound)
            add(
                .fill(
                    Rectangle(
                        x: corner.x, y: corner.y, width: plot.width * size.0,
                        height: plot.height * size.1), ChartPen.colour(bar.series)))
        }
        for line in geometry.lines {
            let places = line.points.map { place($0.x, $0.y) }
            let colour = ChartPen.colour(line.series)
            add(
                .line(
                    Stroke(
                        places: places, width: 1.5, colour: colour,
                        dash: ChartPen.dash(line.series))))
            for one in places { add(.dot(one, radius: 2, colour)) }
        }
        let zero = place(0, geometry.zero).y
        add(
            .line(
                Stroke(
                    places: [Place(x: plot.x, y: zero), Place(x: plot.x + plot.width, y: zero)],
                    width: 0.8, colour: .grey)))
    }

    private func draw(_ names: [TextBlock?], _ plot: Rectangle) {
        let slot = plot.width / Double(max(1, names.count))
        for (place, name) in names.enumerated() {
            guard let name else { continue }
            var y = plot.y + plot.height + 3
            for (index, line) in name.lines.enumerated() {
                add(.text(name, line: index, x: plot.x + slot * Double(place) + 2, y: y))
                y += line.height
            }
        }
    }

    private func legend(
        _ chart: Document.Chart, _ wording: PrintedWording, unit: String
    ) -> ChartLegend {
        let entries = chart.names.map { TextBlock(wording.line($0), Self.small, setter) }
        return ChartLegend(
            entries: entries, unit: TextBlock(unit, Self.small, setter), width: width,
            areLines: chart.kind == .lines)
    }
}

/// What the colours of a chart mean, in as many rows as are needed, and its unit.
private struct ChartLegend {
    private let places: [(x: Double, row: Int, text: TextBlock)]
    private let unit: TextBlock
    private let areLines: Bool
    private static let rowHeight = 12.0

    init(entries: [TextBlock], unit: TextBlock, width: Double, areLines: Bool) {
        self.unit = unit
        self.areLines = areLines
        var places: [(x: Double, row: Int, text: TextBlock)] = []
        var (x, row) = (unit.width > 0 ? unit.width + 14 : 0, 0)
        for entry in entries {
            if x + entry.width + 18 > width, x > 0 { (x, row) = (0, row + 1) }
            places.append((x, row, entry))
            x += entry.width + 32
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
            let colour = ChartPen.colour(series)
            if areLines {
                let ends = [Place(x: x, y: middle), Place(x: x + 14, y: middle)]
                flow.add(
                    .line(
                        Stroke(
                            places: ends, width: 1.5, colour: colour, dash: ChartPen.dash(series))))
            } else {
                flow.add(
                    .fill(Rectangle(x: x, y: middle - 4, width: 12, height: 8), colour))
            }
            flow.add(.text(place.text, line: 0, x: x + 18, y: y))
        }
    }
}
