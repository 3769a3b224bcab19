import Hummingbird
import Reporting

/// `/api/v1/kpi`: the figures of the `kpi` command.
struct KPIEndpoint: Sendable {
    let context: WebContext
    let gate: QueryGate

    func answer(_ request: Request) async throws -> Response {
        let asked = try KPIRequest(try request.parameters(KPIRequest.parameters), context.plant)
        let context = context
        return .json(try await gate.pass { try asked.answer(context.figures, context.store) })
    }
}
