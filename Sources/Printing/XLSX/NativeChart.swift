internal import CXLSXWriter

/// A chart that the spreadsheet draws itself, from its cells.
struct NativeChart {
    /// Names, then figures: formulae that name cells.
    struct Series {
        var name: String
        var categories: String
        var values: String
    }

    var type: lxw_chart_type
    /// How many rows it draws.
    var rows: Int
    var title: String
    var unit: String
    var summary: String
    var series: [Series]

    private var areLines: Bool { type == LXW_CHART_LINE }

    /// How much higher it is than the library's usual 288 pixels: every row with its name has room.
    var height: Double {
        guard !areLines else { return 1.2 }
        let bars = type == LXW_CHART_BAR ? series.count : 1
        return max(0.9, Double(130 + rows * (12 * bars + 12)) / 288)
    }

    func make(_ book: Workbook) -> UnsafeMutablePointer<lxw_chart>? {
        guard let chart = unsafe book.addChart(type) else { return nil }
        unsafe chart_title_set_name(chart, printable(title))
        for (place, one) in series.enumerated() {
            let added = unsafe chart_add_series(chart, one.categories, one.values)
            unsafe chart_series_set_name(added, printable(one.name))
            unsafe draw(added, place)
        }
        unsafe chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
        if !areLines {
            // The first row stands at the top, as in the table.
            unsafe chart_axis_set_reverse(chart.pointee.x_axis)
            unsafe chart_axis_set_crossing_max(chart.pointee.x_axis)
        }
        unsafe chart_axis_set_label_position(
            chart.pointee.x_axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
        if !unit.isEmpty { unsafe chart_axis_set_name(chart.pointee.y_axis, printable(unit)) }
        return unsafe chart
    }

    /// Told apart by grey and dash, as on paper.
    private func draw(_ series: UnsafeMutablePointer<lxw_chart_series>?, _ place: Int) {
        let pen = place % ChartPen.greys.count
        var line = lxw_chart_line()
        line.width = areLines ? (pen == 0 ? 3 : 1.75) : 0.5
        line.color = areLines && pen < 4 ? ChartPen.greys[0] : ChartPen.greys[3]
        line.dash_type = areLines ? UInt8(Self.dashes[pen].rawValue) : 0
        unsafe chart_series_set_line(series, &line)
        guard !areLines else { return }
        var fill = lxw_chart_fill()
        fill.color = ChartPen.greys[pen]
        unsafe chart_series_set_fill(series, &fill)
    }

    private static let dashes = [
        LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH, LXW_CHART_LINE_DASH_ROUND_DOT,
        LXW_CHART_LINE_DASH_DASH_DOT, LXW_CHART_LINE_DASH_SOLID,
    ]
}
