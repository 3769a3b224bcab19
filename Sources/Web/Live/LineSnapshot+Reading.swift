import Plant
import Production
import Storage
import Telemetry

extension LineSnapshot {
    /// Reads a line's snapshot; takes as long as the store takes for the facts of the period.
    ///
    /// Where nothing came of the line yet, our clock says which period it is.
    static func read(
        line index: Int, figures: Figures, store: any Store, clock: Timestamp
    ) throws(StoreError) -> LineSnapshot {
        let plant = figures.plant
        let horizon = try figures.horizon(line: index)
        let period = Period(plant: plant, line: index, at: horizon ?? clock)
        var snapshot = LineSnapshot(
            line: index,
            figures: try PeriodFigures.read(line: index, period: period, figures: figures),
            window: period.span)
        guard let horizon else { return snapshot }
        snapshot.window.from = min(period.span.from, horizon - stripLength)
        snapshot.window.to = max(period.span.to, horizon)
        snapshot.schedule = plant.schedule(line: index, over: snapshot.window)
        try snapshot.readTimelines(figures, store: store, horizon: horizon)
        snapshot.signals = try SignalReading.read(
            line: index, plant: plant, store: store, horizon: horizon)
        return snapshot
    }

    private mutating func readTimelines(
        _ figures: Figures, store: any Store, horizon: Timestamp
    ) throws(StoreError) {
        let plant = figures.plant
        for unit in plant.lines[line].workUnits {
            let seen = TimeSpan(from: window.from, to: min(window.to, horizon))
            let conditions = try figures.conditions(unit: unit, over: seen)
            let timeline = StateTimeline(
                conditions: conditions, schedule: schedule, span: window, horizon: horizon)
            units.append(Unit(index: unit, timeline: timeline))
            findings += try store.findings(
                unit: plant.workUnits[unit].path, over: period.span)
        }
        findings = Array(findings.sorted { $0.at > $1.at }.prefix(Self.listLimit))
    }
}
