import Plant
import Production
import Storage
import Telemetry

/// The figures of one period of a line: whole, hour by hour, and as they grew.
struct PeriodFigures: Sendable {
    /// One hour of the period; the ones at its ends may be shorter.
    struct Hour: Sendable, Equatable {
        var span: TimeSpan
        /// Good pieces of the output; nil in the future or where nobody counts them.
        var good: Int64?
        /// Scrap of the output, in the same cases.
        var scrap: Int64?
        /// What should be made in the whole hour; nil where a product has no rate.
        var target: Int64?
        /// The part of ``target`` up to the time that has come.
        var targetSoFar: Int64?
    }

    /// How much there was, and should have been, since the period began.
    struct Mark: Sendable, Equatable {
        var at: Timestamp
        /// Nil in the future or where nobody counts good pieces.
        var good: Int64?
        /// Nil where a product has no rate.
        var target: Int64?
    }

    var period: Period
    /// Until when time had come; nil where nothing came yet.
    var horizon: Timestamp?
    /// The line's sums: those of its constraint.
    var sums = Sums()
    /// From what they could be made again.
    var source = FigureSource.facts
    /// Good pieces of the line's output; nil where nobody counts them.
    var good: Int64?
    /// What should have been made up to the time that has come; nil where a product has no rate.
    var target: Int64?
    /// The period hour by hour.
    var hours: [Hour] = []
    /// A mark at least every quarter of an hour.
    var marks: [Mark] = []
    /// The stops of the constraint that overlap the period, in order of their beginning.
    var stops: [UnitStop] = []
    /// Names what the figures of the line and of its units mean, with the rates that people gave.
    var definitions: [Subject: String] = [:]
    /// What people said of the period, of all units of the line.
    var corrections: [CorrectionStanding] = []
    /// Discontinuities of counters in the period, of all units of the line.
    var discontinuities: [StoredFinding] = []

    /// What was changed of settled facts of the period, newest first.
    var changes: [StoredChange] = []

    /// The most changes that are shown.
    static let changeLimit = 50

    /// The longest time between two marks.
    static let markInterval = 900 * nanosecondsPerSecond

    /// The stops that began in the period.
    var begun: [Stop] {
        stops.lazy.map(\.stop).filter { period.span.contains($0.from) }
    }

    /// Why the line stood.
    var pareto: StopPareto { StopPareto(sums, stops: begun) }

    /// The period, as far as time has come.
    var elapsed: TimeSpan {
        let to = min(period.span.to, max(period.span.from, horizon ?? period.span.from))
        return TimeSpan(from: period.span.from, to: to)
    }
}

extension PeriodFigures {
    /// Reads them; takes as long as the store takes for the facts of the period.
    static func read(
        line: Int, period: Period, figures: Figures
    ) throws(StoreError) -> PeriodFigures {
        let horizon = try figures.horizon(line: line)
        var result = PeriodFigures(period: period, horizon: horizon)
        let hours = period.hours(figures.plant)
        let cells = hours.flatMap { Self.cells(of: $0, horizon: horizon) }
        let planned = try figures.plannedOutput(line: line, over: cells)
        let found =
            horizon == nil
            ? [] : try figures.figures(line: line, over: cells.map { ($0, nil) })
        result.take(
            cells, planned, found, oee: figures.plant.lines[line].targetOEE, hours: hours)
        result.source = try figures.source(lines: [line], from: period.span.from)
        if horizon != nil {
            result.stops = try figures.stops(
                units: figures.plant.lines[line].constraint, over: result.elapsed
            ).stops
            for unit in figures.plant.lines[line].workUnits {
                result.changes += try figures.changes(
                    unit: unit, over: result.elapsed, limit: changeLimit)
            }
            result.changes.sort { $0.number > $1.number }
            result.changes = Array(result.changes.prefix(changeLimit))
        }
        result.definitions[.line(line)] = try figures.definitionHash(.line(line))
        for unit in figures.plant.lines[line].workUnits {
            result.definitions[.unit(unit)] = try figures.definitionHash(.unit(unit))
            result.corrections += try figures.corrections(unit: unit, over: period.span)
            result.discontinuities += try figures.findings(unit: unit, over: period.span)
                .filter { $0.counterFinding != nil }
        }
        result.corrections.sort { $0.correction.id < $1.correction.id }
        result.discontinuities.sort { $0.at < $1.at }
        return result
    }

    /// Cuts an hour into quarters and where time has come.
    private static func cells(of hour: TimeSpan, horizon: Timestamp?) -> [TimeSpan] {
        var cuts = Array(
            stride(from: Int64(0), to: hour.duration, by: Int(markInterval)).map { hour.from + $0 })
        cuts.append(hour.to)
        if let horizon, hour.from < horizon, horizon < hour.to, !cuts.contains(horizon) {
            cuts.append(horizon)
            cuts.sort()
        }
        return zip(cuts, cuts.dropFirst()).map { TimeSpan(from: $0, to: $1) }
    }

    private mutating func take(
        _ cells: [TimeSpan], _ planned: [PlannedOutput], _ found: [Figure], oee: Int64?,
        hours: [TimeSpan]
    ) {
        self.hours = hours.map { Hour(span: $0) }
        marks = [Mark(at: period.span.from, good: horizon == nil ? nil : 0, target: 0)]
        var whole = PlannedOutput()
        var past = PlannedOutput()
        var output: Figure.Output?
        var hourly = Array(
            repeating: (
                all: PlannedOutput(), past: PlannedOutput(), output: Figure.Output?.none,
                planned: Int64(0), unknown: Int64(0)
            ),
            count: hours.count)
        var hour = 0
        for (place, cell) in cells.enumerated() {
            while cell.from >= hours[hour].to { hour += 1 }
            let isPast = horizon.map { cell.to <= $0 } ?? false
            whole += planned[place]
            hourly[hour].all += planned[place]
            var mark = Mark(at: cell.to, target: whole.pieces(oee: oee))
            if isPast {
                past += planned[place]
                hourly[hour].past += planned[place]
                sums += found[place].sums
                hourly[hour].planned += found[place].sums.planned
                hourly[hour].unknown += found[place].sums.unknown
                output = found[place].output.map { output?.adding($0) ?? $0 }
                hourly[hour].output =
                    found[place].output.map { hourly[hour].output?.adding($0) ?? $0 }
                mark.good = output?.good
            }
            marks.append(mark)
        }
        good = output?.good
        target = past.pieces(oee: oee)
        for (place, hour) in hourly.enumerated() {
            let isSeen = hour.planned == 0 || hour.unknown < hour.planned
            let isMade = hour.output?.good ?? 0 != 0
            // Of time that nobody saw and no counter bridged, nothing is known: it is not zero.
            self.hours[place].good = isSeen || isMade ? hour.output?.good : nil
            self.hours[place].scrap = isSeen || isMade ? hour.output?.scrap : nil
            self.hours[place].target = hour.all.pieces(oee: oee)
            self.hours[place].targetSoFar = hour.past.pieces(oee: oee)
        }
    }
}
