import Hummingbird
import Plant
import Reporting
import Storage

/// `/api/v1/kpi`: the figures of the `kpi` command.
struct KPIEndpoint: Sendable {
    let context: WebContext
    let gate: QueryGate

    func answer(_ request: Request) async throws -> Response {
        let parameters = try request.parameters([
            "unit", "from", "to", "by", "group", "what_if",
        ])
        let supposed = parameters["what_if"]?.split(separator: ",").map(String.init) ?? []
        let from = try context.plant.instant(parameters["from"])
        let to = try context.plant.instant(parameters["to"])
        let division: Division? = try choice(parameters["by"], "by", .unknownDivision)
        let grouping: Grouping? = try choice(parameters["group"], "group", .unknownGrouping)
        let context = context
        return .json(
            try await gate.pass {
                try QueryGate.limit(from: from, to: to, context.figures)
                let query = KPIQuery(figures: context.figures, store: context.store)
                do throws(QueryError) {
                    return try query.report(
                        unit: parameters["unit"], from: from, to: to, by: division,
                        group: grouping, supposing: supposed
                    ).json(context.plant)
                } catch {
                    throw WebError(error)
                }
            })
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
