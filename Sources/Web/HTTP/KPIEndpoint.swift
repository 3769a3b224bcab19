import Hummingbird
import Plant
import Reporting
import Storage
import Telemetry

/// `/api/v1/kpi`: the figures of the `kpi` command.
struct KPIEndpoint: Sendable {
    let context: WebContext
    let gate: QueryGate

    func answer(_ request: Request) async throws -> Response {
        let parameters = try request.parameters([
            "unit", "from", "to", "by", "group", "what_if", "as_of", "restated",
        ])
        let supposed = parameters["what_if"]?.split(separator: ",").map(String.init) ?? []
        let from = try context.plant.instant(parameters["from"])
        let to = try context.plant.instant(parameters["to"])
        let division: Division? = try choice(parameters["by"], "by", .unknownDivision)
        let grouping: Grouping? = try choice(parameters["group"], "group", .unknownGrouping)
        let asOf = try context.plant.instant(parameters["as_of"])
        let restated = try flag(parameters["restated"], "restated")
        let context = context
        return .json(
            try await gate.pass {
                try QueryGate.limit(from: from, to: to, context.figures)
                func report(_ asOf: Timestamp?) throws(QueryError) -> FigureReport {
                    try KPIQuery(figures: context.figures.asOf(asOf), store: context.store).report(
                        unit: parameters["unit"], from: from, to: to, by: division,
                        group: grouping, supposing: supposed)
                }
                do throws(QueryError) {
                    guard restated else { return try report(asOf).json(context.plant) }
                    return try report(nil).json(
                        context.plant, beside: try report(asOf ?? .distantPast))
                } catch {
                    throw WebError(error)
                }
            })
    }

    private func flag(_ text: String?, _ name: String) throws(WebError) -> Bool {
        switch text {
        case nil, "false": return false
        case "true": return true
        default: throw .badRequest("malformed_flag", "\(name) is true or false")
        }
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String?, _ name: String, _ code: QueryError.Code
    ) throws(WebError) -> Choice? where Choice.RawValue == String {
        guard let text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest(code.rawValue, "\(name) is one of \(known)")
        }
        return choice
    }
}
