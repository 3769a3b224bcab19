import Hummingbird
import Plant
import Reporting
import Storage
import Telemetry

/// `/api/v1/stops` and `/api/v1/stops.csv`: the stops of the `stops` command.
struct StopsEndpoint: Sendable {
    private static let parameters: Set<String> = ["unit", "from", "to", "reason", "minor", "min"]

    /// How the stops are written.
    enum Form: Sendable { case json, csv }

    let context: WebContext
    let gate: QueryGate

    func answer(_ request: Request, _ form: Form) async throws -> Response {
        let parameters = try request.parameters(Self.parameters)
        let plant = context.plant
        let from = try plant.instant(parameters["from"])
        let to = try plant.instant(parameters["to"])
        let filter = try StopFilter(parameters, plant)
        let figures = context.figures
        return try await gate.pass {
            try SpanLimit.check(from: from, to: to, figures)
            let report: StopReport
            do throws(QueryError) {
                report = try StopQuery(figures: figures).report(
                    unit: parameters["unit"], from: from, to: to, filter: filter)
                try ReportingLimits.check(report.stops.count, of: "stops")
            } catch {
                throw WebError(error)
            }
            switch form {
            case .json: return .json(report.json(try figures.ratedPlant()))
            case .csv: return .csv(report.csv(try figures.ratedPlant()), name: "stops.csv")
            }
        }
    }
}
