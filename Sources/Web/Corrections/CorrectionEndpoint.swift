import HTTPTypes
import Hummingbird
import Production
import Reporting
import Storage
import Telemetry

/// `/api/v1/corrections`: the audit trail, and what programs say.
struct CorrectionEndpoint: Sendable {
    let context: WebContext
    let gate: QueryGate

    /// The audit trail, oldest first.
    func list(_ request: Request) async throws -> Response {
        let parameters = try request.parameters(["unit", "from", "to"])
        let from = try context.plant.instant(parameters["from"])
        let to = try context.plant.instant(parameters["to"])
        let figures = context.figures
        return .json(
            try await gate.pass {
                do throws(QueryError) {
                    return try CorrectionQuery(figures: figures)
                        .trail(unit: parameters["unit"], from: from, to: to).json
                } catch {
                    throw WebError(error)
                }
            })
    }

    /// Records a correction: 201 with the record, 409 with the one that came in between.
    ///
    /// With `"trial": true` nothing is recorded, and the answer is what it would do.
    func record(_ request: Request) async throws -> Response {
        try request.refuseOtherSites()
        let body = try await request.body(of: "application/json")
        let asked = try AskedCorrection(json: body.readableBytesView)
        do {
            guard !asked.isTrial else { return try await trial(asked.request) }
            let recorder = CorrectionRecorder(context: context)
            let correction = try await recorder.record(asked.request)
            return .json(.object([("correction", correction.json)]), status: .created)
        } catch CorrectionRecorder.Refusal.mistake(let error) {
            throw WebError(error)
        } catch CorrectionRecorder.Refusal.conflict(let other) {
            let error = JSON.object([
                ("code", .string("conflict")),
                ("message", .string("somebody has said something of the same; look at it first")),
            ])
            return .json(
                .object([("error", error), ("correction", other.json)]), status: .conflict)
        }
    }

    private func trial(_ request: CorrectionRequest) async throws -> Response {
        let draft = try await CorrectionRecorder(context: context).draft(request)
        let context = context
        return .json(
            try await gate.pass {
                let horizon = try context.figures.wholeSpan(line: 0)?.to
                try SpanLimit.check(
                    from: draft.content.target?.span.from, to: horizon, context.figures)
                let trial = try CorrectionTrial(draft, context.figures)
                return .object([("trial", trial.json(context.plant))])
            })
    }
}
