internal import Reporting

// Lying bars: a row each, its name at the side, over as many pages as they need.

extension PageFlow {
    private static let barHeight = 9.0
    private static let axisHeight = 14.0
    /// What is not parted where a page has room for it.
    private static let wholeHeight = 240.0

    func leastOfBars(_ chart: Document.Chart, _ wording: PrintedWording) -> Double {
        let rows = BarPlan(chart, wording, setter, width: width).rows
        return min(rows.reduce(Self.axisHeight) { $0 + $1.height }, Self.wholeHeight)
    }

    func bars(_ chart: Document.Chart, _ wording: PrintedWording) {
        let plan = BarPlan(chart, wording, setter, width: width)
        let head = legend(chart, wording)
        need(head.height + 6 + leastOfBars(chart, wording))
        var next = 0
        repeat {
            let above = next == 0 ? head.height + 6 : 0
            var end = min(next + 1, plan.rows.count)
            var height = plan.rows[next..<end].reduce(0) { $0 + $1.height }
            while end < plan.rows.count,
                above + height + plan.rows[end].height + Self.axisHeight <= room
            {
                height += plan.rows[end].height
                end += 1
            }
            element(Element(.figure, alternative: wording.line(chart.summary))) {
                if next == 0 { head.draw(self) }
                move(above)
                draw(plan, next..<end, height)
            }
            next = end
            if next < plan.rows.count { breakPage() }
        } while next < plan.rows.count
        move(6)
    }

    private func draw(_ plan: BarPlan, _ rows: Range<Int>, _ height: Double) {
        let plot = Rectangle(
            x: left + plan.gutter, y: y, width: width - plan.gutter, height: height)
        func x(_ place: Double) -> Double { plot.x + plot.width * place }
        for tick in plan.geometry.ticks {
            rule(
                Place(x: x(tick.place), y: y), Place(x: x(tick.place), y: y + height),
                isAxis: tick.place == plan.geometry.zero)
        }
        for index in rows {
            let row = plan.rows[index]
            let top = y + (row.height - plan.barsHeight) / 2
            for bar in plan.geometry.bars(of: index) {
                fill(
                    Rectangle(
                        x: x(bar.along.lowerBound),
                        y: top + bar.across.lowerBound * plan.barsHeight,
                        width: (bar.along.upperBound - bar.along.lowerBound) * plot.width,
                        height: (bar.across.upperBound - bar.across.lowerBound) * plan.barsHeight),
                    bar.series)
            }
            if plan.geometry.bars(of: index).isEmpty {
                let dash = plan.dash
                add(
                    .text(
                        dash, line: 0, x: x(plan.geometry.zero) + 4,
                        y: y + (row.height - dash.height) / 2))
            }
            var line = y + (row.height - row.name.height) / 2
            for index in row.name.lines.indices {
                add(.text(row.name, line: index, x: left, y: line))
                line += row.name.lines[index].height
            }
            move(row.height)
        }
        for (place, text) in plan.texts(plot) { add(.text(text, line: 0, x: place, y: y + 2)) }
        move(Self.axisHeight)
    }

    /// Rows with their names set, and the texts of the axis.
    private struct BarPlan {
        let geometry: ChartGeometry
        let rows: [(name: TextBlock, height: Double)]
        let barsHeight: Double
        /// The room for names.
        let gutter: Double
        let dash: TextBlock
        private let ticks: [(place: Double, text: TextBlock)]

        init(
            _ chart: Document.Chart, _ wording: PrintedWording, _ setter: TypeSetter, width: Double
        ) {
            geometry = ChartGeometry(chart)
            barsHeight =
                chart.kind == .stacked
                ? 1.6 * PageFlow.barHeight : PageFlow.barHeight * Double(chart.series.count) / 0.76
            let names = chart.categories.map(wording.callAsFunction)
            let style = PageFlow.chartText
            let natural = names.map { TextBlock($0, style, setter).width }.max() ?? 0
            gutter = min(natural + 8, width * 0.34)
            let (barsHeight, gutter) = (barsHeight, gutter)
            rows = names.map { name in
                let block = TextBlock(name, style, setter, width: gutter - 6, alignment: .right)
                return (block, max(block.height + 3, barsHeight))
            }
            dash = TextBlock(Phrasing.dash, style, setter)
            ticks = geometry.ticks.map { tick in
                (tick.place, TextBlock(wording.tick(tick.value, of: chart.sample), style, setter))
            }
        }

        /// The ends, and in between what has room.
        func texts(_ plot: Rectangle) -> [(x: Double, text: TextBlock)] {
            guard let first = ticks.first, let last = ticks.last, ticks.count > 1 else { return [] }
            let end = plot.x + plot.width - last.text.width
            var texts = [(x: plot.x, text: first.text)]
            var free = plot.x + first.text.width + 6
            for tick in ticks.dropFirst().dropLast() {
                let x = plot.x + plot.width * tick.place - tick.text.width / 2
                guard x >= free, x + tick.text.width + 6 <= end else { continue }
                texts.append((x, tick.text))
                free = x + tick.text.width + 6
            }
            return texts + [(end, last.text)]
        }
    }
}
