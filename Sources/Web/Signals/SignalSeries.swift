import Plant
import Production
import Storage
import Telemetry

/// One signal over a window: everything its chart and its table show, in no language yet.
struct SignalSeries: Sendable {
    /// Index into the plant's signals.
    var signal: Int
    var content: Content

    /// What it is, by its kind.
    enum Content: Sendable {
        case measurement(Curve)
        case meter([Consumption])
        case actuator(Curve, [CommandFact])
    }

    /// Values along time.
    struct Curve: Sendable {
        /// At most as many as the chart has pixels.
        var columns: [SignalColumn] = []
        /// The window in round parts, for the table.
        var rows: [Row] = []
        /// The whole window.
        var total: SignalColumn?
        /// How long nothing may come before it is a gap.
        var patience = SignalWindow.minute
        /// The stretches without a value, up to the time that has come.
        var gaps: [TimeSpan] = []

        /// The curve's pieces between gaps.
        var pieces: [[SignalColumn]] { columns.pieces(patience: patience) }
    }

    /// A round part of the window; nil where nothing came.
    struct Row: Sendable {
        var span: TimeSpan
        var column: SignalColumn?
    }

    /// What a meter counted in a part of the window, in millionths of its unit; nil in the future.
    struct Consumption: Sendable {
        var span: TimeSpan
        var amount: Int64?
    }
}

/// Reads signals from the store.
struct SignalReader: Sendable {
    let plant: Plant
    let figures: Figures
    let store: any Store
    let span: TimeSpan
    /// Until when time has come.
    let horizon: Timestamp
    /// How many pixels there are.
    let columns: Int

    /// The most rows of a table, and bars of a meter.
    static let rowLimit: Int64 = 24

    /// One signal; nil where it is none that is measured.
    func series(_ index: Int) throws(StoreError) -> SignalSeries? {
        let signal = plant.signals[index]
        switch signal.meaning {
        case .measurement(_, let normal):
            let curve = try curve(signal, normal: normal)
            return SignalSeries(signal: index, content: .measurement(curve))
        case .actuator:
            let curve = try curve(signal, normal: nil)
            let commands = try store.commands(signal: signal.path, over: span)
            return SignalSeries(signal: index, content: .actuator(curve, commands))
        case .meter:
            return SignalSeries(signal: index, content: .meter(try consumption(index)))
        case .state, .mode, .counter, .product, .order, .reason:
            return nil
        }
    }

    private func curve(
        _ signal: Signal, normal: ClosedRange<Double>?
    ) throws(StoreError) -> SignalSeries.Curve {
        let minutes = try store.minutes(signal: signal.path, over: span)
        let good = minutes.filter { $0.summary.count > 0 }
        var curve = SignalSeries.Curve()
        curve.patience = good.patience
        curve.columns = SignalColumn.columns(minutes, over: span, count: columns, normal: normal)
        curve.total = SignalColumn.columns(minutes, over: span, count: 1, normal: normal).first
        let seen = TimeSpan(from: span.from, to: max(span.from, min(span.to, horizon)))
        let perMinute = Int(span.duration / SignalWindow.minute)
        curve.gaps = SignalColumn.columns(minutes, over: span, count: perMinute, normal: nil)
            .gaps(in: seen, patience: curve.patience)
        var rest = minutes[...]
        for cell in cells where cell.from < horizon {
            let own = rest.prefix { $0.span.from < cell.to }
            rest = rest.dropFirst(own.count)
            let column = SignalColumn.columns(Array(own), over: cell, count: 1, normal: normal)
            curve.rows.append(SignalSeries.Row(span: cell, column: column.first))
        }
        return curve
    }

    private func consumption(_ index: Int) throws(StoreError) -> [SignalSeries.Consumption] {
        var found: [SignalSeries.Consumption] = []
        for cell in cells {
            let amount =
                cell.from < horizon ? try figures.consumption(meter: index, over: cell) : nil
            found.append(SignalSeries.Consumption(span: cell, amount: amount))
        }
        return found
    }

    private var cells: [TimeSpan] {
        TimeTicks(plant: plant, span: span).cells(most: Self.rowLimit)
    }
}
