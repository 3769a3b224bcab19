import Plant
import Production
import Reporting
import Storage
import Telemetry

/// What the Stops page shows, in no language yet.
struct StopsFigures: Sendable {
    var request: StopsRequest
    /// Until when time had come; nil where nothing came yet.
    var horizon: Timestamp?
    var report: StopReport

    /// The most stops that are listed.
    static let listLimit = 100

    /// Reads conditions alone, which are few.
    static func read(
        _ request: StopsRequest, figures: Figures, clock: Timestamp
    ) throws -> StopsFigures {
        let horizon = try figures.horizon(line: request.line)
        let units = request.unit.map { [$0] } ?? figures.plant.lines[request.line].constraint
        let span = try request.span(figures.plant, horizon: horizon ?? clock)
        return StopsFigures(
            request: request, horizon: horizon,
            report: try StopQuery(figures: figures).report(
                units: units, over: span, filter: request.filter))
    }

    /// The newest stops first, as many as are listed.
    var listed: [UnitStop] { Array(report.stops.reversed().prefix(Self.listLimit)) }
}
