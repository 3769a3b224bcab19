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
            line: index, horizon: horizon, period: period, window: period.span)
        snapshot.hours = period.hours(plant).map { Hour(span: $0, good: nil) }
        guard let horizon else { return snapshot }
        snapshot.window.from = min(period.span.from, horizon - stripLength)
        snapshot.window.to = max(period.span.to, horizon)
        snapshot.schedule = plant.schedule(line: index, over: snapshot.window)
        try snapshot.readTimelines(plant: plant, store: store, horizon: horizon)
        try snapshot.readFigures(figures, horizon: horizon)
        return snapshot
    }

    private mutating func readTimelines(
        plant: Plant, store: any Store, horizon: Timestamp
    ) throws(StoreError) {
        let names = PlantNames(plant)
        for unit in plant.lines[line].workUnits {
            let seen = TimeSpan(from: window.from, to: min(window.to, horizon))
            let conditions = try store.conditions(
                unit: plant.workUnits[unit].path, over: seen, names: names)
            let timeline = StateTimeline(
                conditions: conditions, schedule: schedule, span: window, horizon: horizon)
            units.append(Unit(index: unit, timeline: timeline))
            findings += try store.findings(
                unit: plant.workUnits[unit].path, over: period.span)
        }
        findings = Array(findings.sorted { $0.at > $1.at }.prefix(Self.listLimit))
    }

    /// Hour by hour: sums add up to those of the period, and each fact is read once.
    private mutating func readFigures(
        _ figures: Figures, horizon: Timestamp
    ) throws(StoreError) {
        let plant = figures.plant
        let line = plant.lines[self.line]
        let past = hours.prefix { $0.span.from < horizon }.map {
            (span: $0.span, shift: ShiftOccurrence?.none)
        }
        var good = [Int64?](repeating: 0, count: past.count)
        for place in units.indices {
            let unit = units[place].index
            let found = try figures.figures(unit: unit, over: past)
            for figure in found { units[place].sums += figure.sums }
            if line.constraint.contains(unit) {
                for figure in found { sums += figure.sums }
                note(found.flatMap(\.stops), of: unit)
            }
            guard line.output.contains(unit) else { continue }
            for (hour, figure) in found.enumerated() {
                guard let before = good[hour], let more = figure.sums.good else {
                    good[hour] = nil
                    continue
                }
                good[hour] = before + more
            }
        }
        for (hour, good) in good.enumerated() { hours[hour].good = good }
        self.good = good.reduce(0) { sum, next in next.flatMap { n in sum.map { $0 + n } } }
        stops = Array(stops.sorted { $0.stop.from > $1.stop.from }.prefix(Self.listLimit))
    }

    /// A stop that lasts over an hour's edge comes with both hours, each time with its whole
    /// length.
    private mutating func note(_ found: [Stop], of unit: Int) {
        var last: Timestamp?
        for stop in found where stop.from != last {
            last = stop.from
            stops.append(UnitStop(unit: unit, stop: stop))
        }
    }
}

extension Sums {
    /// Good pieces, outside planned busy time too; nil where nobody tells good from bad.
    var good: Int64? {
        isQualityMeasured ? byProduct.values.reduce(0) { $0 + $1.good } : nil
    }
}
