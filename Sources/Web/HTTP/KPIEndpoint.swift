import Hummingbird
import Plant
import Reporting
import Storage
import Synchronization
import Telemetry

/// `/api/v1/kpi`: the figures of the `kpi` command.
struct KPIEndpoint: Sendable {
    /// The longest span that is answered, in days.
    static let spanLimit: Int64 = 400
    /// The most queries at once; more are asked to come again.
    static let parallelLimit = 2

    private let context: WebContext
    private let running = Running()

    /// How many queries run.
    private final class Running: Sendable {
        private let count = Mutex(0)

        func enter() -> Bool {
            count.withLock { count in
                guard count < KPIEndpoint.parallelLimit else { return false }
                count += 1
                return true
            }
        }

        func leave() { count.withLock { $0 -= 1 } }
    }

    init(_ context: WebContext) {
        self.context = context
    }

    func answer(_ request: Request) async throws -> Response {
        let parameters = try request.parameters(["unit", "from", "to", "by"])
        let from = try instant(parameters["from"])
        let to = try instant(parameters["to"])
        let division = try division(parameters["by"])
        guard running.enter() else { throw WebError.busy }
        defer { running.leave() }
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
        do {
            return try context.plant.parse(instant: Self.restoringPlus(text))
        } catch {
            throw .badRequest(QueryError.Code.malformedTime.rawValue, "\(error)")
        }
    }

    /// A plus sign that was not escaped arrives as a space with some clients: `…T08:00:00 08:00`.
    private static func restoringPlus(_ text: String) -> String {
        guard text.contains("T"), text.dropLast(5).last == " " else { return text }
        return text.dropLast(6) + "+" + text.suffix(5)
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
