import Hummingbird
import Plant
import Reporting
import Storage
import Telemetry

/// `/api/v1/kpi`: the figures of the `kpi` command.
struct KPIEndpoint: Sendable {
    /// The longest span that is answered, in days.
    static let spanLimit: Int64 = 400
    private let context: WebContext
    private let places = Places()

    init(_ context: WebContext) {
        self.context = context
    }

    func answer(_ request: Request) async throws -> Response {
        let parameters = try request.parameters(["unit", "from", "to", "by"])
        let from = try instant(parameters["from"])
        let to = try instant(parameters["to"])
        let division = try division(parameters["by"])
        try places.enter()
        defer { places.leave() }
        let context = context
        return .json(
            try await offEventLoops {
                try Self.limit(from: from, to: to, context.figures)
                let query = KPIQuery(figures: context.figures, store: context.store)
                do throws(QueryError) {
                    return try query.report(
                        unit: parameters["unit"], from: from, to: to, by: division
                    ).json(context.plant)
                } catch {
                    throw WebError(error)
                }
            })
    }

    /// No query reads more than so many days, also where it leaves its ends open.
    private static func limit(from: Timestamp?, to: Timestamp?, _ figures: Figures) throws {
        for line in figures.plant.lines.indices {
            let whole = try figures.wholeSpan(line: line)
            guard let begin = from ?? whole?.from, let end = to ?? whole?.to, begin <= end else {
                continue
            }
            let (length, overflow) = end.nanoseconds.subtractingReportingOverflow(
                begin.nanoseconds)
            guard !overflow, length <= spanLimit * 86_400 * nanosecondsPerSecond else {
                throw WebError.badRequest(
                    "span_too_long", "a query covers at most \(spanLimit) days; give from and to")
            }
        }
    }

    private func instant(_ text: String?) throws(WebError) -> Timestamp? {
        guard let text else { return nil }
        return try context.plant.instant(query: text)
    }

    private func division(_ text: String?) throws(WebError) -> Division? {
        guard let text else { return nil }
        guard let division = Division(rawValue: text) else {
            let known = Division.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest(QueryError.Code.unknownDivision.rawValue, "by is one of \(known)")
        }
        return division
    }
}
