internal import Reporting

// Lines over rows that follow each other, with their names below.

extension PageFlow {
    private static let plotHeight = 130.0
    /// With names of two lines.
    static let linesHeight = 165.0

    func lines(_ chart: Document.Chart, _ wording: PrintedWording) {
        let geometry = ChartGeometry(chart)
        let ticks = geometry.ticks.map { tick in
            (
                place: tick.place,
                text: TextBlock(
                    wording.tick(tick.value, of: chart.sample), Self.chartText, setter)
            )
        }
        let gutter = (ticks.map(\.text.width).max() ?? 0) + 6
        let (names, step) = labels(chart, wording, gutter)
        let nameHeight = names.compactMap { $0?.height }.max() ?? 0
        let head = legend(chart, wording)
        need(head.height + Self.plotHeight + nameHeight + 16)
        element(Element(.figure, alternative: wording.line(chart.summary))) {
            head.draw(self)
            move(head.height + 6)
            let plot = Rectangle(
                x: left + gutter, y: y, width: width - gutter, height: Self.plotHeight)
            for tick in ticks {
                draw(tick.place, tick.text, plot, isZero: tick.place == geometry.zero)
            }
            draw(geometry.lines, plot)
            draw(names, plot)
        }
        move(Self.plotHeight + nameHeight + 10)
        guard step > 1 else { return }
        text(wording.named(oneIn: step), Self.chartText, as: Element(.paragraph))
    }

    /// Names, each of as many rows as it needs.
    private func labels(
        _ chart: Document.Chart, _ wording: PrintedWording, _ gutter: Double
    ) -> (names: [TextBlock?], step: Int) {
        let names = chart.categories.map(wording.callAsFunction)
        let slot = (width - gutter) / Double(max(1, names.count))
        let widest = names.map { TextBlock($0, Self.chartText, setter).width }.max() ?? 0
        let step = max(1, Int(((min(widest, 60) + 4) / slot).rounded(.up)))
        let blocks = names.enumerated().map { place, name -> TextBlock? in
            let slots = min(step, names.count - place)
            // The last one is left out where little room is left for it.
            guard place % step == 0, slots * 2 > step || step == 1 else { return nil }
            return TextBlock(
                name, Self.chartText, setter, width: slot * Double(slots) - 4,
                alignment: step == 1 ? .middle : .left)
        }
        return (blocks, step)
    }

    private func draw(_ place: Double, _ text: TextBlock, _ plot: Rectangle, isZero: Bool) {
        let level = plot.y + plot.height * (1 - place)
        rule(
            Place(x: plot.x, y: level), Place(x: plot.x + plot.width, y: level), isAxis: isZero)
        add(
            .text(
                text, line: 0, x: plot.x - 4 - text.width,
                y: level - (text.lines.first?.height ?? 0) / 2))
    }

    private func draw(_ lines: [ChartGeometry.Line], _ plot: Rectangle) {
        for line in lines {
            let places = line.points.map {
                Place(x: plot.x + plot.width * $0.x, y: plot.y + plot.height * (1 - $0.y))
            }
            add(.line(ChartPen.stroke(line.series, places)))
            // A single place is no line.
            if places.count == 1 {
                add(.dot(places[0], radius: 2, ChartPen.line(line.series)))
            }
        }
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
}
